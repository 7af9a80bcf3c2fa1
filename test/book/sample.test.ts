// The sample's own book: every answer is run against the visible and the held-back tests.
import { beforeAll, describe, expect, it } from "vitest";
import {
  entryAt,
  type Answer,
  type Book,
  type StepEntry,
  type WrongAnswer,
} from "../../src/book/book.ts";
import { heldBackFailures, nodeHere, type RunNode } from "../../src/book/heldback.ts";
import { defaultConfig } from "../../src/core/config/config.ts";
import { ancestorsOf } from "../../src/core/plan/graph.ts";
import type { PlanFrame } from "../../src/core/plan/frame.ts";
import { parsePlan, parseUnit } from "../../src/core/plan/parse.ts";
import { placeOf, type Plan, type Step } from "../../src/core/plan/plan.ts";
import { parseRequirements, requirementsClass } from "../../src/core/requirement/parse.ts";
import { planClass } from "../../src/core/plan/class.ts";
import type { Requirement } from "../../src/core/requirement/requirement.ts";
import { textAt, type Tree } from "../../src/core/tree.ts";
import {
  bookFile,
  inPairs,
  issueText,
  library,
  libraryTree,
  sampleBook,
  visiblePass,
  withUnits,
} from "./stage.ts";

let book: Book;
let requirements: readonly Requirement[];
let plan: Plan;
let tree: Tree;
let found: readonly Found[];

beforeAll(async () => {
  book = await sampleBook();
  tree = await libraryTree();
  const read = parseRequirements(json(book.requirements?.right[0].text), issueText);
  if (!read.ok) throw new Error(read.error.join("\n"));
  requirements = read.value;
  const planned = planOf(book.plan?.right[0].text);
  if (!planned.ok) throw new Error(planned.error.join("\n"));
  plan = planned.value;
  found = await tryWrongAnswers();
});

const rightOne = (entry: StepEntry): Answer => entry.right[0];

const json = (text: string | undefined): unknown => JSON.parse(text ?? "null");
const symbols = ["src/group.js#groupBy", "src/report.js#report", "src/render.js#renderText"];
const frame = (): PlanFrame => ({
  requirements,
  parts: true,
  limits: defaultConfig.limits,
  tree,
  symbolExists: (path, symbol) => (textAt(tree, path) ?? "").includes(`function ${symbol}(`),
  isProtected: (path) => path.startsWith(".github/"),
  isTest: (path) => path.startsWith("test/"),
});
const planOf = (text: string | undefined) => parsePlan(json(text), frame());

/** The unit and everything that it needs. */
function upTo(id: string): string[] {
  const index = plan.units.findIndex((unit) => unit.id === id);
  const above = ancestorsOf(plan)?.[index] ?? new Set<number>();
  return plan.units.flatMap((unit, i) => (i === index || above.has(i) ? [unit.id] : []));
}

interface Found {
  readonly place: string;
  readonly wrong: WrongAnswer;
  readonly last: boolean;
  readonly visible: boolean;
  readonly failed: readonly string[];
}

/** A wrong test is noticed by the held-back look at the unit's tests, wrong code by the others. */
const judging =
  (kind: Step["kind"]): RunNode =>
  (folder, args) => {
    const which = kind === "test" ? "--test-name-pattern" : "--test-skip-pattern";
    return nodeHere(folder, [`${which}=the unit's tests pass`, ...args]);
  };

/** Every wrong answer of every step, tried in the right surroundings. */
async function tryWrongAnswers(): Promise<Found[]> {
  const cases = plan.units.flatMap((unit) =>
    unit.steps.flatMap((step, i) => {
      const entry = entryAt(book, placeOf(step.target), unit.id);
      const last = i === unit.steps.length - 1;
      const { kind } = step;
      return (entry?.wrong ?? []).map((wrong) => ({ unit: unit.id, entry, wrong, last, kind }));
    }),
  );
  return inPairs(cases, ({ unit, entry, wrong, last, kind }) =>
    withUnits(
      book,
      plan,
      upTo(unit),
      (at) => (at === entry ? wrong : at.right[0]),
      async (folder) => {
        const visible = await visiblePass(folder);
        const [held] = await heldBackFailures(folder, [unit], judging(kind));
        return { place: entry?.place ?? "", wrong, last, visible, failed: held?.failed ?? [] };
      },
    ),
  );
}

