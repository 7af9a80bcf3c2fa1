// The questions of a runoff: a test that tells competing answers apart, and which answer is right.
import { ends } from "../context/excerpt.ts";
import { lines } from "./bounded.ts";
import { dataBlock, jsonInstructions, type Datum } from "./envelope.ts";
import { mustOf, type Gathered } from "./pack.ts";
import type { Prompt } from "./prompt.ts";
import { inOrder, systemText, wordingOf, type Asking } from "./style.ts";

const answerCharsMax = 5000;
const testCharsMax = 2000;
/** Task, acceptance and old text; the answers come beside them. */
const sharedCharsMax = 8000;

export interface RunoffContext extends Asking {
  /** Id of the unit that the step belongs to. */
  readonly unit: string;
  readonly gathered: Gathered;
  /** The place's text in each competing answer, in the order shown on this ballot. */
  readonly answers: readonly string[];
}

/** What running one test on the answers showed; numbers count the answers shown, from 1. */
export interface Evidence {
  readonly test: string;
  readonly passedBy: readonly number[];
  readonly failedBy: readonly number[];
}

const ballotTasks = [
  "Several engineers wrote the same place of a repository and did not agree. Decide who is right.",
  "Engineers who answered alone gave different texts for one place. Say which text is correct.",
] as const;

const probeTasks = [
  "Several engineers wrote the same place and did not agree. Write the test that shows who errs.",
  "Answers to one task differ. Write tests of the task on which a wrong answer would fail.",
] as const;

/** Asks for `{"because": "…", "choice": 1}` or "none", with what running the answers showed. */
export function askBallot(context: RunoffContext & { readonly found: readonly Evidence[] }) {
  const { nonce, variant, answers, found, outputTokensMax } = context;
  const { place, unit, data } = shared(context);
  const shown = found.map((one, i): Datum => [`test ${i + 1}`, testLines(one)]);
  const prompt: Prompt = {
    about: { kind: "ballot", place, unit, options: answers },
    system: systemText(variant, ballotTasks[wordingOf(variant)]),
    user: [
      dataBlock(nonce, [...inOrder(variant, data), ...shown, ...texts(answers)]),
      `Which of the ${answers.length} answers does what the task and the acceptance sentences ` +
        "say? Before you decide, name an input for which they differ and what each gives. The " +
        "tests were written by engineers, too, and may be wrong: judge by the task. The order " +
        `says nothing. Answer with the number, 1 to ${answers.length}, or "none" when every ` +
        "answer is wrong.",
      jsonInstructions(nonce, '{"because": "<at most three sentences>", "choice": 1}'),
    ].join("\n\n"),
    nonce,
    outputTokensMax,
  };
  return prompt;
}

/** @param context `instructions`: how the test file is written; from core/patch. Trusted text. */
export function askProbe(
  context: RunoffContext & { readonly path: string; readonly instructions: string },
): Prompt {
  const { nonce, variant, answers, path, instructions, outputTokensMax } = context;
  const { place, unit, data } = shared(context);
  const rules = [
    "Write one new test file that tests what the task says where the answers differ.",
    "Expect what the task and the acceptance sentences say, not what an answer happens to do.",
    "Use the framework and the style of the repository's tests; no network, no waiting.",
    "Test through public names, one to four tests, each for one input.",
  ];
  return {
    about: { kind: "probe", place, unit },
    system: systemText(variant, probeTasks[wordingOf(variant)]),
    user: [
      dataBlock(nonce, [...inOrder(variant, data), ["test file", path], ...texts(answers)]),
      ["Rules:", ...rules.map((rule) => `- ${rule}`)].join("\n"),
      instructions,
    ].join("\n\n"),
    nonce,
    outputTokensMax,
  };
}

function shared({ gathered, unit, nonce }: RunoffContext) {
  return { place: gathered.place, unit, data: mustOf(gathered, sharedCharsMax, nonce) };
}

const texts = (answers: readonly string[]): Datum[] =>
  answers.map((text, i): Datum => [`answer ${i + 1}`, lines(ends(text, answerCharsMax))]);

function testLines({ test, passedBy, failedBy }: Evidence): readonly string[] {
  const by = (numbers: readonly number[]): string => numbers.join(", ") || "none";
  const found = `answers that pass: ${by(passedBy)}; answers that fail: ${by(failedBy)}`;
  return [found, ...lines(ends(test, testCharsMax))];
}
