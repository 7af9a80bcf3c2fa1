// Real outputs of other languages' runners, recorded by record.sh, are read as named tests.
import { readFileSync } from "node:fs";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLines } from "../../../src/core/verify/reader.ts";
import { readReport } from "../../../src/core/verify/report.ts";
import { processorMs } from "../../processor.ts";

const output = (name: string): string =>
  readFileSync(new URL(`outputs/${name}.txt`, import.meta.url), "utf8");

const below = (prefix: string, tests: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tests).map(([name, status]) => [prefix + name, status]));

const adder = {
  test_top: "passed",
  test_noisy: "passed",
  "test_pairs[ones]": "passed",
  "TestSuite > test_one": "passed",
  "TestSuite > test_left_out": "skipped",
  "TestSuite > test_to_come": "skipped",
  "TestSuite > test_came": "passed",
  "TestSuite > test_breaks": "failed",
  test_errs: "failed",
};
const other = { "Other > test_other": "passed", "Other > test_subs": "passed" };
const pytest = {
  ...below("tests/test_adder.py > ", { ...adder, "test_pairs[two  >  spaced]": "passed" }),
  ...below("tests/test_other.py > ", other),
};
/** -rA lists no skipped test by name. */
const { "tests/test_adder.py > TestSuite > test_left_out": _, ...summary } = pytest;
const xml = {
  ...below("tests > test_adder > ", { ...adder, "test_pairs[two :: spaced]": "passed" }),
  ...below("tests > test_other > ", other),
};

const unittest = {
  ...below("tests > test_adder > TestAdder > ", {
    test_top: "passed",
    test_with_a_docstring: "passed",
    test_noisy: "passed",
    test_unended: "passed",
    test_left_out: "skipped",
    test_left_out_with_docstring: "skipped",
    test_skips: "skipped",
    test_to_come: "skipped",
    test_came: "failed",
    test_breaks: "failed",
    test_errs: "failed",
    test_pairs: "failed",
    test_good_pairs: "passed",
    test_own_typo: "failed",
    test_missing_member: "failed",
    test_wrong_message: "failed",
  }),
  ...below("tests > test_other > Other > ", { test_other: "passed", test_subs: "passed" }),
};
const fixtures = below("tests > test_adder > ", {
  "TestLeftOut > test_one": "skipped",
  "TestSetUp > setUpClass": "failed",
  "TestSkippedClass > setUpClass": "skipped",
  "TestSubs > test_chained": "failed",
  "TestSubs > test_doc_sub": "failed",
  "TestSubs > test_sub_skip": "skipped",
});

const inner = below("example.org/adder/inner > ", {
  TestTop: "passed",
  TestParallel: "passed",
  TestOther: "passed",
});
const outer = below("example.org/adder > ", {
  TestTop: "passed",
  TestNoisy: "passed",
  TestUnended: "passed",
  TestSuite: "failed",
  "TestSuite > one": "passed",
  "TestSuite > left_out": "skipped",
  "TestSuite > inner": "failed",
  "TestSuite > inner > breaks": "failed",
  "TestSuite > inner > two": "passed",
  "TestSuite > one#01": "passed",
  FuzzAdd: "passed",
  "FuzzAdd > seed#0": "passed",
  ExampleAdd: "passed",
});

const cargo = {
  ...below("adder > src/lib.rs > tests > ", {
    left_out: "skipped",
    noisy: "passed",
    "inner > breaks": "failed",
    panics: "passed",
    top: "passed",
  }),
  "other > tests/other.rs > other": "passed",
  "adder > doc-tests > src/lib.rs - add": "passed",
};

const maven = below("org > example > AdderTest > ", {
  top: "passed",
  "many(int)[1]": "passed",
  "many(int)[2]": "passed",
  noisy: "passed",
  "Inner > breaks": "failed",
  "Inner > errs": "failed",
});

const rspec = {
  ...below("adder > ", {
    tops: "passed",
    "is noisy": "passed",
    "suite > does one": "passed",
    "suite > is left out": "skipped",
    "suite > is to come": "skipped",
    "suite > will come": "skipped",
    "suite > inner > breaks": "failed",
    "suite > inner > is expected to eq 4": "passed",
    'suite > inner > is expected to eq "adder"': "failed",
  }),
  "String > is other": "passed",
};

const minitest = {
  "a spec > does one": "passed",
  "a spec > inner > does two": "passed",
  "TestAdder > test_top": "passed",
  "TestAdder > test_noisy": "passed",
  "TestAdder > test_left_out": "skipped",
  "TestAdder > test_breaks": "failed",
  "TestAdder > test_errs": "failed",
};

