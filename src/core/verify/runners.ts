// The table of test runners: who is read, and the command that makes each of them name its tests.
import { readCargo } from "./cargo.ts";
import { readCtest } from "./ctest.ts";
import { readGo } from "./go.ts";
import { readJest } from "./jest.ts";
import { readJunit } from "./junit.ts";
import { readMinitest } from "./minitest.ts";
import { readMocha } from "./mocha.ts";
import { readNodeSpec } from "./node-spec.ts";
import { readPytest } from "./pytest.ts";
import type { Reader, Runner } from "./reader.ts";
import { readRspec } from "./rspec.ts";
import { readSurefire } from "./surefire.ts";
import { readTap } from "./tap.ts";
import { readUnittest } from "./unittest.ts";
import { readVitest } from "./vitest.ts";
import { whyCtest } from "./why/ctest.ts";
import type { FailureReader } from "./why/failure.ts";
import { whyGo } from "./why/go.ts";
import { whyJunit, whySurefire } from "./why/java.ts";
import { whyJest, whyMocha, whyVitest } from "./why/javascript.ts";
import { whyNodeSpec, whyTap } from "./why/node.ts";
import { whyPytest, whyUnittest } from "./why/python.ts";
import { whyMinitest, whyRspec } from "./why/ruby.ts";
import { whyCargo } from "./why/rust.ts";

export interface RunnerRow {
  readonly id: Exclude<Runner, "unknown">;
  /** What people call it. */
  readonly name: string;
  /** A command whose output names every test. */
  readonly command: string;
  readonly read: Reader;
  /** Reads why tests failed. */
  readonly why: FailureReader;
  /** The line by which it says that there are no tests, where it prints no summary then. */
  readonly none: RegExp | null;
}

const maven = "mvn -B test -Dsurefire.reportFormat=plain -Dsurefire.useFile=false";
const gradle = "gradle test; r=$?; cat build/test-results/test/*.xml; exit $r";
const tap = "node --test --test-reporter=tap";

const row = (
  id: RunnerRow["id"],
  name: string,
  command: string,
  read: Reader,
  why: FailureReader,
  none: RegExp | null = null,
): RunnerRow => ({ id, name, command, read, why, none });

const noFiles = /^No test files found, exiting with code \d$/u;
const noTests = /^No tests found, exiting with code \d$/u;
const noMochaFiles = /^Error: No test files found(?:: .*)?$/u;

export const runners: readonly RunnerRow[] = [
  row("node-spec", "node --test", "node --test", readNodeSpec, whyNodeSpec),
  row("tap", "TAP", tap, readTap, whyTap),
  row("vitest", "vitest", "vitest run --reporter=verbose", readVitest, whyVitest, noFiles),
  row("jest", "jest", "jest --verbose", readJest, whyJest, noTests),
  row("mocha", "mocha", "mocha --reporter spec", readMocha, whyMocha, noMochaFiles),
  row("pytest", "pytest", "pytest -v", readPytest, whyPytest),
  row("unittest", "unittest", "python3 -m unittest -v", readUnittest, whyUnittest),
  row("go", "go test", "go test -v ./...", readGo, whyGo),
  row("cargo", "cargo test", "cargo test --no-fail-fast", readCargo, whyCargo),
  row("surefire", "Maven", maven, readSurefire, whySurefire),
  row("junit", "JUnit XML", gradle, readJunit, whyJunit),
  row("rspec", "rspec", "rspec --format documentation", readRspec, whyRspec),
  row("minitest", "minitest", "rake test TESTOPTS=-v", readMinitest, whyMinitest),
  row("ctest", "ctest", "ctest --test-dir build", readCtest, whyCtest, /^No tests were found!!!$/u),
];
