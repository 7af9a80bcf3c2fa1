// What a child run changed, carried onto a line that moved on meanwhile.
import { describe, expect, it } from "vitest";
import { carried, electedTests } from "../../src/engine/carried.ts";
import type { Entry } from "../../src/core/tree.ts";
import { treeOf } from "../core/plan/plans.ts";
import { opened, planOf, unit } from "../core/run/facts.ts";
import { childPart } from "./parted.ts";

const same = (a: Entry, b: Entry): boolean => a.content === b.content;
const base = treeOf({ "a.js": "a", "b.js": "b", "c.js": "c" });
const made = treeOf({ "a.js": "A", "c.js": "c", "d.js": "d" });

describe("what a child made", () => {
  it("is its own changes on top of everybody else's", () => {
    const onto = treeOf({ "a.js": "a", "b.js": "b", "c.js": "C", "e.js": "e" });
    const result = carried(base, made, onto, same);
    const shown = result.ok && result.value.map(({ path, entry }) => [path, entry?.content]);
    expect(shown).toEqual([
      ["a.js", "A"],
      ["b.js", undefined],
      ["d.js", "d"],
    ]);
  });

  it.each([
    ["written", { "a.js": "other", "b.js": "b", "c.js": "c" }, "a.js"],
    ["deleted", { "b.js": "b", "c.js": "c" }, "a.js"],
    ["made", { "a.js": "a", "b.js": "b", "c.js": "c", "d.js": "other" }, "d.js"],
  ])("is refused where a file of it was %s otherwise", (_how, onto, path) => {
    const result = carried(base, made, treeOf(onto), same);
    expect(result.ok || result.error).toBe(
      `${path} was changed on the line while the child run wrote it too`,
    );
  });

  it("is nothing where the line has it already", () => {
    expect(carried(base, made, made, same)).toEqual({ ok: true, value: [] });
  });

  it("is judged by the tests that it wrote", () => {
    const run = opened(planOf(unit("u1"), childPart("u2")));
    const changes = ["src/a.ts", "test/a.test.ts"].flatMap((path) =>
      [...treeOf({ [path]: "" })].map(([name, entry]) => ({ path: name, entry })),
    );
    expect(electedTests(run, 1, changes)).toEqual(["test/a.test.ts"]);
    expect(electedTests(run, 0, changes)).toEqual([]);
  });
});
