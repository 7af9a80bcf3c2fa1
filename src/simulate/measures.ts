// Worlds whose issue asks for a number: the unit that completes it shows it, and on the finished
// line it is missed now and then, as if a later unit had broken it.
import type { Plan } from "../core/plan/plan.ts";
import { awaitsPass } from "../core/run/line-measures.ts";
import type { Run } from "../core/run/state.ts";
import type { Tree } from "../core/tree.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { treeDigest } from "../engine/trees.ts";
import type { Hub } from "./hub.ts";
import type { Random } from "./random.ts";

/** Whether trees reached their bar when they were measured last, or a person let them pass. */
export type Bars = Map<string, boolean>;

const command = "bench";

/** Every eighth world, so that the others stay as they are. */
export const asksForNumber = (seed: number): boolean => seed % 8 === 0;

export const measures = { words: command };

/** The requirement, as JSON, beside what all worlds ask for. */
export const numbered = {
  id: "R2",
  kind: "performance",
  ears: "The file shall have few words.",
  quote: "right",
  priority: "must",
  acceptance: [{ id: "R2.A1", method: "measure", given: "", when: "", expected: "few words" }],
  measure: { metric: "words", op: "<=", value: 5, how: command },
};

/** The plan whose first unit alone serves it: all that is merged later may break it. */
export const serving = (plan: Plan): Plan => ({
  units: plan.units.map((unit, i) =>
    i === 0 ? { ...unit, requirements: [...unit.requirements, numbered.id] } : unit,
  ),
});

/** The sandbox with the command that measures. @param closing whether the line is finished. */
export const measuring = (
  inner: Sandbox,
  world: {
    readonly bars: Bars;
    readonly random: Random;
    /** The bug that takes a missed bar for one that was reached. */
    readonly deaf: boolean;
    closing(): boolean;
    sleep(ms: number): Promise<void>;
    count(kind: string): void;
  },
): Sandbox => ({
  async run(job) {
    if (job.command !== command) return inner.run(job);
    const { random, bars } = world;
    const missed = world.closing() && random.chance(0.5);
    await world.sleep(random.between(300, 1500));
    if (missed) world.count("measure missed");
    bars.set(treeDigest(job.tree), !missed);
    const output = `words: ${missed && !world.deaf ? 9 : 1}\n`;
    return { kind: "finished", code: 0, output, ms: 1 };
  },
});

/** Whether a person would rather let the finished line pass; then it counts as passed. */
export function letsPass(run: Run, github: Hub, bars: Bars, random: Random): boolean {
  const tree = run.line.head && github.commits.get(run.line.head)?.tree;
  if (!awaitsPass(run) || !tree || !random.chance(0.5)) return false;
  bars.set(treeDigest(tree), true);
  return true;
}

/** What is proposed to the base was measured and reached its bar, or a person let it pass. */
export function unmet(proposed: readonly Tree[], bars: Bars): string[] {
  return proposed.flatMap((tree) => {
    const held = bars.get(treeDigest(tree));
    if (held === undefined) return ["the final pull request was not measured"];
    return held ? [] : ["the final pull request misses its bar, and nobody let it pass"];
  });
}
