// The graph of a plan against plain definitions, on random plans.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ancestorsOf, dependentsOf, orderOf } from "../../../src/core/plan/graph.ts";
import { fileStep, frame, mistakesOf, planOf, unit } from "./plans.ts";

/** Needs point to earlier units only, so that every drawn graph is a DAG. */
const dags = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map((draws) =>
    draws.map((needs, i) => [...new Set(i === 0 ? [] : needs.map((n) => `u${(n % i) + 1}`))]),
  );

const planWith = (needs: readonly (readonly string[])[]) =>
  planOf(needs.map((list, i) => unit(i + 1, [fileStep(`src/f${i}.ts`)], list)));

describe("the graph of a plan", () => {
  it("orders every unit behind those that it needs", () => {
    fc.assert(
      fc.property(dags, (needs) => {
        const plan = planWith(needs);
        const order = orderOf(plan) ?? [];
        const place = new Map(order.map((i, at) => [plan.units[i]?.id, at]));
        expect(place.size).toBe(plan.units.length);
        for (const u of plan.units) {
          for (const need of u.needs) expect(place.get(need)).toBeLessThan(place.get(u.id) ?? -1);
        }
      }),
    );
  });

  it("knows dependents as the needs read backwards, and ancestors as their closure", () => {
    const plan = planWith([[], ["u1"], ["u1"], ["u2", "u3"], []]);
    expect(dependentsOf(plan)).toEqual([[1, 2], [3], [3], [], []]);
    const above = ancestorsOf(plan)?.map((all) => [...all].sort((a, b) => a - b));
    expect(above).toEqual([[], [0], [0], [0, 1, 2], []]);
  });

  it("demands an order between writers of one file, directly or through others", () => {
    const same = [fileStep("src/x.ts")];
    const other = [fileStep("src/y.ts")];
    expect(mistakesOf([unit(1, same), unit(2, other, ["u1"]), unit(3, same, ["u2"])])).toEqual([]);
    expect(mistakesOf([unit(1, same), unit(2, other), unit(3, same, ["u2"])])).toEqual([
      "u1 and u3 both write src/x.ts; one must need the other",
    ]);
  });

  it("orders 300 units in a chain without trouble", () => {
    const limits = { ...frame.limits, unitsMax: 300 };
    const units = Array.from({ length: 300 }, (_, i) =>
      unit(i + 1, [fileStep("src/x.ts")], i === 0 ? [] : [`u${i}`]),
    );
    expect(mistakesOf(units, { ...frame, limits })).toEqual([]);
  });
});
