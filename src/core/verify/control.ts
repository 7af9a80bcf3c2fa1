// The control of a verification: the same tree with failing tests, which a true report must show.
import { isTestPath } from "../redflag/paths.ts";
import type { Tree } from "../tree.ts";
import type { Report } from "./reader.ts";

/** What a run of the test command came to. */
export interface Ran extends Report {
  readonly code: number;
}

/** The text of a test file with a failing test added in its own words; null when it has none. */
type Failing = (text: string, n: number) => string | null;

/**
 * Code under test can print a report and end the process before its tests fail. Such a report looks
 * the same whatever the tests are, so the same command is run once more on the candidate with a
 * failing test at the end of every test file.
 * @returns null when no file is known to hold tests that can be added to.
 */
export function controlTree(tree: Tree): Tree | null {
  const control = new Map(tree);
  let n = 0;
  for (const [path, entry] of tree) {
    const failing = languages.find(([names]) => names.test(path))?.[1];
    if (failing === undefined || typeof entry.content !== "string") continue;
    // Rust's tests stand beside the code; elsewhere a call of that name is no test.
    if (failing !== rust && !isTestPath(path)) continue;
    const content = failing(entry.content, n + 1);
    if (content === null) continue;
    n += 1;
    control.set(path, { ...entry, content });
  }
  return n === 0 ? null : control;
}

/** Whether the control's failing tests can be seen: beside the same run without them. */
export function seesFailure(plain: Ran, control: Ran): boolean {
  if (!control.complete || control.code !== plain.code) return true;
  return [...control.tests].some(
    ([name, status]) => status === "failed" && plain.tests.get(name) !== "failed",
  );
}

const behind = (text: string, ...lines: readonly string[]): string =>
  [text.trimEnd(), "", ...lines, ""].join("\n");

const javascript: Failing = (text) => {
  const word = /^[ \t]*(test|it)(?:\.\w+)*\s*\(/mu.exec(text)?.[1];
  if (word === undefined) return null;
  return behind(text, `${word}("quorum control", () => {`, '  throw new Error("control");', "});");
};

const python: Failing = (text, n) => {
  if (!/^[ \t]*(?:async )?def test/mu.test(text)) return null;
  const body = 'raise AssertionError("control")';
  const plain = [`def test_quorum_control_${n}():`, `    ${body}`];
  // Python's own runner looks for methods only.
  const head = `class TestQuorumControl${n}(__import__("unittest").TestCase):`;
  const method = ["    def test_quorum_control(self):", `        ${body}`];
  return behind(text, "", ...plain, "", "", head, ...method);
};

const go: Failing = (text, n) => {
  if (!/^func Test\w*\(\w+ \*testing\.T\)/mu.test(text)) return null;
  return behind(text, `func TestQuorumControl${n}(t *testing.T) {`, '\tt.Fatal("control")', "}");
};

const rust: Failing = (text, n) => {
  if (!/^[ \t]*#\[test\]/mu.test(text)) return null;
  const head = ["#[cfg(test)]", "#[test]", `fn quorum_control_${n}() {`];
  return behind(text, ...head, '    panic!("control");', "}");
};

const ruby: Failing = (text, n) => {
  if (/^[ \t]*(?:RSpec\.)?describe\b/mu.test(text) && /\bexpect\b/u.test(text)) {
    return behind(text, 'RSpec.describe("quorum control") { it("fails") { raise "control" } }');
  }
  const above = /^[ \t]*class \w+ < ((?:\w|::)*Test(?:Case)?)[ \t]*$/mu.exec(text)?.[1];
  if (above === undefined) return null;
  const head = `class QuorumControl${n} < ${above}`;
  return behind(text, head, '  def test_quorum_control = raise("control")', "end");
};

const java: Failing = (text, n) => {
  const test = /^import (org\.junit(?:\.jupiter\.api)?\.Test);/mu.exec(text)?.[1];
  const open = text.trimEnd();
  if (test === undefined || !open.endsWith("}")) return null;
  const head = `  @${test} public void quorumControl${n}() {`;
  return behind(open.slice(0, -1), head, '    throw new AssertionError("control");', "  }", "}");
};

const languages: readonly (readonly [names: RegExp, failing: Failing])[] = [
  [/\.[cm]?[jt]sx?$/u, javascript],
  [/\.py$/u, python],
  [/\.go$/u, go],
  [/\.rs$/u, rust],
  [/\.rb$/u, ruby],
  [/\.java$/u, java],
];
