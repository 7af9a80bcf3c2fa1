// Whole runs on the sample under 50 seeds: with voting nothing wrong is merged, without it much is.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Book, StepEntry } from "../../src/book/book.ts";
import { heldBackFolder } from "../../src/book/heldback.ts";
import { openBook } from "../../src/book/model.ts";
import { splitIssue } from "../../src/cli/issue.ts";
import { parseConfig, type Config } from "../../src/core/config/config.ts";
import { parsePath, textAt, type Tree } from "../../src/core/tree.ts";
import { items } from "../../src/core/vector.ts";
import type { Model } from "../../src/engine/ports.ts";
import { marksOf } from "./marks.ts";
import { inPairs, issueText, libraryTree, sampleBook } from "./stage.ts";
import { openVerdicts } from "./verdicts.ts";
import { wholeRun, type Ended } from "./whole-run.ts";

const seeds = [...Array(50).keys()];
/** Some 350 test processes are started, on a machine that may be busy. */
const timeout = 300_000;
const verdicts = openVerdicts();
const issue = splitIssue(issueText);
/** Every line that any prompt of these runs held. */
const prompted = new Set<string>();

let tree: Tree;
let book: Book;
let config: Config;
let voted: readonly Ended[];

beforeAll(async () => {
  tree = await libraryTree();
  book = await sampleBook();
  config = ownConfig(tree);
  voted = await inPairs(seeds, (seed) => play(seed, book, config, true));
}, timeout);

/** The library's own settings; all its tests in one process, which is several times as fast. */
function ownConfig(of: Tree): Config {
  const path = parsePath(".github/quorum.yml");
  const read = parseConfig((path && textAt(of, path)) ?? "");
  if (!read.ok) throw new Error(read.error.join("\n"));
  expect(read.value.test).toBe("npm test");
  return { ...read.value, test: "node --test --test-isolation=none" };
}

/** @param checked whether classes are checked before their votes count; CI runs in any case. */
const play = (seed: number, from: Book, rules: Config, checked: boolean): Promise<Ended> =>
  wholeRun({
    tree,
    issue,
    config: rules,
    model: overheard(openBook({ book: from, seed })),
    seed: `demo-${seed}`,
    tests: verdicts.tests,
    checked,
  });

const overheard = (model: Model): Model => ({
  ...model,
  sample(prompt, draw) {
    for (const line of `${prompt.system}\n${prompt.user}`.split("\n")) prompted.add(line);
    return model.sample(prompt, draw);
  },
});

/** The merged units of a run whose held-back tests fail on its line, with these tests. */
async function wrongUnits({ run, line }: Ended): Promise<string[]> {
  const wrong: string[] = [];
  for (const [i, { id }] of run.plan.units.entries()) {
    if (line === null || items(run.units)[i]?.phase.kind !== "merged") continue;
    const failed = await verdicts.heldBack(id, line);
    if (failed.length > 0) wrong.push(`${id}: ${failed.join("; ")}`);
  }
  return wrong;
}

describe("50 whole runs on the sample", () => {
  it("merge every unit and no wrong one when votes decide", { timeout }, async () => {
    const wrong = await inPairs(voted, wrongUnits);
    expect(wrong.flatMap((units, i) => units.map((unit) => `seed ${seeds[i]}: ${unit}`))).toEqual(
      [],
    );
    const ends = voted.map(({ run: { phase, merged } }) => `${phase.kind}, ${merged} merged`);
    expect(ends).toEqual(seeds.map(() => "done, 6 merged"));
  });

  it("merge at least 10 wrong units when first answers count unchecked", { timeout }, async () => {
    const vote = { ...config.vote, unanimous: 1, lead: 1, strataMin: 1 };
    const unvoted = await inPairs(seeds, (seed) => play(seed, book, { ...config, vote }, false));
    const wrong = await inPairs(unvoted, wrongUnits);
    expect(wrong.flat().length).toBeGreaterThanOrEqual(10);
  });

  it("have .95 to .97 right answers among the votes that pass their checks", () => {
    const marks = voted.flatMap((one) => marksOf(book, one));
    expect(marks.filter((mark) => mark.wrong === "unknown")).toEqual([]);
    const passing = marks.filter((mark) => mark.passed);
    const right = passing.filter((mark) => mark.wrong === null);
    expect(right.length / passing.length).toBeGreaterThanOrEqual(0.95);
    expect(right.length / passing.length).toBeLessThanOrEqual(0.97);
    expect(passing.length).toBeLessThan(marks.length);
  });

  it("have no line of a held-back test in a prompt or in the library", async () => {
    const published = [...tree.values()].map((entry) => entry.content).join("\n");
    const asked = [...prompted].join("\n");
    const quoted = JSON.stringify(asked);
    const said = (line: string): boolean =>
      asked.includes(line) || quoted.includes(JSON.stringify(line).slice(1, -1));
    expect(said("export function groupBy(table, name) {")).toBe(true);
    const held = await heldBackLines();
    expect(held.length).toBeGreaterThan(100);
    expect(held.filter((line) => said(line) || published.includes(line))).toEqual([]);
  });

  it("elect wrong answers as readily when the sides are exchanged", { timeout }, async () => {
    const one = await play(0, { ...book, steps: book.steps.map(exchanged) }, config, true);
    const wrong = (await wrongUnits(one)).map((unit) => unit.slice(0, 2));
    // The tests of u4 notice the wrong join that u2 has merged; no other unit's tests can.
    expect(wrong).toEqual(["u1", "u2", "u3", "u5", "u6"]);
    expect(one.run.merged).toBe(wrong.length);
  });
});

/** Lines of the held-back files that say something of their own: no import, no code of src/. */
async function heldBackLines(): Promise<readonly string[]> {
  const code = [...tree].filter(([path]) => path.startsWith("src/"));
  const sources = code.map(([, entry]) => String(entry.content));
  const names = await readdir(heldBackFolder);
  const files = names.map((name) => readFile(join(heldBackFolder, name), "utf8"));
  const texts = await Promise.all(files);
  const lines = texts.flatMap((text) => text.split("\n").map((line) => line.trim()));
  return lines.filter(
    (line) =>
      line.length >= 24 &&
      !line.startsWith("import ") &&
      !sources.some((source) => source.includes(line)),
  );
}

/** The answers that visible tests let through stand for the right ones, and these for the wrong. */
function exchanged(entry: StepEntry): StepEntry {
  const [first, ...others] = entry.wrong.filter((answer) => answer.visible);
  if (!first) throw new Error(`no visible wrong answer for ${entry.place}`);
  const wrong = entry.right.map((answer) => ({ ...answer, why: "right", visible: true }));
  return { ...entry, right: [first, ...others], wrong };
}
