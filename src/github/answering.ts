// Carries out a command from a comment and answers it in one comment of its own.
import { parseCommand } from "../core/command/parse.ts";
import type { Command, Effect, Level } from "../core/command/command.ts";
import { helpWords, misusedWords, notPermittedWords, unknownWords } from "../core/command/words.ts";
import { unreachable } from "../core/kernel.ts";
import type { RunSeen } from "./house.ts";
import type { Outcome } from "./outcome.ts";
import { atLeast } from "./permission.ts";
import { ageMsMax, trigger, type Doorway } from "./trigger.ts";

type Commented = Extract<Outcome, { readonly kind: "comment" }>;

/**
 * People below triage are not answered: on a public repository anybody may comment, and every
 * answer costs the installation's writes. Throws Faltered when it has to be tried again.
 * @returns what came of it, for the log.
 */
export async function answer(door: Doorway, comment: Commented): Promise<string> {
  const parsed = parseCommand(comment.body);
  if (parsed.kind === "none") return "no command";
  if (door.clock.now() - Date.parse(comment.at) > ageMsMax) return "too old";
  const level = await door.permission(comment.place.repository, comment.sender);
  if (!atLeast(level, "triage")) return "not permitted";
  const done: Done =
    parsed.kind === "unknown"
      ? { words: unknownWords(parsed.word, parsed.near) }
      : await carryOut(door, comment, parsed.command, parsed.args, level);
  if ("result" in done) return done.result;
  const { words } = done;
  const marker = `<!-- quorum:answer ${comment.commentId} -->`;
  await door.repository(comment.place.repository).comment(comment.issue.number, marker, words);
  return "answered";
}

/** Words to answer with, or, where somebody else has answered, what came of it for the log. */
type Done = { readonly words: string } | { readonly result: string };

async function carryOut(
  door: Doorway,
  comment: Commented,
  command: Command,
  args: string,
  level: Level,
): Promise<Done> {
  if (!atLeast(level, command.needs)) return { words: notPermittedWords(command) };
  const effect = command.effect(args, comment.sender, door.clock.now());
  if (effect.kind === "misused") return { words: misusedWords(command, effect.problem) };
  return await perform(door, comment, effect);
}

async function perform(door: Doorway, comment: Commented, effect: Effect): Promise<Done> {
  switch (effect.kind) {
    case "help":
      return { words: helpWords(effect.verb) };
    case "start": {
      if (comment.issue.isPull) return { words: onPull };
      const result = await trigger(door, {
        place: comment.place,
        issue: comment.issue,
        sender: comment.sender,
        mode: effect.mode,
        cause: `comment:${comment.commentId}`,
        at: Date.parse(comment.at),
      });
      return { result };
    }
    case "words": {
      const runs = runsHere(door, comment);
      const run = runs.find(isOpen) ?? runs[0];
      if (run === undefined) return { words: nothingHere(comment) };
      return { words: door.house.words(run.id, effect.about) };
    }
    case "tell": {
      const run = runsHere(door, comment).find(isOpen);
      if (run === undefined) return { words: nothingHere(comment) };
      const told = await door.house.tell(run.id, effect.event);
      return { words: told.ok ? "Done; the status comment shows how it goes on." : told.error };
    }
    default:
      return unreachable(effect);
  }
}

const runsHere = (door: Doorway, { place, issue }: Commented) =>
  door.house.runsOf(place.repository.id, issue.number);

const isOpen = (run: RunSeen): boolean => run.standing !== "over";

const onPull = "Quorum works on issues: write the command on the issue that the run belongs to.";

const nothingHere = ({ issue }: Commented): string =>
  issue.isPull
    ? onPull
    : "No run is under way on this issue, so nothing was done. `/quorum run` starts one.";
