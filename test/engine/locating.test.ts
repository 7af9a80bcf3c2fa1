// A process that dies while places are surveyed and voted on comes to the same places and end.
import { describe, expect, it } from "vitest";
import { startedWith } from "../core/run/facts.ts";
import type { Event, Locating } from "../../src/core/run/event.ts";
import type { Agents } from "../../src/engine/agents.ts";
import { stage, type Play, type Stage } from "./stage.ts";

const options: Readonly<Record<Locating, readonly string[]>> = {
  files: ["src/gone.ts", "src/a.ts", "src/b.ts"],
  symbols: ["src/a.ts#f", "src/a.ts#g"],
};

/** Every third ballot names something else, so that an election takes more than two. */
const locating = (inner: Agents): Agents => ({
  ...inner,
  survey: (_run, of) => Promise.resolve({ options: options[of] }),
  open(question, prompt, sample) {
    const { poll, n } = question;
    if (poll.kind !== "locate") return inner.open(question, prompt, sample);
    const named = options[poll.of].slice(0, n % 3 === 1 ? 1 : 2);
    return { n, class: `${named.length}`, text: JSON.stringify(named) };
  },
});

const play = (more: Play, told: string[] = []): Play => ({
  agents: locating,
  proposed: true,
  config: { vote: { ...startedWith().config.vote, places: 20 } },
  watch: (event) => told.push(nameOf(event)),
  ...more,
});

function nameOf(event: Event): string {
  if (event.kind === "surveyed") return `surveyed ${event.of}`;
  return event.kind === "sampled" ? `sampled ${event.poll.kind}` : event.kind;
}

async function played(one: Stage): Promise<Stage> {
  await one.play();
  return one;
}

const end = (one: Stage): unknown => {
  const { phase, merged, files, comments } = one.summary();
  return { phase: phase.kind, merged, files, comments, places: one.run().places };
};

describe("a location whose process dies", () => {
  it.each(["before", "after"] as const)(
    "%s any call until the plan is elected, comes to the same places and end",
    async (when) => {
      const told: string[] = [];
      const whole = await played(stage(play({}, told)));
      expect(end(whole)).toMatchObject({ phase: "done", comments: 1 });
      expect(whole.run().places).toEqual({
        files: ["src/gone.ts", "src/a.ts"],
        symbols: ["src/a.ts#f", "src/a.ts#g"],
      });
      expect(told).toEqual(expect.arrayContaining(["surveyed files", "surveyed symbols"]));
      const located = whole.calls.findLastIndex((call) => call === "append surveyed") + 20;
      for (let call = 1; call <= located; call += 1) {
        const one = await played(stage(play({ dies: (n) => (n === call ? when : null) })));
        const where = `call ${call}, ${when} ${whole.calls[call - 1]}`;
        expect(one.deaths(), where).toBe(1);
        expect(one.violations(), where).toEqual([]);
        expect(end(one), where).toEqual(end(whole));
      }
    },
  );
});
