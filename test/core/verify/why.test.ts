// Why tests failed is read from real outputs, and held against what the plan states.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFailures, readReport } from "../../../src/core/verify/report.ts";
import { isStated, type Stated } from "../../../src/core/verify/stated.ts";
import { causeOf, type Cause } from "../../../src/core/verify/why/cause.ts";
import { complaintOf } from "../../../src/core/verify/why/complaint.ts";
import { failuresOf } from "../../../src/core/verify/why/failure.ts";
import { processorMs } from "../../processor.ts";
import { pathAt } from "../patch/trees.ts";
import { stating } from "./stating.ts";

const output = (name: string): string =>
  readFileSync(new URL(`outputs/${name}.txt`, import.meta.url), "utf8");

const word = (cause: Cause): string =>
  cause.kind === "error" ? (cause.complaint?.kind ?? "error") : cause.kind;

/** Each failure of an output in order: its cause, and whether the plan states it. */
function told(name: string, stated: Stated): readonly string[] {
  const text = output(name);
  return readFailures(readReport(text), text).map((one) => {
    const cause = causeOf(one.text);
    return `${one.test}: ${word(cause)}${isStated(cause, stated) ? "" : ", not stated"}`;
  });
}

const javascript = [
  "wrong value: assertion",
  "wrong message: assertion",
  "no throw: assertion",
  "missing member: name",
  "own typo: name, not stated",
  "thrown by code: name",
  "thrown in test: name, not stated",
  "no fixture: file, not stated",
  "plain throw: error",
  "takes too long: timeout, not stated",
];
const last = javascript.at(-1) ?? "";
const lying = (suite: string): readonly string[] => [`${suite}prints a lie: name`, last];
const early = javascript.slice(0, -1);
const inFile = [...early, ...lying("a suite > ")].map((one) => `a.test.mjs > ${one}`);
const inTest = javascript.map((one) => `test > ${one}`);

