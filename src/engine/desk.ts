// The agents' desk: asks every question, and opens every answer to a vote.
import { textAt, type Tree } from "../core/tree.ts";
import { readChoice } from "../core/agent/choose.ts";
import { readPlaces } from "../core/agent/locate.ts";
import { issueText } from "../core/agent/issue.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import { readProposal } from "../core/agent/propose.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import type { PlanFrame } from "../core/plan/frame.ts";
import { isTestPath, protectedPath } from "../core/redflag/paths.ts";
import { parseRequirements } from "../core/requirement/parse.ts";
import type { Locating, Vote } from "../core/run/event.ts";
import { mayHaveChildren } from "../core/run/growth.ts";
import { placesMax } from "../core/run/location.ts";
import { older } from "../core/run/rule.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Agents, Opened, Question } from "./agents.ts";
import { focusOf, optionsOf, readPlan, type ChoicePoll } from "./choosing.ts";
import { drawFor } from "./draws.ts";
import { openQuestions } from "./questions.ts";
import { spoiledVote } from "./spoiled-vote.ts";
import { applied, openStep, probing, testsIn } from "./step-desk.ts";
import type { Turns } from "./turns.ts";

/**
 * @param turns when others have theirs while code is read.
 * @param models names of the configured models, at least one, in the order of their indices.
 */
export function openDesk(syntax: Syntax, turns: Turns, models: readonly string[]): Agents {
  return {
    ...openQuestions(syntax, turns, models),
    draw: ({ run, poll, n }) => drawFor(run, poll, n, models),
    open: (question, prompt, sample) => open(question, prompt, sample, syntax),
    probe: (question) => probing(question, syntax),
    apply: (run, unit, written, tree) => applied(run, unit, written, tree, syntax),
    tests: (run, unit, changes) => testsIn(run, unit, changes, syntax),
  };
}

function open(question: Question, prompt: Prompt, sample: Opened, syntax: Syntax): Vote {
  const { run, poll, n, tree } = question;
  if (poll.kind === "step") return openStep(question, poll, prompt, sample, syntax);
  if (poll.kind === "locate") return openPlaces(question, poll.of, prompt, sample);
  if (poll.kind === "choose") {
    const read = readChoice(
      sample,
      prompt,
      optionsOf(question).map((o) => o.class),
    );
    return read.kind === "valid" ? { n, class: read.class } : spoiledVote(n, read);
  }
  const words = issueText(run.started.issue);
  const { measures = {} } = older(run.started.config);
  const read =
    poll.of === "requirements"
      ? readProposal("requirements", sample, prompt, (value) =>
          parseRequirements(value, words, measures),
        )
      : readProposal("plan", sample, prompt, (value) =>
          readPlan(value, run, poll, frameOf(run, poll, tree, syntax)),
        );
  return read.kind === "valid" ? { n, class: read.class, text: read.text } : spoiledVote(n, read);
}

/** Votes for a set of the places in the order in which the prompt showed them. */
function openPlaces({ n }: Question, of: Locating, prompt: Prompt, sample: Opened): Vote {
  const { about } = prompt;
  const options = about.kind === "places" ? about.options : [];
  const read = readPlaces(sample, prompt, options, placesMax[of]);
  return read.kind === "valid" ? { n, class: read.class, text: read.text } : spoiledVote(n, read);
}

/** Ids of the units whose work is in the line. */
const mergedIn = ({ plan, units }: Run): ReadonlySet<string> =>
  new Set(plan.units.flatMap(({ id }, i) => (at(units, i)?.phase.kind === "merged" ? [id] : [])));

function frameOf(run: Run, poll: ChoicePoll, tree: Tree, syntax: Syntax): PlanFrame {
  const taken = new Set(run.started.parent?.taken);
  return {
    parts: focusOf(run, poll).parts,
    children: mayHaveChildren(run.started),
    requirements: run.requirements,
    limits: run.started.config.limits,
    tree,
    ...(poll.unit === undefined ? {} : { merged: mergedIn(run) }),
    isTest: isTestPath,
    // What others write beside a child run is out of its reach like what nobody may write.
    isProtected: (path) => protectedPath(path) || taken.has(path),
    symbolExists(path, symbol, ordinal) {
      const language = syntax.languageOf(path);
      const text = textAt(tree, path);
      const parsed = language === null || text === null ? null : syntax.parse(language, text);
      return parsed?.symbols.some((s) => s.name === symbol && s.ordinal === ordinal) ?? false;
    },
  };
}