const ctest = {
  top: "passed",
  "spaced name": "passed",
  breaks: "failed",
  crashes: "failed",
  left_out: "skipped",
  off: "skipped",
  a_test_with_a_name_that_is_longer_than_the_column_of_dots_is_wide: "passed",
};

describe("real output is read as named tests", () => {
  it.each([
    ["pytest", "pytest", pytest],
    ["pytest-7", "pytest", pytest],
    ["pytest-xdist", "pytest", pytest],
    ["pytest-summary", "pytest", summary],
    ["pytest-junit", "junit", xml],
    ["unittest", "unittest", { ...unittest, ...fixtures }],
    ["unittest-old", "unittest", unittest],
    ["go", "go", { ...outer, ...inner }],
    ["go-json", "go", { ...outer, ...inner }],
    ["go-unbuilt", "go", outer],
    ["go-green", "go", inner],
    ["cargo", "cargo", cargo],
    ["surefire", "surefire", maven],
    ["surefire-junit", "junit", { ...maven, "org > example > AdderTest > leftOut": "skipped" }],
    ["rspec", "rspec", rspec],
    ["minitest", "minitest", minitest],
    ["ctest", "ctest", ctest],
  ])("%s", (name, runner, tests) => {
    const report = readReport(output(name));
    expect(report.runner).toBe(runner);
    expect(Object.fromEntries(report.tests)).toEqual(tests);
    expect(report.complete).toBe(true);
  });

  it.each([
    ["pytest-default", "pytest"],
    ["unittest-default", "unittest"],
    ["go-default", "go"],
    ["cargo-quiet", "cargo"],
    ["surefire-default", "surefire"],
    ["rspec-default", "rspec"],
    ["minitest-default", "minitest"],
  ])("%s leaves tests unnamed: not complete", (name, runner) => {
    expect(readReport(output(name))).toMatchObject({ runner, complete: false });
  });

  it.each([
    ["vitest", "No test files found, exiting with code 1\n\ninclude: **/*.test.js\n"],
    ["jest", "No tests found, exiting with code 1\nRun with `--passWithNoTests`\n"],
    ["mocha", 'Error: No test files found: "test"\n'],
    ["pytest", "collected 0 items\n\n==== no tests ran in 0.01s ====\n"],
    ["pytest", "collected 2 items / 2 deselected\n\n==== 2 deselected in 0.01s ====\n"],
    ["unittest", "\n----\nRan 0 tests in 0.000s\n\nOK\n"],
    ["unittest", "\n----\nRan 0 tests in 0.000s\n\nNO TESTS RAN\n"],
    ["go", "?   \texample.org/adder\t[no test files]\n"],
    ["go", "testing: warning: no tests to run\nPASS\nok  \tx\t0.01s [no tests to run]\n"],
    ["cargo", "\nrunning 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; "],
    ["rspec", "No examples found.\n\nFinished in 0.1 seconds\n0 examples, 0 failures\n"],
    ["minitest", "# Running:\n\n\n0 runs, 0 assertions, 0 failures, 0 errors, 0 skips\n"],
    ["ctest", "Test project /w/build\nNo tests were found!!!\n"],
  ])("%s without a test is complete and empty", (runner, text) => {
    const whole = text.endsWith("; ") ? `${text}0 filtered out; finished in 0.00s\n` : text;
    expect(readReport(whole)).toEqual({ runner, tests: new Map(), complete: true });
  });
});

