// Projects that cheat (research/security-reliability.md S11) are run for real and all rejected.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tree } from "../../src/core/tree.ts";
import { baselineOf } from "../../src/core/verify/baseline.ts";
import { readReport } from "../../src/core/verify/report.ts";
import type { Sandbox, SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import { verdict } from "../../src/core/verify/verdict.ts";
import { judge, type Said } from "../../src/engine/judge.ts";
import { treeDigest } from "../../src/engine/trees.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { pathAt, treeOf } from "../core/patch/trees.ts";
import { flagsOf } from "../core/redflag/reading.ts";
import { isolates, needsBubblewrap, opened } from "../sandbox/opened.ts";

const money = `
export class Money {
  constructor(cents) {
    this.cents = cents;
  }
  equals(other) {
    return this.cents === other.cents;
  }
}
export const twice = (money) => new Money(money.cents * 2);
export const sum = (a, b) => new Money(a.cents);
`;
const oldTest = `
import { test } from "node:test";
import { ok } from "node:assert/strict";
import { Money, twice } from "../src/money.js";
test("twice is twice as much", () => ok(twice(new Money(2)).equals(new Money(4))));
`;
const newTest = `
import { test } from "node:test";
import { ok } from "node:assert/strict";
import { Money, sum } from "../src/money.js";
test("a sum holds both", () => ok(sum(new Money(1), new Money(2)).equals(new Money(3))));
`;
const right = money.replace("new Money(a.cents);", "new Money(a.cents + b.cents);");

const base = treeOf({
  "package.json": '{"type":"module"}',
  "src/money.js": money,
  "test/money.test.js": oldTest,
});
const withElected = (files: Readonly<Record<string, string>>): Tree =>
  new Map([...base, ...treeOf({ "test/sum.test.js": newTest, ...files })]);

/** What the tests would print, for a process that prints it instead and ends before they run. */
const forged = [
  "✔ twice is twice as much (0.5ms)",
  "✔ a sum holds both (0.5ms)",
  ...["tests 2", "suites 0", "pass 2", "fail 0", "cancelled 0", "skipped 0", "todo 0"].map(
    (s) => `ℹ ${s}`,
  ),
  "ℹ duration_ms 50.5",
].join("\\n");

const each = "node --test";
/** Tests, their reporter and the code under test in one process. */
const together = "node --test --test-isolation=none";

/** Changes of the code's file, or of more, that make the tests look passed. */
const cheats: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  command: string,
  because: RegExp,
])[] = [
  [
    "ends the process with code 0 when it is loaded",
    { "src/money.js": `${money}\nprocess.exit(0);\n` },
    each,
    /did not run or were skipped: .*twice is twice as much/,
  ],
  [
    "ends the process behind its exit hooks when a test calls it",
    { "src/money.js": money.replace("new Money(a.cents)", "process.reallyExit(0)") },
    each,
    /did not run or were skipped: a sum holds both/,
  ],
  [
    "skips the tests that were there",
    { "src/money.js": right, "test/money.test.js": oldTest.replace("test(", "test.skip(") },
    each,
    /writes protected files \(test\/money.test.js\); without that, it passed/,
  ],
  [
    "deletes the test that it breaks",
    { "src/money.js": right.replace("* 2", "* 3"), "test/money.test.js": "" },
    each,
    /writes protected files .*; without that, failed: twice is twice as much/,
  ],
  [
    "changes the manifest",
    { "src/money.js": money, "package.json": '{"type":"module","imports":{"#x":"./y.js"}}' },
    each,
    /writes protected files \(package.json\); without that, failed: a sum holds both/,
  ],
  [
    "prints a whole report beside the real one",
    { "src/money.js": `console.log(\`${forged}\`);${money}` },
    each,
    /ends early or contradicts its own counts/,
  ],
  [
    "prints a whole report and ends the process that would print another",
    { "src/money.js": `console.log(\`${forged}\`);\nprocess.exit(0);${money}` },
    together,
    /the same when failing tests are added/,
  ],
];

const kinds = [
  {
    name: `bubblewrap${needsBubblewrap}`,
    here: isolates,
    open: async () => {
      const sandbox = await opened({ slots: 2 });
      return { sandbox, close: () => sandbox.close() };
    },
  },
  {
    name: "plain",
    here: true,
    open: async () => ({ sandbox: openPlain({ slots: 2 }), close: async () => {} }),
  },
];

