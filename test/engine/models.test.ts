// Several models: turns, a next one where one is down, and votes that say which one answered.
import { describe, expect, it } from "vitest";
import type { Sample } from "../../src/core/agent/prompt.ts";
import type { Event } from "../../src/core/run/event.ts";
import { drawFor, strataOf } from "../../src/engine/draws.ts";
import type { Agents } from "../../src/engine/agents.ts";
import { fold, startedWith } from "../core/run/facts.ts";
import { stage, type Stage } from "./stage.ts";

const names = ["big", "small"];
const models = names.map((name) => ({ name, weight: 1 }));
const terms = { models, strata: strataOf(2) };
const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;

/** A run on two models; the sample of each call is what `says` makes of it. */
async function playedOn(says: (model: number) => Sample | null) {
  const asked: number[] = [];
  const events: Event[] = [];
  const one: Stage = stage({
    terms,
    agents: (usual): Agents => ({
      ...usual,
      draw: (q) => drawFor(q.run, q.poll, q.n, names),
    }),
    model: (inner) => ({
      costMax: () => 10,
      async sample(prompt, draw) {
        asked.push(draw.model);
        return says(draw.model) ?? (await inner.sample(prompt, draw));
      },
    }),
    watch: (event) => void events.push(event),
  });
  await one.play();
  const votes = events.flatMap((e) => (e.kind === "sampled" ? e.votes : []));
  return { one, asked, votes };
}

describe("a run on two models", () => {
  it("asks them by turns, and its votes do not name them", async () => {
    const { one, asked, votes } = await playedOn(() => null);
    expect(one.run().phase.kind).toBe("done");
    expect(new Set(asked)).toEqual(new Set([0, 1]));
    expect(votes.every((vote) => vote.model === undefined)).toBe(true);
  });

  it("asks the other one after a sample faltered twice, and records who answered", async () => {
    const busy: Sample = { kind: "faltered", because: "503", retryAfterMs: null };
    const { one, asked, votes } = await playedOn((model) => (model === 1 ? busy : null));
    expect(one.run().phase.kind).toBe("done");
    expect(asked.filter((model) => model === 1).length).toBe(4);
    for (const { n, model } of votes) expect(model).toBe(n % 2 === 1 ? 0 : undefined);
    expect(one.violations()).toEqual([]);
  });

  it("leaves a model out whose key is refused, and goes on with the other", async () => {
    const refused: Sample = {
      kind: "faltered",
      because: "small: 401",
      retryAfterMs: null,
      lasting: true,
    };
    const { one, asked } = await playedOn((model) => (model === 1 ? refused : null));
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, down: [1] });
    expect(asked.filter((model) => model === 1).length).toBeLessThanOrEqual(2);
  });

  it("waits for a person when every model is refused", async () => {
    const because = "401";
    const refused: Sample = { kind: "faltered", because, retryAfterMs: null, lasting: true };
    const { one } = await playedOn(() => refused);
    expect(one.run().phase).toMatchObject({ kind: "stuck", cause: because });
  });
});

describe("a draw", () => {
  const run = fold(startedWith(terms));

  it("follows a model's name, wherever the operator's list has it now", () => {
    const turned = [...names].reverse();
    expect(drawFor(run, poll, 0, names)).toMatchObject({ model: 0, variant: 0 });
    expect(drawFor(run, poll, 0, turned)).toMatchObject({ model: 1, variant: 0 });
    expect(drawFor(run, poll, 0, turned).standIn).toBeUndefined();
  });

  it("goes to the next of the run's models where one is not configured any more", () => {
    expect(drawFor(run, poll, 1, ["other", "big"])).toMatchObject({ model: 1, standIn: 0 });
    expect(() => drawFor(run, poll, 1, ["other"])).toThrow("none of the run's models (big, small)");
  });

  it("lets each model and each prompt variant meet every temperature", () => {
    const drawn = Array.from({ length: 32 }, (_, n) => drawFor(run, poll, n, names));
    const ladder = [0.2, 0.4, 0.6, 0.8];
    for (const model of [0, 1]) {
      const own = drawn.filter((one) => one.model === model);
      expect(own.slice(0, 4).map((one) => one.temperature)).toEqual(ladder);
      for (const variant of ladder.keys()) {
        const met = own.filter((one) => one.variant === variant).map((one) => one.temperature);
        expect(new Set(met)).toEqual(new Set(ladder));
      }
    }
  });

  it("stays with its number's model while only money is waited for", () => {
    const key = "sample/0.1.0/1";
    const waits = { kind: "faltered", at: 0, key, because: "", outcome: "none" } as const;
    const money: Event = { ...waits, retryAfterMs: null, lasting: false };
    const busy: Event = { ...money, model: 1 };
    const drawn = (...events: readonly Event[]) =>
      drawFor(fold(startedWith(terms), ...events), poll, 1, names).model;
    expect(drawn(money, money, busy)).toBe(1);
    expect(drawn(money, busy, busy)).toBe(0);
  });

  it("of a run whose journal names no models takes the configured ones by turns", () => {
    const old = fold(startedWith({ strata: 8 }));
    const drawn = [0, 1, 2, 8].map((n) => drawFor(old, poll, n, names));
    expect(drawn.map((d) => [d.model, d.variant])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
  });
});
