// Any event at any time: what a fold must bear, whether it fits the run or not.
import * as fc from "fast-check";
import type {
  Choosing,
  Event,
  EventOf,
  Locating,
  Poll,
  Vote,
} from "../../../src/core/run/event.ts";
import { commit, maintainer, planOf, unit } from "./facts.ts";

const at = fc.integer({ min: 0, max: 10_000_000 });
/** One unit more than any plan here has, and one below. */
const place = fc.integer({ min: -1, max: 4 });
const attempt = fc.integer({ min: 1, max: 4 });
const head = fc.constantFrom("1", "2", "3", "4").map((digit) => commit(digit));
const name = fc.constantFrom("a", "b", "c", "none");
const because = fc.constantFrom("why", "");
const ci = fc.constantFrom("green", "red", "pending");
const n = fc.integer({ min: 0, max: 9 });
const readings = fc.constantFrom([], [{ requirement: "R1", value: 3, because: "" }]);

const texts: Readonly<Record<Choosing, readonly string[]>> = {
  requirements: [JSON.stringify([]), JSON.stringify([{ id: "R1" }])],
  plan: [
    JSON.stringify(planOf(unit("u1"))),
    JSON.stringify(planOf(unit("u1"), unit("u2", ["u1"], 2), unit("u3", ["u1"]))),
  ],
};

const spoiledVote = n.map((number): Vote => ({ n: number, spoiled: ["format"], detail: "off" }));
const wordVote = fc.tuple(n, name).map(([number, word]): Vote => {
  const flags = word === "c" ? { flags: ["secret"] } : {};
  return { n: number, class: word, text: word, ...flags };
});
const step: fc.Arbitrary<readonly [Poll, readonly Vote[]]> = fc
  .tuple(place, attempt, fc.integer({ min: 0, max: 2 }), fc.array(fc.oneof(wordVote, spoiledVote)))
  .map(([u, a, s, list]) => [{ kind: "step", unit: u, attempt: a, step: s }, list]);
const proposal: fc.Arbitrary<readonly [Poll, readonly Vote[]]> = fc
  .tuple(fc.constantFrom<Choosing>("requirements", "plan"), fc.array(fc.tuple(n, fc.nat(1))))
  .map(([of, list]) => {
    const propose = { kind: "propose", of } as const;
    return [propose, list.map(([i, k]) => ({ n: i, class: `p${k}`, text: texts[of][k] ?? "" }))];
  });
const ballot: fc.Arbitrary<readonly [Poll, readonly Vote[]]> = fc
  .tuple(fc.constantFrom<Choosing>("requirements", "plan"), fc.array(fc.tuple(n, fc.nat(2))))
  .map(([of, list]) => {
    const classes = ["p0", "p1", "none"];
    return [{ kind: "choose", of }, list.map(([i, k]) => ({ n: i, class: classes[k] ?? "none" }))];
  });

const location: fc.Arbitrary<readonly [Poll, readonly Vote[]]> = fc
  .tuple(fc.constantFrom<Locating>("files", "symbols"), fc.array(fc.tuple(n, fc.nat(2))))
  .map(([of, list]) => {
    const named = ["none", JSON.stringify(["a.ts"]), JSON.stringify(["a.ts", "b.ts"])];
    const votes = list.map(([i, k]) => ({ n: i, class: `l${k}`, text: named[k] ?? "none" }));
    return [{ kind: "locate", of }, votes];
  });

const sampled = fc
  .tuple(at, fc.oneof({ weight: 3, arbitrary: step }, proposal, ballot, location))
  .map(([when, [poll, votes]]): Event => {
    const costs = { microUsd: votes.length, tokens: 1 };
    return { kind: "sampled", at: when, poll, votes, ...costs };
  });

const record = <K extends Event["kind"]>(
  kind: K,
  model: { [P in Exclude<keyof Extract<Event, { kind: K }>, "kind">]: fc.Arbitrary<unknown> },
): fc.Arbitrary<Event> => fc.record({ kind: fc.constant(kind), ...model }).map(read);

/** The arbitraries above make what the type says, which their own types do not show. */
const read = (value: unknown): Event => value as Event;

