// An opened answer is a vote for what it means, or spoiled; it is never repaired and never throws.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseHash } from "../../../src/core/patch/base.ts";
import { readSample } from "../../../src/core/agent/read.ts";
import type { Answered } from "../../../src/core/agent/opened.ts";
import { pathAt, stepAt, treeOf } from "../patch/trees.ts";
import { nonce, noUsage, opened, prompt, syntax } from "../redflag/reading.ts";

const f = "/** Adds. */\nexport function f(a, b) {\n  return a + b;\n}\n";
const files = { "src/a.js": f, "src/b.js": "export const b = 1;\n" };
const step = stepAt("src/a.js#f");
const tree = treeOf(files);

const read = (sample: Answered) =>
  readSample({
    sample,
    prompt,
    stepId: "u1.1",
    step,
    tree,
    syntax,
    limits: { patchLinesMax: 400 },
  });

const answered = (text: string, finish: "stop" | "length" | "filter" = "stop"): Answered => ({
  kind: "answered",
  text,
  finish,
  usage: noUsage,
});

const vote = (text: string, imports: readonly string[] = []) =>
  opened({
    files,
    place: "src/a.js#f",
    text,
    imports: imports.map((statement) => ({ op: "add", statement })),
    planned: ["src/x.js", "src/y.js"],
  });

const classOf = (text: string, imports: readonly string[] = []): string => {
  const one = vote(text, imports);
  return one.kind === "valid" ? one.class : `spoiled: ${one.flags.join(" ")}`;
};

const times = "export function f(a, b) {\n  return a * b;\n}";
const hash = baseHash(tree, step, syntax);
const say = (decision: string): string => `EDIT u1.1 ${hash} ${decision} none\nSUMMARY It is so`;

describe("an answer to a step", () => {
  it("votes for what it means, however it is written", () => {
    const other = "// Multiplies.\nexport function f(x, y) { return (x * y) }";
    expect(classOf(times)).toMatch(/^k1:v4:javascript:[0-9a-f]{64}$/);
    expect(classOf(other)).toBe(classOf(times));
    expect(classOf(times.replace("a * b", "b * a"))).not.toBe(classOf(times));
  });

  it("carries the change of its one file", () => {
    const one = vote(times);
    const entry = { mode: "100644", content: `${times}\n` };
    expect(one.kind === "valid" && one.changes).toEqual([{ path: pathAt("src/a.js"), entry }]);
  });

  it("votes for other imports as for something else", () => {
    const a = 'import { x } from "./x.js";';
    const b = "import {y} from './y.js'";
    expect(classOf(times, [a])).not.toBe(classOf(times));
    expect(classOf(times, [a, b])).toBe(classOf(times, [b, a]));
    expect(classOf(times, [a])).not.toBe(classOf(times, [b]));
  });

  it("that changes nothing but spelling votes for no change", () => {
    const same = vote("export function f(x, y) { return x + y }");
    expect(same).toMatchObject({ kind: "valid", class: "no change", changes: [] });
    expect(read(answered(say("no_change_needed")))).toEqual({
      kind: "valid",
      class: "no change",
      changes: [],
      flags: [],
    });
  });

  it("keeps flags that do not spoil, and the change with them", () => {
    const one = vote(times.replace("return", "console.log(a);\n  return"));
    expect(one.kind === "valid" && one.flags.map((flag) => flag.id)).toEqual(["debug-output"]);
  });

  it("is keyed by its exact text where no grammar fits", () => {
    const yaml = (text: string) => opened({ place: "docs/a.yaml", text });
    const one = yaml("a: 1");
    expect(one.kind === "valid" && one.class).toMatch(/^k1:v4:text:/);
    expect(yaml("a: 1\n")).toEqual(one);
    expect(yaml("a:  1")).not.toEqual(one);
  });

  it.each([
    ["refusal", { kind: "refused", text: "No.", usage: noUsage } as const],
    ["truncation", answered(say("cannot_do"), "length")],
    ["filter", answered("", "filter")],
    ["empty", answered(" \n")],
    ["declined", answered(say("cannot_do"))],
    ["format", answered("Here you are")],
    ["format", answered(say("no_change_needed").replace(hash, "000000000000"))],
    ["length", answered("x".repeat(10_000_000))],
  ])("is spoiled by %s", (flag, sample) => {
    expect(read(sample)).toMatchObject({ kind: "spoiled", flags: [flag] });
  });

  it("is a value for any text at all", () => {
    const around = (text: string): string =>
      `EDIT u1.1 ${hash} edit replace_unit\nSUMMARY s\n` +
      `=====UNIT ${nonce}\n${text}\n=====END ${nonce}`;
    const junk = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.constantFrom("`${", "[", "<a>", "(a=", "/*", "function f(){").map((s) => s.repeat(900)),
      fc.string({ unit: fc.constantFrom(..."(){}[]<>=`'\"/*;,.:?!\\\n fa0".split("")) }),
    );
    fc.assert(
      fc.property(junk, fc.boolean(), (text, formed) => {
        const { kind } = read(answered(formed ? around(text) : text));
        expect(["valid", "spoiled"]).toContain(kind);
      }),
      { numRuns: 150 },
    );
  });
});
