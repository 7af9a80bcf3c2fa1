// Two proposals are the same plan exactly when the same places are written in the same order.
import { describe, expect, it } from "vitest";
import { planClass } from "../../../src/core/plan/class.ts";
import { addition, fileStep, planOf, symbolStep, unit } from "./plans.ts";

const f = symbolStep("src/a.ts", "f");
const g = symbolStep("src/b.ts", "g");
const test = fileStep("test/n.test.ts", "test");
const h = addition("src/a.ts", "h");
const changing = { ...f, signatureMayChange: true };
const own = planClass(planOf([unit(1, [f]), unit(2, [g], ["u1"]), unit(3, [test], ["u2"])]));

describe("planClass", () => {
  it("ignores titles, wording, the order of units, and needs that follow from others", () => {
    const reworded = [
      { ...unit(1, [{ ...test, task: "Other words." }], ["u2", "u3"]), title: "Tests" },
      { ...unit(2, [{ ...f, task: "Do it." }]), title: "First" },
      unit(3, [g], ["u2"]),
    ];
    expect(planClass(planOf(reworded))).toBe(own);
  });

  it.each([
    ["another order", [unit(1, [f], ["u2"]), unit(2, [g]), unit(3, [test], ["u1"])]],
    ["side by side, not in a row", [unit(1, [f]), unit(2, [g]), unit(3, [test], ["u1", "u2"])]],
    ["one unit instead of two", [unit(1, [f, g]), unit(2, [test], ["u1"])]],
    ["another step order", [unit(1, [g, f]), unit(2, [test], ["u1"])]],
    ["another place", [unit(1, [h]), unit(2, [g], ["u1"]), unit(3, [test], ["u2"])]],
    [
      "a signature that may change",
      [unit(1, [changing]), unit(2, [g], ["u1"]), unit(3, [test], ["u2"])],
    ],
  ])("tells %s apart", (_, units) => {
    expect(planClass(planOf(units))).not.toBe(own);
  });
});
