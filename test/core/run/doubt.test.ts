// Elected tests found wrong: unstable ones cannot win again, contradicted ones are weighed.
import { describe, expect, it } from "vitest";
import type { Unit } from "../../../src/core/plan/plan.ts";
import type { EventOf } from "../../../src/core/run/event.ts";
import { everything, stuckUnits } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  opened,
  planOf,
  plus,
  sandboxed,
  stateOf,
  unit,
  verified,
  votes,
  type Settings,
} from "./facts.ts";

const bare = unit("u1", [], 2);
/** A test step with an acceptance, then a code step. */
const tested: Unit = {
  ...bare,
  steps: bare.steps.map((s, i) => (i === 0 ? { ...s, kind: "test", accepts: ["R1.A1"] } : s)),
};
const started = (settings: Settings = {}): Run =>
  opened(planOf(tested), { ...sandboxed, ...settings });

type More = Partial<EventOf<"verified">>;
const test = (name: string, attempt = 1): More => ({ step: 0, class: name, attempt });
const about = (
  kind: "unstable" | "contradicted",
  behaviour = "one",
): EventOf<"verified">["doubt"] => ({ kind, tests: ["[R1.A1] adds"], behaviour, step: 0 });
const red = (attempt = 1, behaviour = "one"): More => {
  const doubt = about("contradicted", behaviour);
  return { step: 1, attempt, ...(doubt ? { doubt } : {}) };
};
const shaky = (attempt = 1): More => {
  const doubt = about("unstable");
  return { step: 1, attempt, ...(doubt ? { doubt } : {}) };
};

/** The test step is elected; `words` decide by how much. */
const withTest = (run: Run, attempt = 1, words: readonly string[] = ["t", "t"]): Run =>
  plus(
    run,
    votes(0, words, { attempt }),
    ...[...new Set(words)].map((name) => verified(0, name, "passed", test(name, attempt))),
  );

const code = (words: readonly string[], attempt = 1) => votes(0, words, { step: 1, attempt });
const cause = (run: Run): string => stuckUnits(run)[0]?.cause ?? "not stuck";
const keys = (run: Run): string[] => everything(run).map((d) => d.key);

describe("an unstable test", () => {
  const again = plus(withTest(started()), code(["a"]), verified(0, "a", "failed", shaky()));

  it("starts another attempt that says why", () => {
    expect(stateOf(again, 0)).toMatchObject({
      attempt: 2,
      phase: { kind: "voting", step: 0 },
      evidence: ["the tests of step 1 are not to be trusted: it failed"],
    });
  });

  it("cannot win again, and another can", () => {
    const same = plus(again, votes(0, ["t", "t"], { attempt: 2 }));
    expect(stateOf(same, 0).phase).toMatchObject({ kind: "voting", step: 0 });
    expect(keys(same).filter((k) => k.startsWith("verify"))).toEqual([]);
    const other = withTest(again, 2, ["t", "t", "u", "u"]);
    expect(stateOf(other, 0).phase).toMatchObject({ kind: "voting", step: 1 });
  });

  it("is found out later as well, where the unit is rebuilt", () => {
    const elected = plus(withTest(started()), code(["a", "a"]), verified(0, "a", "passed"));
    expect(stateOf(elected, 0).phase.kind).toBe("elected");
    const found = plus(elected, verified(0, null, "failed", shaky()));
    expect(stateOf(found, 0)).toMatchObject({ attempt: 2, struck: [{ step: 0, class: "t" }] });
  });
});

describe("tests that pass each time", () => {
  const own = { names: ["[R1.A1] adds"], runs: 3 };
  const elected = plus(
    withTest(started()),
    code(["a", "a"]),
    verified(0, "a", "passed", { step: 1, own }),
  );

  it("are named with their runs where the unit is elected, and added up when rebuilt", () => {
    expect(stateOf(elected, 0).phase).toMatchObject({ proof: { own: own.names, runs: 3 } });
    const once = { names: own.names, runs: 1 };
    const rebuilt = plus(elected, verified(0, null, "passed", { own: once }));
    expect(stateOf(rebuilt, 0).phase).toMatchObject({ proof: { own: own.names, runs: 4 } });
  });
});

