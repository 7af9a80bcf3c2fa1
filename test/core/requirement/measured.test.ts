// The number behind a metric's name in what a command printed, and the bar that it must reach.
import { describe, expect, it } from "vitest";
import { reaches, readMeasure, unworsened } from "../../../src/core/requirement/measured.ts";

const read = (output: string) => readMeasure(output, "p99_ms");

describe("readMeasure", () => {
  it.each([
    ["p99_ms: 12.5", 12.5],
    ["ok\np99_ms=200\n", 200],
    ["p99_ms 7", 7],
    ['{"mean_ms": 3, "p99_ms": 1e3}', 1000],
    ['{"p99_ms":12,"mean_ms":3}', 12],
    ["p99_ms: 12, mean_ms: 3", 12],
    ["p99_ms: 12 ms (of 40)", 12],
    ["\u001b[32mp99_ms: -1\u001b[0m\r\n", -1],
  ])("reads %j", (output, value) => {
    expect(read(output)).toEqual({ value });
  });

  it.each([
    ["another metric", "xp99_ms: 1\np99_ms_max: 2\nbest-p99_ms: 3"],
    ["no number", "p99_ms: fast"],
    ["a longer name that ends in digits", "p99_ms9: 1"],
    ["a line too long to be one", `${" ".repeat(600)}p99_ms: 1`],
    ["nothing", ""],
  ])("finds no number in %s", (_, output) => {
    expect(read(output)).toEqual({ because: "it printed no number for p99_ms" });
  });

  it.each([
    "1,200",
    "1, 200",
    "1 200",
    "1\u202f200",
    "1'200",
    "1’200",
    "1.200,5",
    "1.200.000",
    "5-10",
    "5 – 10",
    "1,200ms",
    "12ms_or_so",
  ])("reads no part of %s", (number) => {
    expect(read(`p99_ms: ${number}`)).toEqual({
      because: "it printed p99_ms not as a plain number, such as 1200 or 1200.5",
    });
    expect(read(`p99_ms: 1\np99_ms: ${number}`)).toHaveProperty("because");
  });

  it("trusts no metric that is printed twice, equal or not", () => {
    expect(read("p99_ms: 1\np99_ms: 312")).toEqual({ because: "it printed p99_ms 2 times" });
  });

  it("takes a dot in a name for a dot", () => {
    expect(readMeasure("p99xms: 1", "p99.ms")).toHaveProperty("because");
    expect(readMeasure("p99.ms: 1", "p99.ms")).toEqual({ value: 1 });
  });
});

describe("reaches", () => {
  it.each([
    ["<=", [true, true, false]],
    ["<", [true, false, false]],
    [">=", [false, true, true]],
    [">", [false, false, true]],
    ["=", [false, true, false]],
  ] as const)("holds a number against a bar: %s", (op, expected) => {
    const bar = { metric: "m", op, value: 2, how: "" };
    expect([1, 2, 3].map((value) => reaches(value, bar))).toEqual(expected);
  });
});

describe("unworsened", () => {
  const than = (op: "<=" | "<" | ">=" | ">" | "=", value: number | null, before: number | null) =>
    unworsened(value, before, { metric: "m", op, value: 5, how: "" });

  it.each([
    ["<=", [7, 8, 8], 8, [9]],
    ["<", [7, 8], 8, [9]],
    [">=", [3, 4], 3, [2]],
    [">", [3, 4], 3, [2]],
    ["=", [8], 8, [7, 9]],
  ] as const)("holds a number against an earlier one: %s", (op, near, before, further) => {
    expect(near.map((value) => than(op, value, before))).toEqual(near.map(() => true));
    expect(further.map((value) => than(op, value, before))).toEqual(further.map(() => false));
  });

  it("takes no number for another", () => {
    expect([than("<=", null, null), than("<=", null, 8), than("<=", 6, null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
