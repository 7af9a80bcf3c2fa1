// A long journal is folded in time that grows with its length, not with what it has gone through.
import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { everything } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  commit,
  lineOpened,
  looked,
  planOf,
  pulled,
  pushed,
  startedWith,
  unit,
  votes,
} from "./facts.ts";

const units = 100;

/** Every unit is elected, pushed and refused by CI again and again; each sample falters once. */
function* story(rounds: number): Generator<Event> {
  const plan = planOf(...Array.from({ length: units }, (_, i) => unit(`u${i + 1}`)));
  const head = commit("a");
  yield startedWith({ plan, limits: { attemptsMax: 1e9 } });
  yield lineOpened;
  for (let attempt = 1; attempt <= rounds; attempt += 1) {
    for (let i = 0; i < units; i += 1) {
      const key = `sample/${i}.${attempt}.0/0`;
      const because = { because: "503", outcome: "none", retryAfterMs: null } as const;
      yield { kind: "faltered", at: attempt, key, ...because, lasting: false };
      yield votes(i, ["right", "-", "right"], { attempt });
      yield pushed(i, head, undefined, attempt);
      if (attempt === 1) yield pulled(i);
      yield looked(i, head, "pending");
      yield looked(i, head, "red");
    }
  }
}

/** Processor time of the fold, in milliseconds. */
function folded(rounds: number): { run: Run; events: number; ms: number } {
  const began = process.cpuUsage();
  let run: Run | null = null;
  let events = 0;
  for (const event of story(rounds)) {
    run = evolve(run, event);
    events += 1;
  }
  if (run === null) throw new Error("no events");
  return { run, events, ms: process.cpuUsage(began).user / 1000 };
}

describe("a journal of a million events", () => {
  it("is folded in about ten times the time of one of a hundred thousand", () => {
    const short = folded(200);
    const long = folded(2000);
    expect(long.events).toBeGreaterThan(1_000_000);
    expect(long.ms / short.ms).toBeLessThan(30);
    expect(long.run.spend.samples).toBe(10 * short.run.spend.samples);
    expect(everything(long.run)).toHaveLength(everything(short.run).length);
    expect(JSON.stringify(long.run).length).toBeLessThan(1.1 * JSON.stringify(short.run).length);
  });
});
