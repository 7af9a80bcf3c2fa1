// How the demo ends: what was made and where it is, and one JSON object as the last line.
import type { Run } from "../run/state.ts";
import { at, items } from "../vector.ts";
import { standing } from "./ending.ts";
import { flat } from "./markdown.ts";

/** What the demo measured beside the run itself. */
export interface Measured {
  /** Units whose held-back tests fail on the line, with those tests; also units not merged. */
  readonly wrong: readonly { readonly unit: string; readonly failed: readonly string[] }[];
  readonly testsPassed: boolean;
  /** Writes to GitHub, and the least milliseconds between two; null before the second. */
  readonly writes: number;
  readonly spacingMsLeast: number | null;
  readonly seconds: number;
}

export interface Remains {
  /** `git log --graph` of everything. */
  readonly graph: string;
  readonly url: string;
  /** Where forge, journal and inbox are kept, and the bare repository in it. */
  readonly folder: string;
  readonly git: string;
}

/** @returns the lines to print, and whether all is merged, right and tested: the exit code. */
export function conclusion(
  run: Run,
  measured: Measured,
  remains: Remains,
): { readonly lines: readonly string[]; readonly good: boolean } {
  const { testsPassed } = measured;
  const done = run.phase.kind === "done";
  const merged = run.units.length > 0 && run.merged === run.units.length;
  const missing = unmerged(run);
  const wrong = measured.wrong.filter(({ unit }) => isMerged(run, unit));
  const lines = [
    "",
    remains.graph,
    ...wrong.map(
      ({ unit, failed }) => `held-back tests of ${unit} fail: ${flat(failed.join("; "))}`,
    ),
    ...(missing.length > 0 ? [`not merged: ${missing.join(", ")}`] : []),
    `forge: ${remains.url} (while this ran), its data: ${remains.folder}`,
    `line: git -C ${remains.git} log ${run.line.name}`,
    `writes to GitHub: ${measured.writes}, at least ${measured.spacingMsLeast ?? 0} ms apart`,
    ...(done ? [] : standing(run)),
    JSON.stringify(summary(run, { ...measured, wrong })),
  ];
  return { lines, good: done && merged && wrong.length === 0 && testsPassed };
}

/** What is not merged cannot be merged wrong. */
function isMerged(run: Run, unit: string): boolean {
  const i = run.plan.units.findIndex(({ id }) => id === unit);
  return i >= 0 && at(run.units, i)?.phase.kind === "merged";
}

const unmerged = (run: Run): readonly string[] =>
  run.plan.units.flatMap(({ id }) => (isMerged(run, id) ? [] : [id]));

function summary(run: Run, { wrong, testsPassed, writes, seconds }: Measured) {
  const pulls = items(run.units).flatMap((unit) => (unit.pull === null ? [] : [unit.pull]));
  return {
    run: run.phase.kind,
    units: run.units.length,
    merged: run.merged,
    pullRequests: [...pulls, ...(run.final ? [run.final.pull] : [])].sort((a, b) => a - b),
    samples: run.spend.samples,
    spoiled: run.spend.spoiled,
    elections: run.spend.elections,
    noAgreement: run.spend.noAgreement,
    writes,
    wrongMerged: wrong.length,
    testsPassed,
    seconds: Math.round(seconds * 10) / 10,
  };
}
