// A repository's settings: read strictly, refused with sentences, bounded before they are parsed.
import { describe, expect, it } from "vitest";
import { defaultConfig, nearest, parseConfig } from "../../../src/core/config/config.ts";

function mistakes(text: string): readonly string[] {
  const read = parseConfig(text);
  if (read.ok) throw new Error("it was accepted");
  return read.error;
}

function settings(text: string) {
  const read = parseConfig(text);
  if (!read.ok) throw new Error(read.error.join("; "));
  return read.value;
}

const many = Array.from({ length: 21 }, (_, i) => `m${i}: run`).join(", ");

describe("settings", () => {
  it("are the standard ones for an empty file, and for one with nothing but comments", () => {
    expect(settings("")).toEqual(defaultConfig);
    expect(settings("# nothing yet\n")).toEqual(defaultConfig);
  });

  it("keep every standard that the file does not name", () => {
    const read = settings("test: npm test\nvote:\n  lead: 7\nchecks:\n  required: [test]\n");
    expect(read.test).toBe("npm test");
    expect(read.vote).toEqual({ ...defaultConfig.vote, lead: 7 });
    expect(read.checks.required).toEqual([{ name: "test", app: null }]);
    expect(read.limits).toEqual(defaultConfig.limits);
  });

  it("name the nearest known key for an unknown one, at every depth", () => {
    expect(mistakes("tests: npm test\n")).toEqual(['unknown key "tests"; did you mean "test"?']);
    expect(mistakes("vote:\n  led: 5\n")).toEqual(['unknown key "vote.led"; did you mean "lead"?']);
    const [far] = mistakes("merge:\n  whatever: 1\n");
    expect(far).toBe('unknown key "merge.whatever"; known: into');
  });

  it("are refused with one sentence for each mistake, in the order of the file", () => {
    const text = "merge: 3\nvote:\n  lead: 0\n  led: 1\n  unanimous: many\napproval: never\n";
    expect(mistakes(text)).toEqual([
      "merge: must be a group of keys",
      "vote.lead: must be at least 1",
      'unknown key "vote.led"; did you mean "lead"?',
      "vote.unanimous: must be a number",
      'approval: must be "label" or "always"',
    ]);
  });

  it.each([
    ["a lead below the unanimous margin", "vote: { unanimous: 6, lead: 5 }", /must not be smaller/],
    ["a cap below the lead", "vote: { votesMax: 4 }", /votesMax must be at least/],
    ["fewer samples than votes", "vote: { samplesMax: 23 }", /samplesMax at least/],
    ["an empty command", "test: ''", /^test: must not be empty$/],
    ["a long command", `test: ${"x".repeat(1001)}`, /^test: must have at most 1000 characters$/],
    ["a command that no process can have", 'test: "npm\\0test"', /^test: holds a control char/],
    ["a tag that nobody knows", "test: !run npm", /Unresolved tag/],
    ["a measure that is no metric's name", "measures: { 'a b': run }", /^measures/],
    ["a measure without a command", "measures: { p99_ms: '' }", /^measures.p99_ms:/],
    ["more measures than 20", `measures: {${many}}`, /more than 20 measures/],
    ["money below nothing", "budget: { runUsd: -1 }", /^budget.runUsd: must be at least 0$/],
    ["half a unit", "limits: { unitsMax: 1.5 }", /^limits.unitsMax: must be a whole number$/],
    ["too many units", "limits: { unitsMax: 999 }", /^limits.unitsMax: must be at most 300$/],
    ["a check that is none", "checks: { required: [3] }", /^checks.required.0: must be the name/],
    ["another version", "version: 2", /^version: must be 1$/],
    ["a list", "- test", /^the file: must be a group of keys$/],
    ["the same key twice", "test: a\ntest: b\n", /unique at line 2, column 1$/],
    ["text that is no YAML", "test: [", / at line 1, column 8$/],
  ])("refuse %s", (_name, text, because) => {
    expect(mistakes(text)[0]).toMatch(because);
  });

  it("refuse aliases, so that a small file cannot grow large", () => {
    const bomb = ["a: &a [x, x]", "b: &b [*a, *a]", "c: &c [*b, *b]"].join("\n");
    expect(mistakes(bomb)).toEqual(["YAML anchors and aliases are not allowed"]);
  });

  it("refuse a file that is too large or too deep, before it is parsed", () => {
    expect(mistakes("#".repeat(65_537))).toEqual(["the file is larger than 65536 characters"]);
    expect(mistakes(`test: ${"[".repeat(21)}`)).toEqual([
      "the file is nested deeper than 20 levels",
    ]);
    const lists = `models:\n  ${"- ".repeat(2000)}a`;
    expect(mistakes(lists)).toEqual(["the file is nested deeper than 20 levels"]);
    const deep = Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
    expect(mistakes(deep)).toEqual(["the file is nested deeper than 20 levels"]);
  });
});

describe("the nearest word", () => {
  it("is at most two letters away, whatever its case", () => {
    expect(nearest("Retyr", ["retry", "reject"])).toBe("retry");
    expect(nearest("abcdef", ["retry", "reject"])).toBeNull();
    expect(nearest("", ["ab", "abc"])).toBe("ab");
  });
});
