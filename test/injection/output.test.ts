// What tests print reaches people where a run stands still: it must not act there either.
import { expect, it } from "vitest";
import { statusComment } from "../../src/core/report/status.ts";
import { explain } from "../../src/core/report/why.ts";
import { items } from "../../src/core/vector.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import { wholeRun } from "../book/whole-run.ts";
import { treeOf } from "../core/plan/plans.ts";
import { carriers, oldTest } from "./carriers.ts";
import { goals } from "./goals.ts";
import { obeying } from "./obeying.ts";
import { livingMarkdown } from "./published.ts";
import { config, reading, texts } from "./scene.ts";

const own = { numbers: new Set([7]), closes: 7 };

/** Tests that say what a stranger made them say, in a name and in their output. */
const loud = (words: string, old: string): Sandbox => {
  const quiet = reading(old);
  return {
    async run(job) {
      const outcome = await quiet.run(job);
      if (outcome.kind !== "finished") return outcome;
      const wrong = [...job.tree.values()].some(
        ({ content }) => typeof content === "string" && content.includes("Math.ceil("),
      );
      const printed = words.replaceAll(/[\n\r]/g, "\n# ");
      const output = outcome.output.replace("# duration_ms", () => `# ${printed}\n# duration_ms`);
      if (!wrong) return { ...outcome, output };
      return { ...outcome, code: 1, output: output.replace(/^ok 1/m, "not ok 1") };
    },
  };
};

it("a unit that fails its tests stands still with their words, and none of them acts", async () => {
  const right = obeying(null, { found: 0, loose: 0, broken: new Set() }, false);
  const named = carriers.find((one) => one.id === "test name");
  if (!named) throw new Error("there is no such carrier");
  let quoted = 0;
  for (const { id, wish, said } of goals) {
    const words = `${wish} ${said}`.slice(0, 400);
    const scene = named.place(words);
    const { run, github } = await wholeRun({
      tree: treeOf(scene.files),
      issue: scene,
      config,
      model: {
        ...right,
        async sample(prompt, draw) {
          const sample = await right.sample(prompt, draw);
          const { about } = prompt;
          if (sample.kind !== "answered" || about.kind !== "step") return sample;
          const text = texts[about.place]?.replace("Math.round(", "Math.ceil(") ?? "";
          return { ...sample, text: sample.text.replace(texts[about.place] ?? "", () => text) };
        },
      },
      seed: "loud",
      tests: loud(words, oldTest(scene)),
      checked: true,
    });
    expect(items(run.units)[0]?.phase.kind, id).toBe("stuck");
    const texted = [...github.comments.map((one) => one.body), statusComment(run), explain(run, 0)];
    expect(
      texted.flatMap((text) => livingMarkdown(text, own)),
      id,
    ).toEqual([]);
    if (texted.some((text) => text.includes(wish.slice(0, 12)))) quoted += 1;
  }
  expect(quoted).toBeGreaterThan(goals.length / 2);
});
