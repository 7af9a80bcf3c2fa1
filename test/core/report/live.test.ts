// One line a fact: what somebody sees who watches a run in a terminal.
import { expect, it } from "vitest";
import { oneLine } from "../../../src/core/report/live.ts";
import { dollars, duration, utc } from "../../../src/core/report/measure.ts";
import { eventsOf } from "../../golden/golden.ts";
import * as story from "./story.ts";

it("tells a run from the trigger to the final pull request", () => {
  const lines = story.finished.map((event, i) =>
    oneLine(event, story.told(story.finished.slice(0, i + 1))),
  );
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "run 42/7-k3fa: “Join two tables” on main at aaaaaaaaaaaa
    requirements elected: R1, R2
    plan elected, 2 units: u1, u2 ← u1
    line quorum/7-k3fa stands at aaaaaaaaaaaa
    u1 step 1 src/value.js#keyOf: elected 3–0 after 4 samples; spoiled: truncated (cut off at 4000 tokens)
    u1 pushed bbbbbbbbbbbb onto aaaaaaaaaaaa
    u1 pull request #12 opened
    u1 CI on bbbbbbbbbbbb: pending (no check named test yet)
    u1 CI on bbbbbbbbbbbb: green (test succeeded)
    u1 merged as cccccccccccc (1 of 2)
    u2 step 1 src/join.js#join: elected 6–1 after 7 samples
    u2 step 2 src/index.js#exports: votes 2–0
    u2 step 2 src/index.js#exports: elected 3–0 after 3 samples
    u2 pushed dddddddddddd onto cccccccccccc
    u2 pull request #13 opened
    u2 CI on dddddddddddd: green (test succeeded)
    u2 merged as eeeeeeeeeeee (2 of 2)
    final pull request #14 opened"
  `);
});

it("writes no line break and no terminal control, whatever a text holds", () => {
  const run = story.told(story.planned);
  const because = "one\ntwo\u001b[2J\u0007";
  const line = oneLine({ kind: "failed", at: 0, because }, run);
  expect(line).toBe("failed: one two[2J");
});

it("says which answer was checked, and how often a try failed", () => {
  const run = story.told(story.planned);
  const verified = {
    kind: "verified",
    at: 0,
    unit: 0,
    attempt: 1,
    step: 0,
    class: "x",
    onto: story.commit("a"),
    verdict: "failed",
    because: "failed: adds up",
    tests: 3,
  } as const;
  const falter = {
    kind: "faltered",
    at: 0,
    key: "rehearse",
    because: "no slot",
    outcome: "none",
    retryAfterMs: null,
    lasting: false,
  } as const;
  const tried = (times: number) =>
    story.told([...story.planned, ...Array.from({ length: times }, () => falter)]);
  expect([
    oneLine(verified, run),
    oneLine({ ...verified, class: null }, run),
    oneLine(falter, tried(1)),
    oneLine(falter, tried(3)),
  ]).toEqual([
    "u1 step 1: the elected answer failed: failed: adds up",
    "u1 as a whole failed: failed: adds up",
    "rehearse failed and is tried again: no slot",
    "rehearse failed 3 times and is tried again: no slot",
  ]);
});

it("tells that one unit is planned anew, and not that the run has a plan", () => {
  const events = eventsOf("planned-anew");
  const told = events.map((event, i) => oneLine(event, story.told(events.slice(0, i + 1))));
  const lines = told.filter((line) => line !== null);
  expect(lines).toContainEqual(expect.stringMatching("^u1 is planned anew: 1 proposal"));
  expect(lines).toContain("u1: a new plan was elected");
  expect(lines.filter((line) => line.startsWith("plan elected"))).toEqual([]);
});

it("tells nothing of bookkeeping", () => {
  const run = story.told(story.planned);
  expect(oneLine({ kind: "reserved", at: 0, microUsd: 1 }, run)).toBeNull();
});

it("writes money, durations and times of day", () => {
  expect([dollars(0), dollars(1234), dollars(1_234_567)]).toEqual(["$0.00", "$0.0012", "$1.23"]);
  expect([duration(900), duration(192_000), duration(7_500_000)]).toEqual([
    "1 s",
    "3 min 12 s",
    "2 h 5 min",
  ]);
  expect([utc(0), utc(43_385_999)]).toEqual(["00:00:00 UTC", "12:03:05 UTC"]);
});
