// The desk's front: builds every prompt from the run's state and the repository's index.
import { gather, type Gathered } from "../core/agent/pack.ts";
import { askPlan, askRequirements } from "../core/agent/ask.ts";
import { askChoice } from "../core/agent/choose.ts";
import { guideData, issueText } from "../core/agent/issue.ts";
import { outlineOf, type Outline } from "../core/agent/outline.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import type { Syntax } from "../core/patch/syntax.ts";
import { isTestPath } from "../core/redflag/paths.ts";
import type { Poll } from "../core/run/event.ts";
import type { Tree } from "../core/tree.ts";
import { at } from "../core/vector.ts";
import type { Question } from "./agents.ts";
import { focusOf, optionsOf } from "./choosing.ts";
import { nonceFor, variantFor } from "./draws.ts";
import type { Indexes } from "./indexes.ts";
import { askStepPoll } from "./step-desk.ts";

type StepPoll = Extract<Poll, { readonly kind: "step" }>;

/** @param models names of the configured models, at least one, in the order of their indices. */
export function openQuestions(
  syntax: Syntax,
  indexes: Indexes,
  models: readonly string[],
): (question: Question) => Promise<Prompt> {
  const gathering = openGathering(syntax, indexes);
  const outlining = openOutlines(syntax, indexes);

  return async (question) => {
    const { run, poll, n, tree } = question;
    const { issue, config } = run.started;
    const nonce = nonceFor(run, poll, n);
    const variant = variantFor(run, n, models);
    const asking = { nonce, variant, outputTokensMax: config.limits.outputTokensMax };
    switch (poll.kind) {
      case "propose": {
        const { lines: outline } = await outlining(tree, issueText(issue));
        const shown = { issue, outline, guides: guideData(tree) };
        const { requirements } = run;
        const { limits } = config;
        return poll.of === "requirements"
          ? askRequirements({ ...asking, ...shown })
          : askPlan({ ...asking, ...shown, requirements, limits, ...focusOf(run, poll) });
      }
      case "choose": {
        const options = optionsOf(question).map((o) => o.text);
        const { requirements } = run;
        const { focus } = focusOf(run, poll);
        const unit = focus && (focus.kind === "part" ? focus.part.title : focus.unit.id);
        return askChoice({ ...asking, of: poll.of, unit, issue, requirements, options });
      }
      case "step":
        return askStepPoll(question, poll, asking, await gathering(question, poll), syntax);
    }
  };
}

/** The outline of a tree for an issue's words, made once. */
function openOutlines(syntax: Syntax, indexes: Indexes) {
  const kept = new WeakMap<Tree, Map<string, Outline>>();

  return async (tree: Tree, words: string): Promise<Outline> => {
    const index = await indexes.of(tree);
    const outlines = kept.get(tree) ?? new Map<string, Outline>();
    kept.set(tree, outlines);
    const known = outlines.get(words);
    if (known) return known;
    const outline = outlineOf({ tree, syntax, index, isTest: isTestPath, words });
    outlines.set(words, outline);
    return outline;
  };
}

/** All samples of a step are shown the same: it is gathered once for a tree and its failures. */
function openGathering(syntax: Syntax, indexes: Indexes) {
  const kept = new WeakMap<Tree, Map<string, Kept>>();

  return async ({ run, tree }: Question, { unit, attempt, step }: StepPoll): Promise<Gathered> => {
    const index = await indexes.of(tree);
    const steps = kept.get(tree) ?? new Map<string, Kept>();
    kept.set(tree, steps);
    const { plan, requirements, units } = run;
    const evidence = at(units, unit)?.evidence ?? noEvidence;
    const key = `${run.started.run}/${unit}.${attempt}.${step}`;
    const known = steps.get(key);
    if (known?.evidence === evidence) return known.gathered;
    const place = { plan, unit, step, requirements, evidence };
    const gathered = gather({ ...place, tree, syntax, index, isTest: isTestPath });
    steps.set(key, { evidence, gathered });
    return gathered;
  };
}

interface Kept {
  readonly evidence: readonly string[];
  readonly gathered: Gathered;
}

const noEvidence: readonly string[] = [];
