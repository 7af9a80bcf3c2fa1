// A run in which much goes wrong that is nobody's bug: a spoiled and a wrong answer, plans that
// differ, a unit that fails once it is rebuilt, red CI, a merge that nobody answers.
import { Faltered, type Model, type Repository } from "../../src/engine/ports.ts";
import { treeDigest } from "../../src/engine/trees.ts";
import { planOf, unit } from "../core/run/facts.ts";
import type { Play } from "./stage.ts";

export const diamond = planOf(
  unit("u1", [], 2),
  unit("u2", ["u1"]),
  unit("u3", ["u1"]),
  unit("u4", ["u2", "u3"]),
);

/** The model says something else at some places: `unit.attempt.step/number` or `plan.choose/0`. */
export const saying =
  (at: (place: string) => string | null): NonNullable<Play["model"]> =>
  (inner: Model): Model => ({
    costMax: inner.costMax,
    async sample(prompt, draw) {
      const sample = await inner.sample(prompt, draw);
      const text = at(prompt.about.kind === "step" ? prompt.about.place : "");
      return text === null || sample.kind !== "answered" ? sample : { ...sample, text };
    },
  });

const said: Readonly<Record<string, string>> = {
  "plan.propose/1": "wrong",
  "plan.propose/3": "spoiled",
  "plan.choose/0": "wrong",
  "0.1.0/0": "spoiled",
  "0.1.1/0": "wrong",
  "1.1.0/1": "wrong",
};

const words = (place: string): string | null =>
  said[place] ?? (/^\d+\.[2-9]\./.test(place) ? "right, again" : null);

/** Two units that pass alone fail together, until one of them is written again. */
function clashing(): NonNullable<Play["sandbox"]> {
  let clash: string | null = null;
  return (inner) => ({
    async run(job) {
      const both = ["u2/s1.txt", "u3/s1.txt"].every((path) =>
        [...job.tree.keys()].some((known) => known === path),
      );
      if (both) clash ??= treeDigest(job.tree);
      const outcome = await inner.run(job);
      if (clash === null || clash !== treeDigest(job.tree) || outcome.kind !== "finished") {
        return outcome;
      }
      const output = outcome.output.replace("ok 1 -", "not ok 1 -").replace("# fail 0", "# fail 1");
      return { ...outcome, code: 1, output };
    },
  });
}

/** The first answer to each merge is lost, after the merge was done. */
function unanswered(): NonNullable<Play["repository"]> {
  const merged = new Set<number>();
  return (inner): Repository => ({
    ...inner,
    async merge(pass) {
      const done = await inner.merge(pass);
      if (!done.ok || merged.has(pass.pull)) return done;
      merged.add(pass.pull);
      throw new Faltered("the answer was lost", { outcome: "unknown" });
    },
  });
}

/** Fresh at each call: what happened once has not happened in the next play. */
export const eventful = (): Play => ({
  plan: diamond,
  proposed: true,
  model: saying(words),
  sandbox: clashing(),
  repository: unanswered(),
  green: (branch, n) => !branch.includes(".u4") || n > 1,
});
