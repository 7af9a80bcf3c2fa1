// Lines that code under test prints in the form of a runner's own make no report that counts.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readReport } from "../../../src/core/verify/report.ts";

const output = (name: string): string =>
  readFileSync(new URL(`outputs/${name}.txt`, import.meta.url), "utf8");

describe("lines that code under test prints", () => {
  const green = "tests/test_other.py::Other::test_other PASSED                             [ 50%]";
  const sums = "1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";

  it.each([
    ["pytest", "a result", "tests/a.py::test_wanted PASSED [ 50%]\n"],
    ["pytest", "a sum", "==== 2 passed in 0.01s ====\n"],
    ["pytest", "a result in place of a torn one", `${green}\nprinted `],
    ["unittest", "a test", "test_wanted (tests.a.A.test_wanted) ... ok\n"],
    ["unittest", "a sum", "Ran 2 tests in 0.000s\n\nOK\n"],
    ["unittest", "a test in place of a torn one", "test_subs (tests.a.A.test_subs) ... ok\nx"],
    ["go", "a result without a run", "--- PASS: TestWanted (0.00s)\n"],
    ["go", "a result before the real one", "--- PASS: TestTop (0.00s)\n"],
    ["go", "a package's end", "PASS\nok  \texample.org/adder/inner\t0.01s\n"],
    ["cargo", "a result", "test wanted ... ok\n"],
    ["cargo", "a result and a sum", `test wanted ... ok\n\ntest result: ok. ${sums}\n`],
    ["cargo", "a result in place of a torn one", "test wanted ... ok\nprinted without an end: "],
  ])("%s output with %s printed into it is not complete", (runner, _, printed) => {
    const whole = output(`${runner}-green`);
    expect(readReport(whole).complete).toBe(true);
    const at =
      /^(?:tests\/test_other|--- PASS: TestTop|test other|test_subs)/mu.exec(whole)?.index ?? 0;
    expect(at).toBeGreaterThan(0);
    expect(readReport(whole.slice(0, at) + printed + whole.slice(at)).complete).toBe(false);
  });

  it.each([
    ["go", "results that no package's end follows", "=== RUN   TestA\n--- PASS: TestA (0.00s)\n"],
    ["go", "results of a package that has no tests", "=== RUN   A\n--- PASS: A (0.00s)\n? "],
    ["go", "a package that passed and has no tests", "PASS\n? "],
    ["go", "a test that is still running", "=== RUN   TestA\nPASS\nok  "],
    ["go", "an end without its own PASS", "=== RUN   A\n--- PASS: A (0.00s)\nok  "],
  ])("%s output with %s is not complete", (_runner, _what, text) => {
    const end = text.endsWith("? ") ? "  \tx\t[no test files]\n" : "\tx\t0.01s\n";
    const whole = text.endsWith("\n") ? text : text + end;
    expect(readReport(`${output("go-green")}${whole}`).complete).toBe(false);
  });

  it.each([
    ["ok\nFAIL", "failures=1", "FAIL: test_other (tests.test_other.Other.test_other)", true],
    ["FAIL\nok", "failures=1", "FAIL: test_other (tests.test_other.Other.test_other)", false],
    ["FAIL\nok", "failures=1", "nothing", false],
    ["ok", "failures=1", "FAIL: test_other (tests.test_other.Other.test_other)", false],
    ["ok", "failures=1", "FAIL: test_gone (tests.test_other.Other.test_gone)", false],
    ["ERROR\nok", "errors=1", "nothing", false],
    ["skipped 'x'\nok", "skipped=1", "nothing", false],
    ["unexpected success\nok", "unexpected successes=1", "nothing", false],
  ])("a test of unittest that says %j, of %s and listed as %s", (results, sums, title, whole) => {
    const green = output("unittest-green");
    const ended = green.replace(/^OK$/mu, `FAILED (${sums})`);
    const said = ended.replace("Docs ... ok ... ok", `Docs ... ok ... ${results}`);
    const text = said.replace("\n\n--", `\n\n${"=".repeat(70)}\n${title}\n\n--`);
    expect(text).not.toBe(said);
    expect(readReport(text).complete).toBe(whole);
    // The same words, printed by a test that passed.
    const passed = readReport(text.replace(`FAILED (${sums})`, "OK"));
    expect(passed.complete).toBe(title === "nothing");
  });

  it("a line that ctest numbers twice is not complete", () => {
    const twice = output("ctest").replace("2/7 Test", "1/7 Test");
    expect(readReport(twice).complete).toBe(false);
  });

  it("a test run that tears results apart is not complete", () => {
    expect(readReport(output("cargo-nocapture")).complete).toBe(false);
    expect(readReport(output("ctest-failures")).complete).toBe(false);
  });

  it.each([
    "unittest-exit",
    "unittest-exit-inside",
    "pytest-exit",
    "pytest-exit-inside",
    "go-exit",
    "go-exit-inside",
    "cargo-exit",
  ])("%s: a process that ends with code 0 before its tests do is not complete", (name) => {
    expect(readReport(output(name)).complete).toBe(false);
  });
});
