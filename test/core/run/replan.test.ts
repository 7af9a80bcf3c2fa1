// A unit on which agents do not agree is planned anew once, then a person is asked.
import { describe, expect, it } from "vitest";
import type { EventOf, Vote } from "../../../src/core/run/event.ts";
import { everything, stuckUnits } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { looked, opened, planOf, plus, pulled, pushed, commit, elect, stateOf } from "./facts.ts";
import { unit, votes } from "./facts.ts";

const vote = { votesMax: 4, samplesMax: 9, scatterMax: 0, replan: true, proposals: 2 };
const two = planOf(unit("u1"), unit("u2", ["u1"]));
const keys = (run: Run): string[] =>
  everything(run)
    .map((d) => d.key)
    .filter((k) => k !== "publish");
const cause = (run: Run): string => stuckUnits(run)[0]?.cause ?? "not stuck";

const failing = (run: Run, attempt = 1): Run =>
  plus(run, votes(0, ["a", "b", "b", "a"], { attempt }));
const failed = failing(opened(two, { vote }));

const anew = JSON.stringify(planOf({ ...unit("u1", [], 3), title: "Anew", needs: [] }));
const told = (kind: "propose" | "choose", list: readonly Vote[], attempt = 1) =>
  ({
    kind: "sampled",
    at: 0,
    poll: { kind, of: "plan", unit: { index: 0, attempt } },
    votes: list,
    microUsd: 0,
    tokens: 0,
  }) satisfies EventOf<"sampled">;
const proposal = (n: number, name: string, text = anew): Vote => ({ n, class: name, text });
const chosen = plus(
  failed,
  told("propose", [proposal(0, "p"), proposal(1, "q")]),
  told("choose", [
    { n: 0, class: "p" },
    { n: 1, class: "p" },
  ]),
);

describe("a unit that is planned anew", () => {
  it("asks for proposals, then for ballots, under its own keys", () => {
    expect(stateOf(failed, 0).phase).toMatchObject({ kind: "replanning" });
    expect(keys(failed)).toEqual(["sample/plan.propose.0.1/0", "sample/plan.propose.0.1/1"]);
    const proposed = plus(failed, told("propose", [proposal(0, "p"), proposal(1, "q")]));
    expect(keys(proposed)).toEqual(["sample/plan.choose.0.1/0", "sample/plan.choose.0.1/1"]);
  });

  it("starts again with the elected steps, keeping its names, its needs and who needs it", () => {
    const { id, title, needs } = unit("u1");
    expect(chosen.plan.units[0]).toMatchObject({ id, title, needs });
    expect(chosen.plan.units[0]?.steps).toHaveLength(3);
    expect(stateOf(chosen, 0)).toMatchObject({ attempt: 2, replanned: true });
    expect(stateOf(chosen, 0).phase).toMatchObject({ kind: "voting", step: 0 });
    expect(stateOf(chosen, 0).evidence[0]).toContain("no agreement");
    expect(stateOf(chosen, 1)).toBe(stateOf(failed, 1));
  });

  it("asks a person the second time", () => {
    const again = failing(chosen, 2);
    expect(cause(again)).toContain("no agreement on step 1");
    expect(keys(again)).toEqual([]);
  });

  it("asks a person, with the competing answers, when no proposal is usable", () => {
    const none: Vote[] = Array.from({ length: 8 }, (_, n) => ({ n, spoiled: ["content"] }));
    const run = plus(failed, told("propose", none));
    expect(cause(run)).toMatch(/no agreement on step 1 .*a new plan for it: no usable proposal/);
    const { phase } = stateOf(run, 0);
    expect(phase.kind === "stuck" && phase.classes).toHaveLength(2);
  });

  it("is planned anew when every attempt failed, on the branch that it has", () => {
    const red = (run: Run, attempt: number, digit: string): Run =>
      plus(
        run,
        elect(0, attempt),
        pushed(0, commit(digit), run.line.head ?? commit("1"), attempt),
        ...(attempt === 1 ? [pulled(0)] : []),
        looked(0, commit(digit), "red"),
      );
    const start = opened(two, { vote, limits: { attemptsMax: 2 } });
    const run = red(red(start, 1, "a"), 2, "b");
    expect(stateOf(run, 0)).toMatchObject({ branch: commit("b"), phase: { kind: "replanning" } });
  });

  it("does not hear late proposals, or those of another attempt", () => {
    expect(stateOf(plus(failed, told("propose", [proposal(0, "p")], 2)), 0)).toBe(
      stateOf(failed, 0),
    );
    expect(stateOf(plus(chosen, told("choose", [{ n: 2, class: "q" }])), 0)).toBe(
      stateOf(chosen, 0),
    );
  });
});
