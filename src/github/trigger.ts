// From a label or `/quorum run` to a started run: permission, frozen inputs, settings, way to CI.
import { createHash } from "node:crypto";
import { configBytesMax, defaultConfig, parseConfig, type Config } from "../core/config/config.ts";
import { no, ok, type Instant, type Result, type Sha } from "../core/kernel.ts";
import type { Actor } from "../core/run/event.ts";
import { lineBranch, runId, shortName, unitBranch } from "../core/run/names.ts";
import type { RepositoryRef, RunId } from "../core/run/names.ts";
import { parsePath, textAt, type Tree } from "../core/tree.ts";
import type { Level } from "../core/command/command.ts";
import { Faltered, type Clock, type Repository } from "../engine/ports.ts";
import type { House } from "./house.ts";
import type { IssueNow, IssueSeen, Labels, Place } from "./outcome.ts";
import { atLeast } from "./permission.ts";
import * as refusals from "./refusals.ts";
import type { Turns } from "./turns.ts";
import { ciRoute } from "./workflows.ts";

export interface Doorway {
  readonly house: House;
  readonly clock: Clock;
  readonly turns: Turns;
  readonly labels: Labels;
  repository(ref: RepositoryRef): Repository;
  permission(ref: RepositoryRef, actor: Actor): Promise<Level>;
  /** An issue as it is now; null when it is gone from there. */
  issue(ref: RepositoryRef, number: number): Promise<IssueNow | null>;
}

export interface Wish {
  readonly place: Place;
  readonly issue: IssueSeen;
  readonly sender: Actor;
  readonly mode: "plan" | "auto";
  /** What set it off, the same text for the same webhook: the run's name is made from it. */
  readonly cause: string;
  readonly at: Instant;
}

export const issueBytesMax = 64 * 1024;
/** GitHub delivers again for three days; anything older is a replay. */
export const ageMsMax = 7 * 24 * 3_600_000;

/**
 * Starts at most one run for one cause, and none while another is live on the issue; one that a
 * person stopped gives way. Whatever stands in the way becomes one comment. Throws Faltered when it
 * has to be tried again.
 * @returns what came of it, for the log.
 */
export const trigger = (door: Doorway, wish: Wish): Promise<string> =>
  door.turns(`${wish.place.repository.id}/${wish.issue.number}`, () => attempt(door, wish));

async function attempt(door: Doorway, wish: Wish): Promise<string> {
  const { place, issue, sender } = wish;
  if (issue.isPull) return "a pull request, not an issue";
  if (door.clock.now() - wish.at > ageMsMax) return "too old";
  const run = runId(place.repository, issue.number, digest(wish.cause));
  const runs = door.house.runsOf(place.repository.id, issue.number);
  if (runs.some((one) => one.id === run)) return "exists";
  const level = await door.permission(place.repository, sender);
  if (!atLeast(level, "triage")) return "not permitted";
  const refuse = async (words: string): Promise<string> => {
    const marker = `<!-- quorum:trigger ${run} -->`;
    await door.repository(place.repository).comment(issue.number, marker, words);
    return "refused";
  };
  if (!atLeast(level, "write")) return await refuse(refusals.notAllowed(sender.login));
  const live = runs.find((one) => one.standing === "live");
  if (live) return await refuse(refusals.alreadyRunning(live.id));
  const unfit = unfitness(issue);
  if (unfit !== null) return await refuse(unfit);
  const base = await readBase(door.repository(place.repository), place.defaultBranch);
  if (!base.ok) return await refuse(base.error);
  for (const old of runs.filter((one) => one.standing === "stopped")) {
    const because = `a new run was started in its place, ${shortName(run)}`;
    await door.house.tell(old.id, { kind: "failed", at: door.clock.now(), because });
  }
  return await start(door, wish, run, base.value);
}

function unfitness(issue: IssueSeen): string | null {
  if (!issue.open) return refusals.closedIssue();
  if (issue.body.trim() === "") return refusals.emptyIssue();
  const bytes = Buffer.byteLength(issue.title) + Buffer.byteLength(issue.body);
  return bytes > issueBytesMax ? refusals.longIssue(bytes, issueBytesMax) : null;
}

interface Base {
  readonly head: Sha;
  readonly tree: Tree;
  readonly config: Config;
}

/** `error` is what to tell the person. Throws Faltered when it has to be tried again. */
async function readBase(repository: Repository, branch: string): Promise<Result<Base, string>> {
  try {
    const head = await repository.head(branch);
    if (head === null) return no(refusals.noBranch(branch));
    const tree = await repository.tree(head);
    const config = readConfig(tree);
    return config.ok
      ? ok({ head, tree, config: config.value })
      : no(refusals.malformedConfig(config.error));
  } catch (error) {
    if (error instanceof Faltered && error.lasting) return no(refusals.unreadable(error.message));
    throw error;
  }
}

const configPath = parsePath(".github/quorum.yml");

function readConfig(tree: Tree): Result<Config, readonly string[]> {
  if (configPath === null || !tree.has(configPath)) return ok(defaultConfig);
  const text = textAt(tree, configPath);
  if (text !== null) return parseConfig(text);
  const bytes = tree.get(configPath)?.content.length ?? 0;
  const large = bytes > configBytesMax;
  return no([large ? `the file is larger than ${configBytesMax} bytes` : "it is not a text file"]);
}

async function start(door: Doorway, wish: Wish, run: RunId, base: Base): Promise<string> {
  const { place, issue, sender } = wish;
  const { config } = base;
  const branches = {
    base: place.defaultBranch,
    line: lineBranch(run),
    unit: unitBranch(run, { id: "u1", title: "some unit" }),
  };
  return await door.house.start({
    kind: "started",
    at: door.clock.now(),
    run,
    repository: place.repository,
    issue: { number: issue.number, title: issue.title, body: issue.body },
    by: sender,
    base: { branch: place.defaultBranch, head: base.head },
    config,
    mode: config.approval === "always" ? "plan" : wish.mode,
    ciRoute: ciRoute(base.tree, config, branches),
    ...door.house.terms(config),
  });
}

/** Four characters of [a-z0-9], the same for the same text. */
export function digest(text: string): string {
  const hash = createHash("sha256").update(text).digest();
  return (hash.readUInt32BE(0) % 36 ** 4).toString(36).padStart(4, "0");
}
