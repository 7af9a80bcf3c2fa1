// GitHub's own example payloads over HTTP: signature, inbox, dispatcher, Probot, handler.
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import type { Log } from "../../src/github/log.ts";
import { until } from "../until.ts";
import { examples, titleOf } from "./examples.ts";
import { stage, tearDown } from "./stage.ts";

afterEach(tearDown);

const entry = z.object({
  delivery: z.string().optional(),
  kept: z.string().optional(),
  outcome: z.string().optional(),
  result: z.string().optional(),
});

/** What the edge says of each delivery: kept or a duplicate, then how it was handled. */
function diary() {
  const kept = new Map<string, string>();
  const ends = new Map<string, string>();
  const problems: string[] = [];
  const note = (message: string, fields: object = {}): void => {
    const { delivery = "", kept: as, outcome, result = "" } = entry.parse(fields);
    if (message === "webhook" && as !== undefined) kept.set(delivery, as);
    if (message !== "webhook handled" || outcome === undefined) return;
    ends.set(delivery, outcome === "ignored" ? `ignored: ${result}` : `${outcome}: ${result}`);
  };
  const trouble = (message: string, fields: object = {}): void => {
    problems.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { debug: note, info: note, warn: trouble, error: trouble };
  return { log, kept, ends, problems };
}

it("all come through the door, once and again, and this becomes of them", async () => {
  const { log, kept, ends, problems } = diary();
  const s = await stage({}, log);
  expect(examples).toHaveLength(329);
  for (const round of ["first", "again"]) {
    for (const [n, { name, payload }] of examples.entries()) {
      const { status } = await s.deliver(name, `${n}-${round}`, payload);
      expect(status, titleOf(name, payload)).toBe(202);
    }
  }
  const fresh = [...kept].filter(([, as]) => as === "new").map(([delivery]) => delivery);
  await until("every kept delivery is handled", () => fresh.every((one) => ends.has(one)));
  expect(problems).toEqual([]);
  const again = [...kept].filter(([delivery]) => delivery.endsWith("again"));
  expect(again.map(([, as]) => as)).toEqual(examples.map(() => "duplicate"));
  const lines = examples.map(({ name, payload }, n) => {
    const delivery = `${n}-first`;
    return `${titleOf(name, payload)} → ${ends.get(delivery) ?? kept.get(delivery)}`;
  });
  const counted = [...new Set(lines)].toSorted();
  expect(
    counted.map((one) => `${one} ×${lines.filter((line) => line === one).length}`),
  ).toMatchSnapshot();
  expect(s.house.started).toEqual([]);
  expect(s.writes()).toEqual([]);
});
