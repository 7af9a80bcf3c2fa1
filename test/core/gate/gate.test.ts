// The gate: each condition keeps it closed alone, and only all of them together make a pass.
import { describe, expect, it } from "vitest";
import { gate, needsPerson, type GateInput } from "../../../src/core/gate/gate.ts";
import { sha } from "../../../src/core/kernel.ts";

const [head, onto, other] = ["a", "b", "c"].map((digit) => sha(digit.repeat(40)));
if (!head || !onto || !other) throw new Error("three commits");

const look = {
  head,
  ci: "green",
  because: "test succeeded",
  changesRequestedBy: [],
  approvedBy: [],
} as const;

const open: GateInput = {
  title: "Unit u1",
  pull: 12,
  head,
  builtOnto: onto,
  targetHead: onto,
  sandboxed: true,
  verifiedOnto: onto,
  ciDemanded: true,
  look,
  flags: [],
  measures: [],
  looks: [],
};

describe("the gate", () => {
  it("opens when everything holds, for exactly this head on exactly this target", () => {
    const verdict = gate(open);
    expect(verdict).toMatchObject({
      kind: "open",
      pass: { pull: 12, head, onto, title: "Unit u1" },
    });
    expect(verdict.conditions.map((c) => c.state)).toEqual(["holds", "holds", "holds", "holds"]);
  });

  const alone: readonly [string, Partial<GateInput>, "waiting" | "shut", RegExp][] = [
    ["nothing is pushed", { head: null }, "waiting", /not pushed yet/],
    ["there is no pull request", { pull: null }, "waiting", /nothing to merge yet/],
    ["the target has moved", { targetHead: other }, "waiting", /the target has moved/],
    ["the target is unknown", { targetHead: null }, "waiting", /the target has moved/],
    ["the sandbox passed another tree", { verifiedOnto: other }, "waiting", /not yet on this tree/],
    ["the sandbox passed nothing", { verifiedOnto: null }, "waiting", /not yet on this tree/],
    ["nobody looked", { look: null }, "waiting", /not looked at yet/],
    ["CI was green on another head", { look: { ...look, head: other } }, "waiting", /not looked/],
    ["CI is pending", { look: { ...look, ci: "pending" } }, "waiting", /CI on the exact head/],
    ["CI is red", { look: { ...look, ci: "red" } }, "shut", /CI on the exact head/],
    [
      "a person requests changes",
      { look: { ...look, changesRequestedBy: ["ann"] } },
      "waiting",
      /requested by ann/,
    ],
    ["a flag asks for a person", { flags: ["secret"] }, "waiting", /approving review.*secret/],
    [
      "a number was not measured on this tree",
      { measures: [{ bar: "R1 m <= 1", holds: null, reading: "not measured" }] },
      "waiting",
      /R1 m <= 1: not measured/,
    ],
    [
      "a bar is missed",
      { measures: [{ bar: "R1 m <= 1", holds: false, reading: "measured 2" }] },
      "waiting",
      /a bar is missed: R1 m <= 1: measured 2/,
    ],
    ["a person has to look", { looks: ["R1.A1 (proof)"] }, "waiting", /approving review.*R1\.A1/],
    [
      "nothing verifies",
      { sandboxed: false, ciDemanded: false },
      "shut",
      /neither a sandbox nor CI/,
    ],
  ];
  it.each(alone)("stays closed when %s", (_name, change, kind, because) => {
    const verdict = gate({ ...open, ...change });
    expect(verdict.kind).toBe(kind);
    expect(verdict.kind !== "open" && verdict.because).toMatch(because);
    expect("pass" in verdict).toBe(false);
  });

  it("takes an approval of this head for a flag, and none of another", () => {
    const flagged = { ...open, flags: ["secret"] };
    expect(gate({ ...flagged, look: { ...look, approvedBy: ["ann"] } }).kind).toBe("open");
    const older = { ...look, head: other, approvedBy: ["ann"] };
    expect(gate({ ...flagged, look: older }).kind).toBe("waiting");
  });

  it("takes an approval for what a person sees, and to let a missed bar pass", () => {
    const approved = { ...open, look: { ...look, approvedBy: ["ann"] } };
    const missed = [{ bar: "R1 m <= 1", holds: false, reading: "measured 2" }];
    const verdict = gate({ ...approved, looks: ["R1.A1 (proof)"], measures: missed });
    expect(verdict.kind).toBe("open");
    expect(verdict.conditions.map((c) => c.detail)).toEqual(
      expect.arrayContaining(["ann let pass R1 m <= 1: measured 2", "ann approved: R1.A1 (proof)"]),
    );
    const open1 = [{ bar: "R1 m <= 1", holds: null, reading: "not measured" }];
    expect(gate({ ...approved, measures: open1 }).kind).toBe("waiting");
  });

  it("opens without a sandbox when CI is demanded, and without CI when the sandbox is", () => {
    expect(gate({ ...open, sandboxed: false, verifiedOnto: null }).kind).toBe("open");
    const noCi = { ...open, ciDemanded: false, look: { ...look, ci: "pending" as const } };
    expect(gate(noCi).kind).toBe("open");
  });

  it("is shut by a failure whatever else still waits", () => {
    const red = { ...open, targetHead: other, look: { ...look, ci: "red" as const } };
    expect(gate(red).kind).toBe("shut");
  });

  const needs: readonly [string, Partial<GateInput>, readonly string[]][] = [
    ["changes were requested", { look: { ...look, changesRequestedBy: ["ann"] } }, ["reviews"]],
    ["a flag wants an approval", { flags: ["secret"] }, ["approval"]],
    ["a person has to look", { looks: ["R1.A1 (proof)"] }, ["looks"]],
    [
      "a bar is missed",
      { measures: [{ bar: "R1 m <= 1", holds: false, reading: "measured 2" }] },
      ["measures"],
    ],
    [
      "a number is still to be measured",
      { measures: [{ bar: "R1 m <= 1", holds: null, reading: "not measured" }] },
      [],
    ],
    ["nobody has looked yet", { look: null }, []],
    ["the target has moved", { targetHead: other }, []],
    ["CI said nothing yet", { look: { ...look, ci: "pending" } }, []],
    ["everything holds", {}, []],
  ];
  it.each(needs)("asks a person only where one can help: %s", (_name, change, kinds) => {
    const { conditions } = gate({ ...open, ...change });
    expect(conditions.filter(needsPerson).map((c) => c.kind)).toEqual(kinds);
  });
});
