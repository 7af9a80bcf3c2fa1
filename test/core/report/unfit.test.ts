// Orders that do not fit: said so, in words that name what would.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unfit, type Order } from "../../../src/core/report/unfit.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { anyEvent } from "../run/anything.ts";
import { fold, maintainer, opened, planOf, plus, startedWith, unit } from "../run/facts.ts";

const plan = planOf(unit("u1"), unit("u2", ["u1"]));
const orders: readonly Order[] = ["approved", "rejected", "stopped", "retried"];
const order = (kind: Order): Event =>
  kind === "rejected"
    ? { kind, at: 1, by: maintainer, because: "no" }
    : { kind, at: 1, by: maintainer };

const working = opened(plan);
const states: readonly (readonly [string, Run])[] = [
  ["choosing", fold(startedWith({ mode: "plan" }))],
  ["at work", working],
  ["stuck", plus(working, { kind: "lineMoved", at: 0, head: null })],
  ["stopped", plus(working, order("stopped"))],
  ["failed", plus(working, { kind: "failed", at: 0, because: "a bug" })],
];

it("is told for each state and order", () => {
  const told = states.flatMap(([name, run]) =>
    orders.map((kind) => `${kind} while ${name}: ${unfit(run, kind) ?? "fits"}`),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      "approved while choosing: Nothing was done: run \`7-aaaa\` has no plan yet. The status comment shows it as soon as the agents agree on one.",
      "rejected while choosing: Nothing was done: run \`7-aaaa\` has no plan yet. The status comment shows it as soon as the agents agree on one.",
      "stopped while choosing: fits",
      "retried while choosing: Nothing was done: run \`7-aaaa\` is neither stuck nor stopped. \`/quorum status\` says what it is doing.",
      "approved while at work: Nothing was done: run \`7-aaaa\` works on its plan already. \`/quorum stop\` stops it.",
      "rejected while at work: Nothing was done: run \`7-aaaa\` works on its plan already. \`/quorum stop\` stops it.",
      "stopped while at work: fits",
      "retried while at work: Nothing was done: run \`7-aaaa\` is neither stuck nor stopped. \`/quorum status\` says what it is doing.",
      "approved while stuck: Nothing was done: run \`7-aaaa\` is stuck, and no plan waits for approval. \`/quorum why\` says what holds it up.",
      "rejected while stuck: Nothing was done: run \`7-aaaa\` is stuck, and no plan waits for approval. \`/quorum why\` says what holds it up.",
      "stopped while stuck: fits",
      "retried while stuck: fits",
      "approved while stopped: Nothing was done: run \`7-aaaa\` is stopped. \`/quorum retry\` takes it up again.",
      "rejected while stopped: Nothing was done: run \`7-aaaa\` is stopped. \`/quorum retry\` takes it up again.",
      "stopped while stopped: Nothing was done: run \`7-aaaa\` is stopped already. \`/quorum retry\` takes it up again.",
      "retried while stopped: fits",
      "approved while failed: Nothing was done: run \`7-aaaa\` is over (failed). \`/quorum run\` starts a new one.",
      "rejected while failed: Nothing was done: run \`7-aaaa\` is over (failed). \`/quorum run\` starts a new one.",
      "stopped while failed: Nothing was done: run \`7-aaaa\` is over (failed). \`/quorum run\` starts a new one.",
      "retried while failed: Nothing was done: run \`7-aaaa\` is over (failed). \`/quorum run\` starts a new one.",
    ]
  `);
});

describe("an order", () => {
  it("that is said to fit changes the run, one that is not but a retry leaves it as it is", () => {
    const start = fc.constantFrom(startedWith({ mode: "plan" }), startedWith({ plan }));
    fc.assert(
      fc.property(start, fc.array(anyEvent), fc.constantFrom(...orders), (first, events, kind) => {
        const run = fold(first, ...events);
        const after = evolve(run, order(kind));
        const changed = after.revision !== run.revision;
        if (unfit(run, kind) === null) expect(changed).toBe(true);
        else if (kind !== "retried") expect(changed).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