describe.each(kinds)("$name", ({ here, open }) => {
  const real = it.skipIf(!here);
  let sandbox: Sandbox;
  let close: () => Promise<void>;
  beforeAll(async () => {
    if (here) ({ sandbox, close } = await open());
  });
  afterAll(async () => {
    if (here) await close();
  });

  /** As the verifier does it: what was run already is not run again. */
  const known = new Map<string, Promise<SandboxOutcome>>();
  function run(tree: Tree, command: string, time = 1): Promise<SandboxOutcome> {
    const key = `${time}|${command}|${treeDigest(tree)}`;
    const outcome = known.get(key) ?? sandbox.run({ tree, command, limitMs: 30_000 });
    known.set(key, outcome);
    return outcome;
  }

  const judged = (tree: Tree, command: string): Promise<Said> => {
    const elected = { paths: [pathAt("test/sum.test.js")], names: ["a sum holds both"] };
    const candidate = { base, tree, elected, first: null, runs: 1 };
    return judge(candidate, (one, time) => run(one, command, time));
  };

  real.each([each, together])("an honest change passes `%s`", async (command) => {
    const said = await judged(withElected({ "src/money.js": right }), command);
    const own = { names: ["a sum holds both"], runs: 1 };
    expect(said).toEqual({ verdict: "passed", because: "2 named tests", tests: 2, own });
  });

  real.each(cheats)("a change that %s is rejected", async (_, files, command, because) => {
    const said = await judged(withElected(files), command);
    expect(said.verdict).toBe("failed");
    expect(said.because).toMatch(because);
  });

  real("a forged report would pass by its names alone", async () => {
    const files = { "src/money.js": `console.log(\`${forged}\`);\nprocess.exit(0);${money}` };
    const trees = [base, withElected(files)];
    const [before, after] = await Promise.all(trees.map((tree) => run(tree, together)));
    const read = [before, after].map((o) => readReport(o?.kind === "finished" ? o.output : ""));
    const [first = nothing, second = nothing] = read;
    expect(verdict(baselineOf(first), { ...second, code: 0 }, ["a sum holds both"])).toEqual({
      kind: "passed",
    });
  });
});

const nothing = readReport("");

describe("an object that equals everything", () => {
  const equal = money.replace("this.cents === other.cents", "true");

  it("spoils the answer that brings it, since its tests do pass", () => {
    const asked = { files: { "src/money.js": money }, place: "src/money.js", text: equal };
    expect(flagsOf(asked)).toContain("oracle");
    expect(flagsOf({ ...asked, text: right })).toEqual([]);
  });

  it.each([
    ["src/money.py", "class Money:\n    def __eq__(self, other):\n        return True\n"],
    ["money.go", "package money\n\nfunc (m Money) Equal(other Money) bool { return true }\n"],
    [
      "src/money.rs",
      "impl PartialEq for Money {\n    fn eq(&self, _: &Self) -> bool { true }\n}\n",
    ],
  ])("spoils it in %s", (place, text) => {
    expect(flagsOf({ place, text })).toContain("oracle");
  });
});

describe("recorded cheats of other languages", () => {
  const read = (name: string) => {
    const path = new URL(`../core/verify/outputs/${name}.txt`, import.meta.url);
    return readReport(readFileSync(path, "utf8"));
  };

  it.each([
    ["pytest-green", "pytest-exit", "tests/test_other.py > Other > test_other"],
    ["pytest-green", "pytest-exit-inside", "tests/test_other.py > Other > test_other"],
    ["pytest-green", "pytest-skip", "tests/test_other.py > Other > test_other"],
    ["unittest-green", "unittest-exit", "tests > test_other > Other > test_other"],
    ["unittest-green", "unittest-exit-inside", "tests > test_other > Other > test_other"],
    ["unittest-green", "unittest-skip", "tests > test_other > Other > test_other"],
    ["go-green", "go-exit", "example.org/adder/inner > TestTop"],
    ["go-green", "go-exit-inside", "example.org/adder/inner > TestParallel"],
    ["go-green", "go-skip", "example.org/adder/inner > TestTop"],
    ["cargo-green", "cargo-exit", "other > tests/other.rs > other"],
    ["cargo-green", "cargo-skip", "other > tests/other.rs > other"],
  ])("beside %s, %s is rejected although it ends with code 0", (green, cheat, lost) => {
    const base = baselineOf(read(green));
    expect(verdict(base, { ...read(green), code: 0 }, [])).toEqual({ kind: "passed" });
    expect(verdict(base, { ...read(cheat), code: 0 }, [])).toMatchObject({
      kind: "failed",
      tests: expect.arrayContaining([lost]),
    });
  });
});
