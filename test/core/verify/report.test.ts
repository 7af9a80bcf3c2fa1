// Real outputs of test runners are read as named tests; cut or forged ones are never complete.
import { readFileSync } from "node:fs";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLines } from "../../../src/core/verify/reader.ts";
import { readReport } from "../../../src/core/verify/report.ts";
import { readTap } from "../../../src/core/verify/tap.ts";
import { processorMs } from "../../processor.ts";

const output = (name: string): string =>
  readFileSync(new URL(`outputs/${name}.txt`, import.meta.url), "utf8");

const nodeTests = {
  top: "passed",
  "hash # in a name": "passed",
  "suite > one": "passed",
  "suite > left out": "skipped",
  "suite > to come": "skipped",
  "suite > inner > breaks": "failed",
  twice: "passed",
  "twice #2": "passed",
  "parent > child": "passed",
};

const inFile = (file: string, other: string) => ({
  [`${file} > top`]: "passed",
  [`${file} > noisy`]: "passed",
  [`${file} > suite > one`]: "passed",
  [`${file} > suite > left out`]: "skipped",
  [`${file} > suite > to come`]: "skipped",
  [`${file} > suite > inner > breaks`]: "failed",
  [`${other} > other`]: "passed",
});

const mochaTests = {
  top: "passed",
  noisy: "passed",
  "suite > one": "passed",
  "suite > left out": "skipped",
  "suite > to come": "skipped",
  "suite > late": "passed",
  "suite > inner > breaks": "failed",
  "suite > inner > two": "passed",
};

const flat = Object.fromEntries(
  Object.entries(mochaTests).map(([name, status]) => [name.replaceAll(" > ", " "), status]),
);

describe("real output is read as named tests", () => {
  it.each([
    ["node-spec", "node-spec", nodeTests],
    ["node-tap", "tap", nodeTests],
    ["node20-tap", "tap", nodeTests],
    ["vitest-verbose", "vitest", inFile("a.test.mjs", "b.test.mjs")],
    ["jest-verbose", "jest", inFile("jest/a.test.js", "jest/b.test.js")],
    ["mocha", "mocha", mochaTests],
    ["mocha-tap", "tap", flat],
  ])("%s", (name, runner, tests) => {
    const report = readReport(output(name));
    expect(report.runner).toBe(runner);
    expect(Object.fromEntries(report.tests)).toEqual(tests);
    expect(report.complete).toBe(true);
  });

  it.each(["vitest-default", "jest-default"])("%s leaves tests unnamed: not complete", (name) => {
    expect(readReport(output(name)).complete).toBe(false);
  });

  it("a run without tests is complete and empty", () => {
    const none = output("node-spec-green").replace(/^.*?(?=ℹ)/su, "");
    const report = readReport(none.replace("tests 3", "tests 0").replace("suites 1", "suites 0"));
    expect(report).toEqual({ runner: "node-spec", tests: new Map(), complete: true });
  });
});

const readable = [
  "node-spec",
  "node-spec-green",
  "node-tap",
  "node-tap-green",
  "vitest-verbose",
  "jest-verbose",
  "mocha",
];

describe("what is not a whole report is not complete", () => {
  it("text of no runner is empty", () => {
    for (const text of ["", "all good\n", "ok\n", "✔ fine\n", "1..x", "\u0000".repeat(50)]) {
      expect(readReport(text)).toEqual({ runner: "unknown", tests: new Map(), complete: false });
    }
  });

  it("any text is read without throwing", () => {
    const lines = ["ok 1 - a\n", "1..1\n", "✔ a\n", "  ", "▶ s\n", "ℹ tests 1\n"] as const;
    const telling = constantFrom(...lines);
    assert(
      property(array(oneof(telling, string()), { maxLength: 30 }), (parts) => {
        readReport(parts.join(""));
      }),
    );
  });

  it.each(readable)("%s cut anywhere before the end of its summary", (name) => {
    const whole = plainLines(output(name)).join("\n");
    const last = /^(?:ℹ duration_ms|# duration_ms| +Tests {2}|Tests: | {2}\d+ failing)/mu;
    const end = last.exec(whole)?.index ?? 0;
    expect(end).toBeGreaterThan(0);
    for (let cut = 0; cut <= end; cut += 1) {
      expect(readReport(whole.slice(0, cut)).complete, `cut at ${cut}`).toBe(false);
    }
  });

  it.each(readable)("%s with any one test line left out or repeated", (name) => {
    const lines = plainLines(output(name));
    const isTest = /^ *(?:[✔✖﹣✓✕○✎×↓□-]|(?:not )?ok|\d+\)) /u;
    const end = lines.findIndex((text) => /^ℹ|^# tests|^⎯|^ +●|passing/u.test(text));
    const until = end === -1 ? lines.length : end;
    const real = lines.flatMap((text, i) =>
      isTest.test(text) && i < until && !text.includes("printed") ? [i] : [],
    );
    expect(real.length).toBeGreaterThan(2);
    for (const i of real) {
      const line = lines[i] ?? "";
      expect(readReport(lines.toSpliced(i, 1).join("\n")).complete, line).toBe(false);
      expect(readReport(lines.toSpliced(i, 0, line).join("\n")).complete, line).toBe(false);
    }
  });

  it.each([
    ["a whole line", "✔ wanted (1ms)\n"],
    ["text that swallows the next real line", "✔ wanted (1ms)\n# "],
    ["a carriage return before the next real line", "✔ wanted (1ms)\nx\r"],
    ["a summary of its own", `${output("node-spec-green")}\n`],
    ["a suite that swallows real tests", "▶ wanted\n"],
  ])("spec output into which a test printed %s", (_, printed) => {
    expect(readReport(printed + output("node-spec-exit")).complete).toBe(false);
    expect(readReport(printed + output("node-spec-green")).complete).toBe(false);
  });

  it.each(["ok 1 - wanted\n", "1..1\nok 1 - wanted\n", "ok 1 - wanted\n1..1\n", "  ---\n"])(
    "TAP output into which a test printed %j",
    (printed) => {
      expect(readReport(printed + output("node-tap-green")).complete).toBe(false);
    },
  );

  it.each([
    "ok 8 wanted\n# ",
    "ok 2 wanted\n# ",
    "ok 2 wanted\n  ---\n",
    "    ok 1 wanted\n    1..1\n",
    "# Subtest: noisy\nok 2 wanted\n# ",
  ])("flat TAP into which a test printed %j", (printed) => {
    const whole = output("mocha-tap");
    expect(readReport(whole).complete).toBe(true);
    expect(readReport(whole.replace("ok 2 noisy", `${printed}ok 2 noisy`)).complete).toBe(false);
  });

  it("flat TAP in time that grows with the length of its lines", () => {
    const lines = ["1..1", "ok 1 noisy", "x".repeat(200_000)];
    const spent = processorMs(() => expect(readTap(lines, lines)?.complete).toBe(true));
    expect(spent).toBeLessThan(1000);
  });

  it("a TAP without tests is complete only where it ends as Node's does", () => {
    const none = "TAP version 13\n1..0\n";
    expect(readReport(none).complete).toBe(false);
    expect(readReport(`${none}# tests 0\n# duration_ms 5.1\n`).complete).toBe(true);
  });

  it("two runners in one output", () => {
    expect(readReport(output("mocha") + output("node-spec-green")).tests.size).toBe(0);
  });
});
