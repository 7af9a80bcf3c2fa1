// Reads `go test -v`, as text or as -json prints it: runs and results of tests, package by package.
import { collect, shortLines, type Reader, type Status } from "./reader.ts";

const ran = /^=== RUN {3}(\S+)$/u;
const result = /^ *--- (PASS|FAIL|SKIP): (\S+) \(\d+\.\d+s\)$/u;
/** A test that printed without ending its line; only whole tests' results start a line. */
const glued = /^.+?--- (PASS|FAIL|SKIP): (\S+) \(\d+\.\d+s\)$/u;
const rest = "\\t(?:\\(cached\\)|[\\d.]+s|\\[no test files\\])|( \\[(?:build|setup) failed\\])";
const closing = new RegExp(`^(ok {2}|FAIL|\\? {3})\\t(\\S+)(?:${rest})`, "u");

/** One package's tests so far: each name's run without a result, and the results. */
interface Package {
  readonly open: Set<string>;
  readonly results: [name: string, status: Status][];
  passed: boolean;
  torn: boolean;
}

const fresh = (): Package => ({ open: new Set(), results: [], passed: false, torn: false });

/**
 * Every run needs one result and every result a run; a package that is `ok` says PASS, leaves no
 * run open and holds no failure. Without -v packages are named and tests are not: not complete.
 */
export const readGo: Reader = (short, whole) => {
  const lines = printed(short, whole);
  if (!lines.some((text) => closing.test(text))) return null;
  const found = collect();
  let one = fresh();
  let torn = false;
  for (const text of lines) {
    const closed = closing.exec(text);
    if (!closed) {
      take(one, text);
      continue;
    }
    const [, word = "", name = "", unbuilt] = closed;
    if (word === "FAIL") for (const left of one.open) one.results.push([left, "failed"]);
    torn ||= one.torn || !fits(one, word, text, unbuilt !== undefined);
    for (const [test, status] of one.results) found.add([name, ...test.split("/")], status);
    one = fresh();
  }
  const left = one.open.size > 0 || one.results.length > 0;
  return { runner: "go", tests: found.tests, complete: !torn && !left };
};

function take(one: Package, text: string): void {
  const started = ran.exec(text)?.[1];
  if (started !== undefined) {
    one.torn ||= one.open.has(started);
    one.open.add(started);
    return;
  }
  if (text === "PASS") one.passed = true;
  const ended = result.exec(text) ?? glued.exec(text);
  if (!ended) return;
  const [, word, name = ""] = ended;
  one.torn ||= !one.open.delete(name) || one.passed;
  one.results.push([name, word === "PASS" ? "passed" : word === "SKIP" ? "skipped" : "failed"]);
}

/** Whether a package's last line agrees with what came before it. */
function fits(one: Package, word: string, text: string, unbuilt: boolean): boolean {
  const { open, results, passed } = one;
  if (word === "FAIL") return unbuilt || results.length > 0;
  const failed = results.some(([, status]) => status === "failed");
  if (word !== "ok  ") return open.size === 0 && results.length === 0 && !passed;
  const named = results.length > 0 || text.includes("[no tests to run]");
  return named && passed && !failed && open.size === 0;
}

interface Event {
  readonly of: string;
  readonly output: string;
}

/** What one line of -json says that a package printed; null when the line is no such event. */
function event(text: string): Event | null {
  if (!text.startsWith("{") || !text.includes('"Action":')) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== "object" || !("Package" in value)) return null;
    const output = "Output" in value && typeof value.Output === "string" ? value.Output : "";
    return { of: String(value.Package), output };
  } catch {
    return null;
  }
}

/** What was printed, taken out of -json where it was asked for. */
export function printed(short: readonly string[], whole: readonly string[]): readonly string[] {
  const packages = outputs(whole);
  return packages.length > 0 ? shortLines(packages) : short;
}

/** The lines of each package together, in the order in which packages began. */
function outputs(lines: readonly string[]): readonly string[] {
  const packages = new Map<string, string>();
  for (const text of lines) {
    const one = event(text);
    if (one) packages.set(one.of, (packages.get(one.of) ?? "") + one.output);
  }
  return [...packages.values()].flatMap((text) => text.split("\n"));
}