/** Outputs, their test lines, and the last line that each cannot do without, where there is one. */
const readable: readonly (readonly [name: string, tests: RegExp, last: RegExp | null])[] = [
  ["pytest", /^tests(?!.*SKIPPED).*\[ *\d+%\]$/u, /^=.* in \d/u],
  ["pytest-7", /^tests(?!.*SKIPPED).*\[ *\d+%\]$/u, /^=.* in \d/u],
  ["pytest-xdist", /^\[gw\d\] \[ *\d+%\] [^S]/u, /^=.* in \d/u],
  ["pytest-summary", /^(?:PASSED|FAILED|ERROR|X\w+) tests/u, /^\d+ failed.* in \d/u],
  ["unittest-old", /^test_\w+ \(.*\.\.\. (?!test_|printed)/u, /^FAILED/u],
  ["surefire-junit", /^ *<testcase name="[tm].*\/>$/u, null],
  ["go", /^ *--- /u, /^ok {2}/u],
  ["go-json", /"Output":" *--- /u, /"Output":"FAIL\\t/u],
  ["go-unbuilt", /^ *--- /u, null],
  ["cargo", /^test .* \.\.\. (?:ok|FAILED|ignored)/u, /^test result/u],
  ["surefire", /\] org.* Time elapsed: [\d.]+ s(?: <.*)?$/u, /^\[\w+\] Tests run: .*\d$/u],
  ["rspec", /^ {2,}(?:tops|is|does|will|breaks)/u, /^\d+ examples/u],
  ["minitest", /#.* = .*/u, /^\d+ runs/u],
  ["ctest", /\/7 Test/u, /^\d+% tests/u],
];

/** Whether a report can be judged by and shows a test as passed that the whole one does not. */
function better(text: string, whole: string): boolean {
  const [one, all] = [readReport(text), readReport(whole)];
  const more = ([name, status]: [string, string]): boolean =>
    status === "passed" && all.tests.get(name) !== "passed";
  return one.complete && [...one.tests].some(more);
}

it("a test of pytest that errs after it passed has failed", () => {
  const passed = "t.py::test_late PASSED                               [ 50%]";
  const [erred, other] = [passed.replace("PASSED", "ERROR"), passed.replace("late", "other")];
  const sum = "==== 2 passed, 1 error in 0.01s ====";
  const report = readReport([passed, erred, other, "", "==== ERRORS ====", sum].join("\n"));
  const tests = new Map([
    ["t.py > test_late", "failed"],
    ["t.py > test_other", "passed"],
  ]);
  expect(report).toEqual({ runner: "pytest", tests, complete: true });
});

describe("what is not a whole report is not complete", () => {
  const whole = readable.filter(([, , last]) => last !== null);

  it.each(whole)("%s cut anywhere before the last line that it needs", (name, _tests, last) => {
    const lines = plainLines(output(name));
    const end = lines.findLastIndex((text) => last?.test(text));
    expect(end).toBeGreaterThan(4);
    const until = lines.slice(0, end).join("\n");
    const passed = [...readReport(output(name)).tests.keys()];
    for (let cut = 0; cut <= until.length; cut += 1) {
      const { complete, tests } = readReport(until.slice(0, cut));
      // Between two packages, binaries or documents the first of them are whole.
      expect(complete && passed.every((test) => tests.has(test)), `cut at ${cut}`).toBe(false);
    }
  });

  it.each(readable)("%s with any one test line left out or repeated", (name, tests) => {
    const lines = plainLines(output(name));
    const end = lines.findIndex((text) => /^(?:Failures:|failures:|Pending:)/u.test(text));
    const until = end === -1 ? lines.length : end;
    const real = lines.flatMap((text, i) => (tests.test(text) && i < until ? [i] : []));
    expect(real.length).toBeGreaterThan(2);
    for (const i of real) {
      const line = lines[i] ?? "";
      const without = lines.toSpliced(i, 1).join("\n");
      const twice = lines.toSpliced(i, 0, line).join("\n");
      if (name.startsWith("go")) {
        expect(better(without, output(name)), line).toBe(false);
      } else expect(readReport(without).complete, line).toBe(false);
      expect(readReport(twice).complete, line).toBe(false);
    }
  });

  it("any text is read without throwing, and no pattern takes long", () => {
    const parts = ["ok  \tx\t0.1s\n", "=== RUN   T\n", "--- PASS: T (0.00s)\n", "running 1 test\n"];
    const more = ["test a ... ok\n", "<testsuite>", "<testcase ", "<![CDATA[", "A#b = ", "a::b "];
    const telling = constantFrom(...parts, ...more, "1 passed in 0.1s\n", '{"Action":', "  a\n");
    assert(
      property(array(oneof(telling, string()), { maxLength: 40 }), (texts) => {
        readReport(texts.join(""));
      }),
    );
    const spent = processorMs(() => {
      for (const part of [...parts, ...more, "a::b PASSED (", "- ", " = ", "[", "{", '<a b="']) {
        readReport(`<testsuite>\n1 passed in 0.1s\n${part.repeat(100_000 / part.length)}`);
        readReport(`<testsuite>\n1 passed in 0.1s\n${part.replace("\n", "").repeat(20_000)}`);
      }
    });
    expect(spent).toBeLessThan(5000);
  });

  it("a whole forged report before the real one is not complete, or shows each test twice", () => {
    for (const [name] of readable) {
      const whole = readReport(output(name));
      const both = readReport(`${output(name)}\n${output(name)}`);
      expect(!both.complete || both.tests.size === 2 * whole.tests.size, name).toBe(true);
    }
  });
});