describe("a test that code which agrees fails", () => {
  const once = plus(withTest(started()), code(["a", "a"]), verified(0, "a", "failed", red()));

  it("is voted anew with the evidence, which names no code", () => {
    const { attempt, phase, evidence, struck } = stateOf(once, 0);
    expect([attempt, phase.kind, struck]).toEqual([2, "voting", []]);
    expect(evidence).toEqual([
      "the tests of step 1 (votes 2–0) are in doubt: answers to step 2 that agree (votes 2–0) " +
        "pass all tests but [R1.A1] adds",
    ]);
  });

  it("comes to a person the second time, both sides side by side", () => {
    const twice = plus(withTest(once, 2), code(["a", "a"], 2), verified(0, "a", "failed", red(2)));
    expect(cause(twice)).toContain("for the second time");
    const { phase } = stateOf(twice, 0);
    expect(phase.kind === "stuck" && phase.classes).toEqual([
      { what: "The tests of step 1", text: "t", votes: 2 },
      { what: "The code of step 2", text: "a", votes: 2 },
    ]);
    const retried = plus(twice, { kind: "retried", at: 0, by: { id: 1, login: "m" } });
    expect(stateOf(retried, 0)).toMatchObject({ attempt: 3, doubted: false });
  });

  it("stands as long as code does not outweigh it", () => {
    const strong = withTest(started({ vote: { lead: 3 } }), 1, ["t", "x", "t", "t", "t"]);
    expect(stateOf(strong, 0).phase).toMatchObject({ won: [{ votes: 4, runnerUp: 1 }] });
    const failing = verified(0, "a", "failed", red());
    const two = plus(strong, code(["a", "a"]), failing);
    expect(stateOf(two, 0).attempt).toBe(1);
    expect(stateOf(plus(strong, code(["a", "a", "a"]), failing), 0).attempt).toBe(2);
  });

  it("stands when other code was elected before", () => {
    const run = plus(
      withTest(started()),
      code(["b", "a", "b", "a", "a", "a", "a"]),
      verified(0, "a", "failed", red()),
      verified(0, "b", "passed", { step: 1 }),
    );
    expect(stateOf(run, 0).phase).toMatchObject({ kind: "elected" });
  });

  it("is in doubt by answers of several classes that behave alike, not by others", () => {
    const both = (behaviour: string): Run =>
      plus(
        withTest(started()),
        code(["a", "b"]),
        verified(0, "a", "failed", red()),
        verified(0, "b", "failed", red(1, behaviour)),
      );
    expect(stateOf(both("one"), 0).attempt).toBe(2);
    expect(stateOf(both("two"), 0).attempt).toBe(1);
  });

  it("waits for every class to be checked, in whatever order votes arrive", () => {
    const events = [
      votes(0, ["a"], { step: 1 }),
      { ...code([]), votes: [{ n: 1, class: "b", text: "b" }] },
      { ...code([]), votes: [{ n: 2, class: "a", text: "a" }] },
      { ...code([]), votes: [{ n: 3, class: "a", text: "a" }] },
      verified(0, "a", "failed", red()),
      verified(0, "b", "failed", { step: 1 }),
    ];
    const ends = [events, events.toReversed(), [3, 1, 2, 0, 5, 4].flatMap((i) => events[i] ?? [])]
      .map((list) => plus(withTest(started()), ...list, ...events.slice(4)))
      .map((run) => stateOf(run, 0).evidence);
    expect(ends[0]).toMatchObject([expect.stringContaining("agree (votes 2–0)")]);
    expect(new Set(ends.map(String)).size).toBe(1);
  });
});