describe("the sample's answer book", () => {
  it("has requirements that are checked like any others, and others that differ", () => {
    const read = ({ text }: Answer) => parseRequirements(json(text), issueText);
    const right = (book.requirements?.right ?? []).map(read);
    const wrong = (book.requirements?.wrong ?? []).map(read);
    expect(right.filter((r) => !r.ok)).toEqual([]);
    expect(wrong.filter((r) => !r.ok)).toHaveLength(1);
    const classes = new Set(right.map((r) => (r.ok ? requirementsClass(r.value) : "")));
    for (const r of wrong) if (r.ok) expect(classes).not.toContain(requirementsClass(r.value));
  });

  it("has one plan in two wordings: a diamond, four changed functions, a new module", () => {
    const right = (book.plan?.right ?? []).map((a) => planOf(a.text));
    expect(new Set(right.map((r) => (r.ok ? planClass(r.value) : r.error.join())))).toHaveLength(1);
    expect(plan.units.map((unit) => unit.needs.join())).toEqual(["", "u1", "u1", "u2,u3", "", ""]);
    const code = plan.units.flatMap((unit) => unit.steps).filter((step) => step.kind === "code");
    const changed = code.filter(({ target }) => target.kind === "symbol");
    expect(changed.map((s) => placeOf(s.target))).toEqual([...symbols, "src/read.js#readTable"]);
    expect(code.map((s) => placeOf(s.target))).toContain("src/join.js");
    for (const unit of plan.units) expect(unit.steps[0]?.kind).toBe("test");
  });

  it("has other steps for every unit, at places that it answers", () => {
    expect(book.replans.map((entry) => entry.unit)).toEqual(plan.units.map((unit) => unit.id));
    for (const [i, { unit, right }] of book.replans.entries()) {
      const read = parseUnit(json(right[0].text), plan, i, frame());
      if (!read.ok) throw new Error(`${unit}: ${read.error.join("\n")}`);
      for (const { target } of read.value.steps) {
        expect(entryAt(book, placeOf(target), unit), placeOf(target)).not.toBeNull();
      }
    }
  });

  it("has an answer for every step of the plan and none besides", () => {
    const places = plan.units.flatMap((unit) => unit.steps.map((step) => placeOf(step.target)));
    expect(book.steps.map((entry) => entry.place)).toEqual(places);
  });

  it("has right answers, however spelled, that pass visible and held-back tests", async () => {
    const rounds = Math.max(...book.steps.map((entry) => entry.right.length));
    const all = plan.units.map((unit) => unit.id);
    const spelling = (round: number) =>
      withUnits(
        book,
        plan,
        all,
        ({ right }) => right[round % right.length] ?? right[0],
        async (folder) => {
          const visible = await visiblePass(folder);
          return { visible, held: await heldBackFailures(folder) };
        },
      );
    const held = all.map((unit) => ({ unit, failed: [] }));
    for (const found of await inPairs([...Array(rounds).keys()], spelling)) {
      expect(found).toEqual({ visible: true, held });
    }
    expect(rounds).toBeGreaterThanOrEqual(3);
  });

  it("has wrong answers that all fail held-back tests, a third of them after visible ones", () => {
    const at = (f: Found): string => `${f.place}: ${f.wrong.why}`;
    expect(found.filter((f) => f.failed.length === 0).map(at)).toEqual([]);
    const claimed = found.filter((f) => f.wrong.visible);
    expect(found.filter((f) => f.visible).map(at)).toEqual(claimed.map(at));
    expect(found.filter((f) => f.visible).length / found.length).toBeCloseTo(1 / 3, 1);
  });

  it("has .95 to .97 right answers among the votes that pass their checks", () => {
    for (const { place, odds, wrong } of book.steps) {
      const here = found.filter((f) => f.place === place);
      const counts = here.filter((f) => f.visible || !f.last);
      const weights = (list: readonly Answer[]) => list.reduce((sum, a) => sum + a.weight, 0);
      const astray = (odds.wrong * weights(counts.map((f) => f.wrong))) / weights(wrong);
      const right = odds.right / (odds.right + astray);
      expect(right, place).toBeGreaterThanOrEqual(0.95);
      expect(right, place).toBeLessThanOrEqual(0.97);
    }
  });

  it("is judged by tests that the library fails in every unit before the change", async () => {
    const held = await heldBackFailures(library);
    expect(held.map((h) => h.unit)).toEqual(plan.units.map((unit) => unit.id));
    for (const { failed } of held) expect(failed).not.toEqual([]);
  });

  it("has a wrong plan that passes every check and leaves a unit undone", async () => {
    const wrong = (book.plan?.wrong ?? []).map((answer) => ({ answer, read: planOf(answer.text) }));
    const passing = wrong.filter(({ read }) => read.ok).map(({ answer }) => answer.why);
    expect(passing).toHaveLength(1);
    const short = wrong.find(({ answer }) => answer.visible)?.read;
    if (!short?.ok) throw new Error("the visible wrong plan is refused");
    const ids = short.value.units.map((unit) => unit.id);
    await withUnits(book, short.value, ids, rightOne, async (folder) => {
      expect(await visiblePass(folder)).toBe(true);
      const held = await heldBackFailures(folder);
      expect(held.filter((h) => h.failed.length > 0).map((h) => h.unit)).toEqual(["u6"]);
    });
  });

  it("is called an answer book and nowhere poses as a language model", async () => {
    expect(bookFile).toMatch(/answers\.yaml$/);
    for (const entry of book.steps) {
      for (const { text } of [...entry.right, ...entry.wrong]) {
        expect(text).not.toMatch(/\b(LLM|AI|GPT)\b/);
      }
    }
  });
});
