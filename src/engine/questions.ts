// The desk's front: builds every prompt from the run's state and the repository's index.
import { gather, type Gathered } from "../core/agent/pack.ts";
import { askPlan, askRequirements } from "../core/agent/ask.ts";
import { askChoice } from "../core/agent/choose.ts";
import { guideData } from "../core/agent/issue.ts";
import { askPlaces, symbolShown, type PlaceOption } from "../core/agent/locate.ts";
import { locatedData, symbolPlace } from "../core/agent/located.ts";
import { shuffled } from "../core/agent/nonce.ts";
import { lineOf, outlineOf, type Outline } from "../core/agent/outline.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import { seenAt, type Sources } from "../core/context/look.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import { isTestPath } from "../core/redflag/paths.ts";
import { pollKey } from "../core/run/action.ts";
import type { Locating, Poll } from "../core/run/event.ts";
import { placesMax } from "../core/run/location.ts";
import { older } from "../core/run/rule.ts";
import { parsePath, type Tree } from "../core/tree.ts";
import { at } from "../core/vector.ts";
import type { Agents, Question } from "./agents.ts";
import { focusOf, optionsOf } from "./choosing.ts";
import { nonceFor, variantFor } from "./draws.ts";
import { openIndexes } from "./indexes.ts";
import { askStepPoll } from "./step-desk.ts";
import { survey, wordsOfRun } from "./surveys.ts";
import { inTurns, type Turns } from "./turns.ts";

type StepPoll = Extract<Poll, { readonly kind: "step" }>;

/** Of a file that is put to a vote: about 170 tokens. */
const fileLineMax = 600;

/** @param models names of the configured models, at least one, in the order of their indices. */
export function openQuestions(
  syntax: Syntax,
  turns: Turns,
  models: readonly string[],
): Pick<Agents, "prompt" | "survey"> {
  const reader = openReader(syntax, turns);
  const gathering = openGathering(reader);
  const outlining = openOutlines(reader);

  async function prompt(question: Question): Promise<Prompt> {
    const { run, poll, n, tree } = question;
    const { issue, config, parent } = run.started;
    // What a child run plans is the part that its parent left to it.
    const title = parent?.title ?? null;
    const nonce = nonceFor(run, poll, n);
    const variant = variantFor(run, n, models);
    const asking = { nonce, variant, outputTokensMax: config.limits.outputTokensMax };
    switch (poll.kind) {
      case "propose": {
        const { lines: outline } = await outlining(tree, wordsOfRun(run));
        const shown = { issue, outline, guides: guideData(tree) };
        const metrics = Object.keys(older(config).measures ?? {});
        if (poll.of === "requirements") return askRequirements({ ...asking, ...shown, metrics });
        const { requirements, places } = run;
        const located = await reader.read(tree, (sources) =>
          locatedData(places, sources, wordsOfRun(run)),
        );
        const { limits } = config;
        const about = focusOf(run, poll);
        const asked = askPlan({ ...asking, ...shown, located, requirements, limits, ...about });
        return title === null || about.focus ? asked : { ...asked, about: { kind: "part", title } };
      }
      case "choose": {
        const { requirements } = run;
        const options = optionsOf(question).map((o) => o.text);
        const { focus } = focusOf(run, poll);
        const unit = focus ? (focus.kind === "part" ? focus.part.title : focus.unit.id) : title;
        return askChoice({ ...asking, of: poll.of, unit, issue, requirements, options });
      }
      case "locate": {
        const { of } = poll;
        const { requirements } = run;
        const options = await reader.read(tree, (sources) => shownPlaces(question, of, sources));
        return askPlaces({ ...asking, of, issue, requirements, options, most: placesMax[of] });
      }
      case "step":
        return askStepPoll(question, poll, asking, await gathering(question, poll), syntax);
    }
  }

  return {
    prompt,
    async survey(run, of, tree) {
      const outline = await outlining(tree, wordsOfRun(run));
      return reader.read(tree, (sources) => {
        const options = survey(run, of, tree, { ...sources, outline });
        const { unread } = sources.index;
        return unread === 0 ? { options } : { options, unread };
      });
    },
  };
}

/** The places of this ballot in its own order, each with a line of what is there. */
function shownPlaces(
  { run, poll, n }: Question,
  of: Locating,
  sources: Sources,
): readonly PlaceOption[] {
  const options = run.phase.kind === "locating" ? (run.phase.options ?? []) : [];
  return shuffled(options, `${run.started.seed}/${pollKey(poll)}`, n).map((place) => {
    const path = parsePath(of === "files" ? place : place.slice(0, place.indexOf("#")));
    if (path === null) return { place, shown: place };
    if (of === "files") return { place, shown: lineOf(path, sources, fileLineMax) };
    const seen = seenAt(path, sources);
    const symbol = seen?.skim.symbols.find((s) => symbolPlace(path, s) === place);
    return { place, shown: seen && symbol ? symbolShown(place, seen, symbol) : place };
  });
}

/** The outline of a tree for an issue's words, made once. */
function openOutlines({ read }: Reader) {
  const once = openOnce<Outline>();
  return (tree: Tree, words: string): Promise<Outline> =>
    once(tree, words, () => read(tree, (sources) => outlineOf({ ...sources, words })));
}

/** All samples of a step are shown the same: it is gathered once for a tree and its failures. */
function openGathering({ read }: Reader) {
  const once = openOnce<Gathered>();
  return ({ run, tree }: Question, { unit, attempt, step }: StepPoll): Promise<Gathered> => {
    const { plan, requirements, units } = run;
    const evidence = at(units, unit)?.evidence ?? [];
    const place = { plan, unit, step, requirements, evidence };
    const key = JSON.stringify([run.started.run, unit, attempt, step, evidence]);
    return once(tree, key, () => read(tree, (sources) => gather({ ...sources, ...place })));
  };
}

/** Who asks meanwhile waits for the same; what failed is made again for whoever asks next. */
function openOnce<Made>() {
  const kept = new WeakMap<Tree, Map<string, Promise<Made>>>();
  return (tree: Tree, key: string, make: () => Promise<Made>): Promise<Made> => {
    const all = kept.get(tree) ?? new Map<string, Promise<Made>>();
    kept.set(tree, all);
    const made = all.get(key) ?? make();
    all.set(key, made);
    made.catch(() => all.delete(key));
    return made;
  };
}

interface Reader {
  /** What is made of a tree; other work has its turn meanwhile. */
  read<Made>(tree: Tree, make: (sources: Sources) => Made): Promise<Made>;
}

function openReader(syntax: Syntax, turns: Turns): Reader {
  const indexes = openIndexes(syntax, turns);
  return {
    async read(tree, make) {
      const index = await indexes.of(tree);
      const isTest = isTestPath;
      return inTurns(syntax, turns, (reading) => make({ tree, syntax: reading, index, isTest }));
    },
  };
}
