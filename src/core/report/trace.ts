// From requirement to result: which units and tests answer for each acceptance, as a table.
import { carriedBy } from "../requirement/carried.ts";
import { byTest, type Acceptance, type Requirement } from "../requirement/requirement.ts";
import { reaches } from "../requirement/measured.ts";
import { asksPeople, measuringOf, readingsOf } from "../run/acceptance.ts";
import type { Proof } from "../run/election.ts";
import { missedOnLine, readingWords } from "../run/line-measures.ts";
import type { Run, UnitState } from "../run/state.ts";
import { at } from "../vector.ts";
import { fit, neutral } from "./markdown.ts";
import { many } from "./measure.ts";

const testsShown = 3;

interface Row {
  readonly acceptance: string;
  readonly must: boolean;
  readonly how: Acceptance["method"];
  readonly units: readonly number[];
  readonly tests: readonly string[];
  readonly result: string;
  /** Something was shown: what a person sees or a command measured counts as a test does. */
  readonly shown: boolean;
}

/**
 * A line for each acceptance: its units with their pull requests, the tests that carry its id, and
 * what came of it; below, whether a must is without a result.
 * @param ids of the requirements that are wanted. @param charsMax for the whole of it, above 500.
 */
export function traceTable(run: Run, ids: readonly string[], charsMax: number): string {
  const wanted = run.requirements.filter((r) => ids.includes(r.id));
  const rows = wanted.flatMap((r) => rowsOf(run, r));
  if (rows.length === 0) return "No requirement is named.";
  const lines = rows.map(({ acceptance, must, how, units, tests, result }) => {
    const shown = tests.slice(0, testsShown).map((name) => neutral(name, 80));
    const more = tests.length > testsShown ? [`${tests.length - testsShown} more`] : [];
    const cells = [
      `${neutral(acceptance, 20)}${must ? " (must)" : ""}`,
      how,
      units.map((i) => named(run, i)).join(", "),
      [...shown, ...more].join(", "),
      neutral(result, 200),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = [
    "| acceptance | method | units | tests that carry its id | result |",
    "|---|---|---|---|---|",
  ];
  const rest = (left: number): string => `| … | ${many(left, "more line")} | | | |`;
  const table = [...head, ...fit(lines, charsMax - 400, rest)].join("\n");
  return `${table}\n\n${coverage(rows)}`;
}

function coverage(rows: readonly Row[]): string {
  const open = rows.filter((row) => row.must && !row.shown).map((row) => row.acceptance);
  if (open.length === 0) return "Every must has a result.";
  const names = open.slice(0, 20).map((id) => neutral(id, 20));
  const more = open.length > 20 ? ` and ${open.length - 20} more` : "";
  return `A must without a result so far: ${names.join(", ")}${more}.`;
}

function named(run: Run, i: number): string {
  const pull = at(run.units, i)?.pull ?? null;
  const id = neutral(run.plan.units[i]?.id ?? "", 12);
  return pull === null ? id : `${id} (#${pull})`;
}

function rowsOf(run: Run, r: Requirement): Row[] {
  const { units } = run.plan;
  const serving = units.flatMap((u, i) => (u.requirements.includes(r.id) ? [i] : []));
  const must = r.priority === "must";
  const rows = r.acceptance.map(({ id, method }): Row => {
    const row = { acceptance: id, must, how: method, units: serving, tests: [] };
    if (!byTest({ method })) return { ...row, ...otherwise(run, r, method, serving) };
    const testing = units.flatMap((u, i) =>
      u.steps.some((step) => step.accepts?.includes(id)) ? [i] : [],
    );
    return { ...row, ...tested(run, id, testing.length > 0 ? testing : serving) };
  });
  const unnamed = r.measure !== null && !r.acceptance.some((a) => a.method === "measure");
  if (!unnamed) return rows;
  const measure = { acceptance: r.id, must, how: "measure", units: serving, tests: [] } as const;
  return [...rows, { ...measure, ...otherwise(run, r, "measure", serving) }];
}

type Result = Pick<Row, "result" | "shown">;

function tested(
  run: Run,
  id: string,
  units: readonly number[],
): Result & Pick<Row, "units" | "tests"> {
  const states = units.flatMap((i) => at(run.units, i) ?? []);
  const proofs = states.flatMap((state) => proofOf(state) ?? []);
  const carrying = (proof: Proof): readonly string[] =>
    proof.own.filter((name) => carriedBy(name).includes(id));
  const tests = proofs.flatMap(carrying);
  if (tests.length > 0) {
    const runs = Math.min(...proofs.filter((p) => carrying(p).length > 0).map((p) => p.runs));
    return { units, tests, result: runs > 1 ? `passed in ${runs} runs` : "passed", shown: true };
  }
  const merged = states.length > 0 && states.every(isMerged);
  if (merged && run.started.ciRoute === "units") {
    return { units, tests, result: "CI was green", shown: true };
  }
  if (proofs.length === 0) return { units, tests, result: "not yet", shown: merged };
  return { units, tests, result: "all tests passed, no new one names it", shown: true };
}

const proofOf = ({ phase }: UnitState): Proof | null =>
  phase.kind === "elected" || phase.kind === "merged" ? phase.proof : null;

const isMerged = ({ phase }: UnitState): boolean => phase.kind === "merged";

/** By a command of the settings, or by a person. */
function otherwise(
  run: Run,
  r: Requirement,
  method: Acceptance["method"],
  serving: readonly number[],
): Result {
  const states = serving.flatMap((i) => at(run.units, i) ?? []);
  const merged = states.length > 0 && states.every(isMerged);
  const { measure } = r;
  if (method !== "measure" || measure === null || measuringOf(run, r) === null) {
    if (!asksPeople(run)) return { result: "for people to see when they review", shown: true };
    return { result: merged ? accepted : "waits for a person's review", shown: merged };
  }
  const bar = `${measure.metric} ${measure.op} ${measure.value}`;
  const onLine = run.lineMeasured?.found.find((one) => one.requirement === r.id);
  const reading = onLine ?? states.flatMap(readingsOf).findLast((one) => one.requirement === r.id);
  if (!reading) return { result: `${bar}: not measured yet`, shown: false };
  const { value } = reading;
  const holds = value !== null && reaches(value, measure);
  const words = `${bar}: ${readingWords(reading)}${onLine ? " on the finished line" : ""}`;
  if (holds) return { result: words, shown: true };
  const passedBy = run.lineMeasured?.passedBy ?? null;
  if (passedBy !== null) return { result: `${words}, ${passedBy} let it pass`, shown: true };
  const missed = !merged || missedOnLine(run).some((line) => line.startsWith(`${r.id} `));
  return { result: `${words}, ${missed ? "missed" : accepted}`, shown: !missed };
}

const accepted = "accepted by a person when its unit was merged";
