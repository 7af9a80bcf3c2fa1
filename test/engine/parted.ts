// A plan with a part that a child run works, beside a unit that is merged meanwhile.
import type { Unit } from "../../src/core/plan/plan.ts";
import type { Repository } from "../../src/engine/ports.ts";
import { planOf, stateOf, unit } from "../core/run/facts.ts";
import type { Stage } from "./stage.ts";

export const part = (id: string, needs: readonly string[] = []): Unit => ({
  ...unit(id, needs, 0),
  part: "What its own units do.",
});

export const childPart = (id: string, needs: readonly string[] = []): Unit => ({
  ...part(id, needs),
  child: true,
});

/** Files of its own, so that nothing beside it writes them: `11/s1.txt` for u1. */
const within = (id: string, needs: readonly string[] = []): Unit => {
  const { steps } = unit(`1${id.slice(1)}`);
  return { ...unit(id, needs), title: `Inner ${id}`, steps };
};

export const parted = planOf(
  unit("u1"),
  childPart("u2", ["u1"]),
  unit("u3", ["u1"]),
  unit("u4", ["u2", "u3"]),
);

export const inner = planOf(within("u1"), within("u2", ["u1"]));

/** CI is red on the first two heads of a child run's line, and green on everything else. */
export function twiceRed(): (branch: string) => boolean {
  let left = 2;
  return (branch) => !/^quorum\/5\d\d-\w+$/.test(branch) || (left -= 1) < 0;
}

/** What the second unit's given up child run left is so by the time it is looked at. */
export const leftAs =
  (state: "open" | "closed", stage: () => Stage) =>
  (inner: Repository): Repository => ({
    ...inner,
    pull(number) {
      const left = stateOf(stage().run(), 1).dropped.some(({ pull }) => pull === number);
      const its = stage().github.pulls.find((one) => one.number === number);
      if (left && its) its.state = state;
      return inner.pull(number);
    },
  });
