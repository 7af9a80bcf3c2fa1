// The question of a step: write the full new text of one place, seen with a small context pack.
import { placeOf, type Step } from "../plan/plan.ts";
import { dataBlock } from "./envelope.ts";
import { packOf, type Gathered } from "./pack.ts";
import type { Prompt } from "./prompt.ts";
import { inOrder, systemText, wordingOf, type Asking } from "./style.ts";

export interface StepContext extends Asking {
  /** Id of the unit that the step belongs to. */
  readonly unit: string;
  readonly step: Step;
  readonly gathered: Gathered;
  /** How the answer is written; from core/patch. Trusted text. */
  readonly instructions: string;
}

/** 3,000 tokens at 3.6 characters each (patches.md §5.3). */
const inputCharsMax = 10_800;

const tasks = {
  code: [
    "Write the code of one place in a repository, as the task in the data describes it.",
    "Your job is one place of a code base: give its text as the task in the data wants it.",
  ],
  test: [
    "Write tests in one place of a repository, as the task in the data describes it.",
    "Your job is to write the tests that the task in the data describes, in the place it names.",
  ],
} as const;

const rules = {
  code: [
    "Write the complete text of the place, nothing left out, no placeholder.",
    "Fulfil the acceptance sentences in general, never just for the values that tests use.",
    "Touch nothing else: other symbols, tests and settings stay as they are.",
    "Use only modules that the repository already uses or that the data shows.",
  ],
  test: [
    "Write the complete text of the place, nothing left out, no placeholder.",
    "Test the behaviour that the acceptance sentences name, edge cases too, through public names.",
    "Use the test framework and the style of the repository's tests; no network, no sleeping.",
    "Do not weaken, skip or remove an existing test.",
    "Before the code is written a new test must fail by an assertion, for want of what the code " +
      "adds, or because the code throws; a test with an error of its own does not count.",
    "A test's name holds the id of the acceptance that it is for: [R1.A1], or R1_A1 where names " +
      "are identifiers.",
  ],
} as const;

/** At most 3,000 tokens, all told: what is asked, how to answer, and the step's pack. */
export function askStep(context: StepContext): Prompt {
  const { unit, step, gathered, nonce, variant, instructions, outputTokensMax } = context;
  const system = systemText(variant, tasks[step.kind][wordingOf(variant)]);
  const list = [...rules[step.kind], permission(step)].map((rule) => `- ${rule}`);
  const rulesText = ["Rules:", ...list].join("\n");
  const room = inputCharsMax - system.length - rulesText.length - instructions.length - 100;
  const block = dataBlock(nonce, inOrder(variant, packOf(gathered, room, nonce)));
  return {
    about: { kind: "step", place: placeOf(step.target), unit },
    system,
    user: [block, rulesText, instructions].join("\n\n"),
    nonce,
    outputTokensMax,
  };
}

function permission(step: Step): string {
  if (step.target.kind !== "symbol") return "Write nothing beyond the place that is named.";
  return step.signatureMayChange
    ? "The signature may change where the task says so."
    : "Keep the symbol's name, parameters and export exactly as they are.";
}
