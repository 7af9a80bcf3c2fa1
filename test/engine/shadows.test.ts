// Samples that a red flag spoiled, through desk and engine: their shadows judge the flag, the run
// comes to what it comes to without them, and the settings decide what the flag does.
import { describe, expect, it } from "vitest";
import type { Prompt, Sample } from "../../src/core/agent/prompt.ts";
import type { Config } from "../../src/core/config/config.ts";
import { allModels, flaggingsOf } from "../../src/core/run/flag-past.ts";
import type { Model } from "../../src/engine/ports.ts";
import { wholeRun } from "../book/whole-run.ts";
import { treeOf } from "../core/plan/plans.ts";
import { obeying } from "../injection/obeying.ts";
import { config, plainScene, reading } from "../injection/scene.ts";

/** Right answers; the first to each step leaves code out behind a comment, or says so only. */
function elidingOnce(): Model {
  const right = obeying(null, { found: 0, loose: 0, broken: new Set() }, false);
  const seen = new Set<string>();
  return {
    costMax: right.costMax,
    async sample(prompt, draw) {
      const sample = await right.sample(prompt, draw);
      const { about } = prompt;
      if (about.kind !== "step" || seen.has(about.place)) return sample;
      seen.add(about.place);
      return eliding(prompt, sample);
    },
  };
}

function eliding({ nonce }: Prompt, sample: Sample): Sample {
  if (sample.kind !== "answered") return sample;
  const begins = `=====UNIT ${nonce}\n`;
  const text = sample.text.replace(begins, `${begins}// existing code stays here\n`);
  return { ...sample, text };
}

const played = async (vote: Partial<Config["vote"]>, redFlags: Config["redFlags"] = {}) => {
  const { run, events } = await wholeRun({
    tree: treeOf(plainScene.files),
    issue: { title: plainScene.title, body: plainScene.body },
    config: { ...config, vote: { ...config.vote, ...vote }, redFlags },
    model: elidingOnce(),
    seed: "shadows",
    tests: reading("keeps whole cents"),
    checked: true,
  });
  const votes = events.flatMap((event) => (event.kind === "sampled" ? event.votes : []));
  return { run, votes, placeholder: allModels(flaggingsOf(run)).flags["placeholder"] };
};

describe("a spoiled sample", () => {
  it("leaves a shadow that says whether its flag was right, and changes nothing else", async () => {
    const [all, none] = [await played({}), await played({ shadowPercent: 0 })];
    const spoiled = all.placeholder?.spoiled ?? 0;
    expect(spoiled).toBeGreaterThan(0);
    // The comment alone made them wrong: the code was that of the winner.
    expect(all.placeholder).toEqual({ flagged: spoiled, spoiled, judged: spoiled, wrong: 0 });
    expect(none.placeholder).toEqual({ flagged: spoiled, spoiled, judged: 0, wrong: 0 });
    expect(all.run.phase).toEqual(none.run.phase);
    expect(all.run.spend).toEqual(none.run.spend);
    const bare = all.votes.map((vote) => ({ ...vote, shadow: undefined }));
    expect(bare).toEqual(none.votes.map((vote) => ({ ...vote, shadow: undefined })));
  });

  it("counts where the settings let its flag through to a person, who is told", async () => {
    const { run, votes, placeholder } = await played({}, { placeholder: "person" });
    expect(placeholder?.spoiled).toBe(0);
    expect(placeholder?.judged).toBe(placeholder?.flagged);
    expect(votes.some((vote) => "flags" in vote && vote.flags?.includes("placeholder"))).toBe(true);
    expect(run.spend.spoiled["placeholder"]).toBeUndefined();
  });
});