describe("why tests failed", () => {
  it.each([
    ["red-node-spec", "mjs", [...early, ...lying("")]],
    ["red-node-tap", "mjs", [...early, ...lying("")]],
    ["red-vitest", "mjs", inFile],
    ["red-node-junit", "mjs", [...inTest, "a suite > prints a lie: name"]],
    ["red-mocha", "cjs", [...early, last, "a suite > prints a lie: name"]],
  ])("%s", (name, ending, expected) => {
    const changed = [pathAt(`src/adder.${ending}`)];
    expect(told(name, stating({ names: ["keyOf"], changed })).toSorted()).toEqual(
      expected.toSorted(),
    );
  });

  it("red-jest, which says of a thrown value that its own file threw it", () => {
    const changed = [pathAt("src/adder.cjs")];
    const expected = javascript.map((one) =>
      one.startsWith("plain") ? `${one}, not stated` : one,
    );
    expect(told("red-jest", stating({ names: ["keyOf"], changed })).toSorted()).toEqual(
      [...expected, "a suite > prints a lie: name"].toSorted(),
    );
  });

  it("red-pytest, with a lie told beside the truth", () => {
    const stated = stating({ names: ["key_of"], changed: [pathAt("adder.py")] });
    expect(told("red-pytest", stated)).toEqual([
      "test_unknown_fixture: error",
      "test_setup: error, not stated",
      "test_wrong_value: assertion",
      "test_wrong_message: assertion",
      "test_no_throw: assertion",
      "test_missing_member: name",
      "test_missing_import: name",
      "test_own_typo: name, not stated",
      "test_thrown_by_code: error",
      "test_signature: signature, not stated",
      "test_thrown_in_test: error, not stated",
      "test_no_fixture_file: file, not stated",
      "test_prints_a_lie: error",
      "test_own_typo: assertion",
      "test_other_throw: error",
      "TestSuite > test_equal: assertion",
      "TestSuite > test_raises: assertion",
    ]);
  });

  it("unittest, with the tests inside a test", () => {
    const stated = stating({ names: ["key_of"], changed: [pathAt("adder.py")] });
    const own = (one: string): string => one.replace("tests > test_adder > ", "");
    expect(told("unittest", stated).map(own)).toEqual([
      "TestAdder > test_errs: error",
      "TestAdder > test_missing_member: name",
      "TestAdder > test_own_typo: name, not stated",
      "TestSetUp > setUpClass: error, not stated",
      "TestSubs > test_chained: file, not stated",
      "TestAdder > test_breaks: assertion",
      "TestAdder > test_pairs: assertion",
      "TestAdder > test_pairs: assertion",
      "TestAdder > test_wrong_message: assertion",
      "TestSubs > test_doc_sub: assertion",
    ]);
  });

  it("red-go, where every test that says it failed asserts", () => {
    expect(told("red-go", stating({ changed: [pathAt("adder.go")] }))).toEqual([
      "TestWrongValue: assertion",
      "TestWrongMessage: assertion",
      "TestTable: assertion",
      "TestTable > one: assertion",
      "TestNoFixture: file, not stated",
      "TestPrintsALie: assertion",
      "TestThrown: error",
    ]);
    const other = stating({ changed: [pathAt("other.go")] });
    expect(told("red-go", other)).toContain("TestThrown: error, not stated");
  });

  it("red-cargo, where every panic but that of an operation asserts", () => {
    expect(told("red-cargo", stating({ changed: [pathAt("src/lib.rs")] })).toSorted()).toEqual([
      "no_fixture: assertion",
      "no_fixture: file, not stated",
      "no_throw: assertion",
      "not_true_with_words: assertion",
      "prints_a_lie: error",
      "returns_err: assertion",
      "thrown_by_code: error",
      "thrown_in_test: error, not stated",
      "unwraps: assertion",
      "wrong_message: assertion",
      "wrong_value: assertion",
    ]);
  });

  const ruby = {
    "wrong value": "assertion",
    "wrong message": "assertion",
    "no raise": "assertion",
    "missing method": "name",
    "missing constant": "name, not stated",
    "own typo": "name, not stated",
    "thrown by code": "name",
    signature: "signature, not stated",
    "thrown in test": "name, not stated",
    "no fixture": "file, not stated",
    "other raise": "assertion",
  };
  it.each([
    ["red-rspec", (name: string) => `adder ${name}`],
    ["red-minitest", (name: string) => `TestAdder > test_${name.replaceAll(" ", "_")}`],
  ])("%s", (name, full) => {
    const stated = stating({ names: ["key_of"], changed: [pathAt("lib/adder.rb")] });
    const expected = Object.entries(ruby).map(([test, kind]) => `${full(test)}: ${kind}`);
    expect(told(name, stated).toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    ["surefire", ["Inner > breaks: assertion", "Inner > errs: error, not stated"]],
    ["surefire-junit", ["Inner > breaks: assertion", "Inner > errs: error, not stated"]],
  ])("%s", (name, expected) => {
    const full = expected.map((one) => `org > example > AdderTest > ${one}`);
    expect(told(name, stating())).toEqual(full);
  });

  it.each([
    ["pytest-junit", ["TestSuite > test_breaks: assertion", "test_errs: error, not stated"]],
    ["mocha-tap", ["suite inner breaks: assertion"]],
    ["ctest", ["crashes: error, not stated"]],
  ])("%s", (name, expected) => {
    const prefix = name === "pytest-junit" ? "tests > test_adder > " : "";
    expect(told(name, stating())).toEqual(expected.map((one) => prefix + one));
  });

  it.each([
    ["GoogleTest", "failure message='a.cc:9&#x0A;Expected equality' type=''", "assertion"],
    ["PHPUnit", 'failure type="PHPUnit\\Framework\\ExpectationFailedException"', "assertion"],
    ["PHPUnit", 'error type="Error" message="Call to undefined function f()"', "name"],
    ["a runner that names no type", 'error message="lost"', "error"],
  ])("is read from the XML of %s", (_, element, expected) => {
    const report = { runner: "junit", tests: new Map(), complete: true } as const;
    const text = `<testsuite><testcase classname="A" name="b"><${element}/></testcase></testsuite>`;
    const [one] = readFailures(report, text);
    expect(one?.test).toBe("A > b");
    expect(word(causeOf(one?.text ?? ""))).toBe(expected);
  });

  it("is read for every way in which a text names a test", () => {
    const text = output("red-rspec");
    const all = readFailures(readReport(text), text);
    for (const name of ["wrong value", "adder > wrong value"]) {
      expect(failuresOf(all, name).map(({ test }) => test)).toEqual(["adder wrong value"]);
    }
    expect(failuresOf(all, "value")).toEqual(failuresOf(all, "wrong value"));
    expect(failuresOf(all, "alue")).toEqual([]);
  });

  it("is what failed inside a test too", () => {
    const text = output("red-go");
    const all = readFailures(readReport(text), text);
    expect(failuresOf(all, "TestTable").map(({ test }) => test)).toEqual([
      "TestTable",
      "TestTable > one",
    ]);
  });

  it("is bounded, and takes no pattern long", () => {
    const long = `✖ failing tests:\n\ntest at a:1:1\n✖ a\n${"  x is not a function\n".repeat(9999)}`;
    const report = { runner: "node-spec", tests: new Map(), complete: true } as const;
    const [one] = readFailures(report, long);
    expect(one?.text.length).toBeLessThanOrEqual(4000);
    const lines = [
      "a.go:1:1: ",
      "error: ",
      "TypeError: ",
      "a/",
      "'",
      "AttributeError: ",
      "x.c:1: ",
    ];
    const spent = processorMs(() => {
      for (const line of lines) {
        complaintOf(line.repeat(50_000 / line.length));
        causeOf(`${line.repeat(300)}\n${line.repeat(300)}`);
      }
    });
    expect(spent).toBeLessThan(2000);
  });

  it.each([
    ["tap", "", "not ok 1 a", 1_000_000],
    ["cargo", "failures:", "thread 'a' panicked at a.rs:1:1:", 1_000_000],
    ["vitest", "⎯⎯ Failed Tests 1 ⎯⎯", " FAIL  a > b", 400_000],
    ["junit", "<testsuites>", "<failure>", 200_000],
    ["junit", "<testsuites>", "<system-out>", 400_000],
  ] as const)("takes as long as its report: %s", (runner, head, line, size) => {
    const report = { runner, tests: new Map(), complete: true } as const;
    const lines = `${line}\n`.repeat(size / line.length);
    const text = `${head}\n${lines}</failure>`;
    expect(processorMs(() => readFailures(report, text))).toBeLessThan(2000);
  });

  it("names the files of a stack without trying each letter of a word", () => {
    const long = `Error: x\n${"a.".repeat(2000)} at f (/w/src/a.js:1:2)`;
    const spent = processorMs(() => {
      for (let time = 0; time < 60; time += 1) causeOf(long);
    });
    expect(causeOf("Error: x\n at f (file:///w/src/a.js:1:2)")).toMatchObject({
      frames: ["///w/src/a.js"],
    });
    expect(spent).toBeLessThan(1000);
  });
});

describe("a program that a test runs", () => {
  const head = "Error: Command failed: node bin/cli.js --new\n";

  it("answers for the code, unless it is not there itself", () => {
    expect(causeOf(`${head}error: unknown option '--new'`).kind).toBe("assertion");
    const lost = causeOf(`${head}Error: Cannot find module '/w/bin/clii.js'\n    at f (node:x:1)`);
    expect(lost).toMatchObject({ complaint: { kind: "module", spec: "/w/bin/clii.js" } });
    const error = "subprocess.CalledProcessError: Command '['x']' returned non-zero exit status 1.";
    expect(causeOf(error).kind).toBe("assertion");
  });
});

describe("a property that failed", () => {
  const head =
    'Error: Property failed after 3 tests\n{ seed: 1, path: "0" }\nCounterexample: [0]\n';

  it("failed as the error inside it did", () => {
    expect(causeOf(`${head}Got AssertionError: expected 0 to be 1`).kind).toBe("assertion");
    expect(causeOf(head).kind).toBe("assertion");
    expect(causeOf(`${head}Got Error: Property failed after 1 tests\n`).kind).toBe("assertion");
    const typo = causeOf(`${head}\n[cause]: ReferenceError: asert is not defined\n at x`);
    expect(typo).toMatchObject({ kind: "error", complaint: { kind: "name", name: "asert" } });
  });
});