const by = fc.constant(maintainer);
const key = fc.constantFrom("merge/0/x", "push/0/1/x", "publish", "sample/0.1.0/0", "openLine");
const failed = fc.constant([]);
const people = fc.subarray(["ann"]);
const reason = fc.constantFrom("stale", "branch moved", "branch gone", "pull closed");
const verdict = fc.constantFrom("passed", "failed", "inconclusive");

const falter = {
  at,
  key,
  because,
  outcome: fc.constantFrom("none", "unknown"),
  retryAfterMs: fc.option(fc.nat(10_000)),
  lasting: fc.boolean(),
} as const;

const view = {
  standing: fc.constantFrom("working", "waiting", "done", "failed"),
  because,
  merged: n,
  units: n,
  pull: fc.option(n),
  head: fc.option(head),
  touched: fc.boolean(),
  microUsd: n,
  tokens: n,
  issues: fc.subarray([12, 13]),
} as const;

const aboutChildren = [
  record("childNamed", {
    at,
    unit: place,
    attempt,
    issue: n,
    promised: fc.record({ microUsd: n, tokens: n }),
  }),
  record("childStarted", { at, unit: place, attempt, run: fc.constant("1/12-abcd"), base: head }),
  {
    weight: 2,
    arbitrary: record("childSeen", { at, unit: place, attempt, view: fc.record(view) }),
  },
  record("childTold", {
    at,
    unit: place,
    attempt,
    order: fc.constantFrom("stopped", "retried", "failed"),
  }),
  record("childClosed", { at, unit: place, attempt, pull: n }),
];

/** Any event but the first; every kind occurs. */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: sampled },
  {
    weight: 3,
    arbitrary: record("verified", {
      at,
      unit: place,
      attempt,
      step: place,
      class: fc.option(name),
      onto: head,
      verdict,
      because,
      tests: n,
      own: fc.constantFrom({ names: ["t"], runs: 3 }, undefined),
      doubt: fc.option(
        fc.record({
          kind: fc.constantFrom("unstable", "contradicted"),
          tests: fc.constant(["t"]),
          behaviour: name,
          step: place,
        }),
        { nil: undefined },
      ),
    }),
  },
  record("measured", {
    at,
    unit: place,
    attempt,
    onto: head,
    tree: fc.constantFrom("t", undefined),
    found: readings,
  }),
  record("lineMeasured", { at, head, found: readings }),
  { weight: 3, arbitrary: record("pushed", { at, unit: place, attempt, head, onto: head }) },
  { weight: 2, arbitrary: record("opened", { at, unit: place, pull: n }) },
  {
    weight: 3,
    arbitrary: record("looked", {
      at,
      unit: place,
      head,
      ci,
      because,
      failed,
      changesRequestedBy: people,
      approvedBy: people,
    }),
  },
  { weight: 2, arbitrary: record("merged", { at, unit: place, head, commit: head, line: head }) },
  record("displaced", {
    at,
    unit: place,
    attempt,
    because: reason,
    detail: because,
    head: fc.option(head),
  }),
  ...aboutChildren,
  record("gatePosted", { at, unit: place, head, conclusion: fc.constant("success") }),
  { weight: 2, arbitrary: record("lineOpened", { at, head }) },
  record("lineMoved", { at, head: fc.option(head) }),
  record("lineLooked", { at, head, ci, because }),
  record("finalOpened", { at, pull: n, draft: fc.boolean() }),
  record("published", { at, revision: n, comment: n }),
  fc.record<EventOf<"faltered">>(
    { kind: fc.constant("faltered"), ...falter, model: fc.nat(1), unit: place },
    { requiredKeys: ["kind", "at", "key", "because", "outcome", "retryAfterMs", "lasting"] },
  ),
  record("resumed", { at }),
  record("rehearsed", { at, because: fc.option(because), tests: n }),
  fc.record<EventOf<"surveyed">>(
    {
      kind: fc.constant("surveyed"),
      at,
      of: fc.constantFrom("files", "symbols"),
      options: fc.subarray(["a.ts", "b.ts", "c.ts"]),
      unread: n,
    },
    { requiredKeys: ["kind", "at", "of", "options"] },
  ),
  record("reserved", { at, microUsd: n }),
  record("approved", { at, by }),
  record("rejected", { at, by, because }),
  record("stopped", { at, by, because }),
  { weight: 3, arbitrary: record("retried", { at, by }) },
  record("failed", { at, because }),
);
