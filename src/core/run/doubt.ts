// Tests that were elected and may be wrong all the same: which side of a contradiction weighs more.
import { emptyTally } from "../vote/tally.ts";
import { standing, type StopRule } from "../vote/rule.ts";
import {
  checked,
  counted,
  unchecked,
  type Candidate,
  type Cast,
  type Election,
  type Struck,
} from "./election.ts";
import type { Competing, Won } from "./state.ts";

/** Code that agents agree on fails an elected test and nothing else: one of the two is wrong. */
export interface Contradiction {
  /** The step that wrote the test, from 0. */
  readonly step: number;
  /** Names of the tests that the code fails. */
  readonly tests: readonly string[];
  readonly test: Competing & { readonly runnerUp: number };
  readonly code: Competing & { readonly runnerUp: number };
}

/** The election without the classes that were struck from this step before. */
export function withoutStruck(
  election: Election,
  struck: readonly Struck[],
  step: number,
  rule: StopRule,
): Election {
  return struck
    .filter((one) => one.step === step)
    .reduce(
      (e, { class: name, because }) => checked(e, name, "failed", rule, { because }),
      election,
    );
}

/**
 * Whether code outweighs a test that it fails. Answers whose whole runs show the same behaviour
 * count as one here, for nothing is elected by it. They weigh more when they would be elected, were
 * it not for that test, by the run's own rule and by a lead no smaller than the test's; and before
 * any other answer is. Found in the order of sample numbers, once every class is checked.
 * @param won winners of the earlier steps of the unit, by step.
 */
export function contradiction(
  election: Election,
  won: readonly Won[],
  rule: StopRule,
): Contradiction | null {
  const { candidates } = election;
  const failing = candidates.filter((c) => c.doubt?.kind === "contradicted");
  if (failing.length === 0 || unchecked(election).length > 0) return null;
  const tried = new Set<string>();
  for (const { doubt } of failing) {
    for (const name of doubt?.tests ?? []) {
      const { step = 0 } = doubt ?? {};
      const test = won[step];
      if (!test || tried.has(`${step} ${name}`)) continue;
      tried.add(`${step} ${name}`);
      const against = failing.filter((c) => c.doubt?.step === step && c.doubt.tests.includes(name));
      const code = outweighing(election, against, test, rule);
      if (code === null) continue;
      const { tests = [] } = against.find((c) => c.text === code.text)?.doubt ?? {};
      const { text, votes, runnerUp } = test;
      return { step, tests, test: { text, votes, runnerUp }, code };
    }
  }
  return null;
}

/** The answers that would have been elected, were those that fail the test not struck. */
function outweighing(
  { ballots, candidates }: Election,
  against: readonly Candidate[],
  test: Won,
  rule: StopRule,
): Contradiction["code"] | null {
  // No test leads by more than the rule's own lead: only unanimous code could weigh less.
  const unanimous = Math.max(rule.unanimous, test.votes - test.runnerUp);
  const raised: StopRule = { ...rule, unanimous, discardsFrom: 0, scatterMax: 0 };
  const others = candidates.filter((c) => !against.includes(c));
  const behaviour = (name: string | null): string | null =>
    against.find((c) => c.class === name)?.doubt?.behaviour ?? null;
  let [plain, forgiven] = [emptyTally, emptyTally];
  for (const [n, ballot] of ballots.entries()) {
    if (ballot.n !== n) return null;
    plain = counted(plain, ballot, candidates);
    const alike: Cast = { ...ballot, class: behaviour(ballot.class) ?? ballot.class };
    forgiven = counted(forgiven, alike, others);
    const now = standing(forgiven, raised);
    if (now.kind === "elected") {
      const code = against.find((c) => c.doubt?.behaviour === now.class);
      if (code) return { text: code.text, votes: now.votes, runnerUp: now.runnerUp };
    }
    if (standing(plain, rule).kind !== "open") return null;
  }
  return null;
}

/** What is told about a contradiction: which test and how the votes stand, never the code. */
export const doubtWords = ({ step, tests, test, code }: Contradiction, at: number): string =>
  `the tests of step ${step + 1} (votes ${test.votes}–${test.runnerUp}) are in doubt: answers to ` +
  `step ${at + 1} that agree (votes ${code.votes}–${code.runnerUp}) pass all tests but ` +
  tests.slice(0, 5).join(", ");

/** Both sides of a contradiction for a person to weigh. @param at the step of the code. */
export const sidesOf = ({ step, test, code }: Contradiction, at: number): readonly Competing[] => [
  { what: `The tests of step ${step + 1}`, text: test.text, votes: test.votes },
  { what: `The code of step ${at + 1}`, text: code.text, votes: code.votes },
];
