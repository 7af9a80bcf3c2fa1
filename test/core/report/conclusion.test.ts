// The demo's last words: one JSON object with the promised keys, and an exit code that agrees.
import { describe, expect, it } from "vitest";
import { conclusion, type Measured } from "../../../src/core/report/conclusion.ts";
import type { Event } from "../../../src/core/run/event.ts";
import * as story from "./story.ts";

const measured: Measured = {
  wrong: [],
  testsPassed: true,
  writes: 31,
  spacingMsLeast: 20,
  seconds: 12.345,
};
const remains = { graph: "* 1234567 Join\n", url: "http://127.0.0.1:1", folder: "/t", git: "/t/g" };
const ended = (events: readonly Event[], more: Partial<Measured> = {}) =>
  conclusion(story.told(events), { ...measured, ...more }, remains);
const last = (lines: readonly string[]): unknown => JSON.parse(lines.at(-1) ?? "");

describe("the conclusion", () => {
  it("ends with one line of JSON that has the promised keys in their order", () => {
    const { lines, good } = ended(story.finished);
    expect(good).toBe(true);
    expect(lines.at(-1)).not.toContain("\n");
    expect(lines.at(-1)).toMatchInlineSnapshot(
      `"{"run":"done","units":2,"merged":2,"pullRequests":[12,13,14],"samples":24,"spoiled":{"truncated":1},"elections":5,"noAgreement":0,"writes":31,"wrongMerged":0,"testsPassed":true,"seconds":12.3}"`,
    );
    expect(last(lines)).toMatchObject({
      run: "done",
      units: 2,
      merged: 2,
      pullRequests: [12, 13, 14],
    });
  });

  it("says before it where everything is", () => {
    expect(ended(story.finished).lines.slice(0, -1).join("\n")).toMatchInlineSnapshot(`
      "
      * 1234567 Join

      forge: http://127.0.0.1:1 (while this ran), its data: /t
      line: git -C /t/g log quorum/7-k3fa
      writes to GitHub: 31, at least 20 ms apart"
    `);
  });

  it.each<[string, Partial<Measured>, object]>([
    ["a held-back test fails", { wrong: [{ unit: "u1", failed: ["a"] }] }, { wrongMerged: 1 }],
    ["the library's tests fail", { testsPassed: false }, { testsPassed: false }],
  ])("is bad when %s", (_what, more, shown) => {
    const { lines, good } = ended(story.finished, more);
    expect(good).toBe(false);
    expect(last(lines)).toMatchObject(shown);
  });

  it("is bad when a unit is not merged, and says what stands still", () => {
    const torn = Array.from({ length: 24 }, (_, i) => (i % 2 ? "plus" : "minus"));
    const { lines, good } = ended([...story.planned, story.voted(0, 0, torn)]);
    expect(good).toBe(false);
    expect(lines.join("\n")).toContain("u1 “Add keyOf” stands still: no agreement on step 1");
    expect(last(lines)).toMatchObject({ run: "units", units: 2, merged: 0, noAgreement: 1 });
  });

  it("counts no unit as merged wrong that is not merged", () => {
    const wrong = [{ unit: "u1", failed: ["a"] }];
    const { lines, good } = ended(story.planned, { wrong });
    expect(good).toBe(false);
    expect(last(lines)).toMatchObject({ merged: 0, wrongMerged: 0 });
    expect(lines).toContain("not merged: u1, u2");
    expect(lines.join("\n")).not.toContain("held-back tests");
    expect(ended(story.finished, { wrong }).lines).toContain("held-back tests of u1 fail: a");
  });

  it("is bad for a run that came to no plan", () => {
    const { lines, good } = ended([story.started]);
    expect(good).toBe(false);
    expect(last(lines)).toMatchObject({ run: "choosing", units: 0, merged: 0, pullRequests: [] });
  });
});
