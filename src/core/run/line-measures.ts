// The numbers on the finished line: later units may have broken what the unit that completed a
// requirement had shown, so they are measured once more on the tree that is proposed to the base.
import type { Sha } from "../kernel.ts";
import { reaches, unworsened, type Reading } from "../requirement/measured.ts";
import { at } from "../vector.ts";
import { asksPeople, barOf, measuringOf, readingsOf, type Measuring } from "./acceptance.ts";
import type { Run } from "./state.ts";
import { noted } from "./units.ts";

/**
 * The numbers that the line has to show before it is proposed. Without a line there are none, and a
 * child run leaves them to its parent, which measures what the whole of the part came to.
 */
export function lineMeasures(run: Run): readonly Measuring[] {
  if (!asksPeople(run) || run.started.config.merge.into !== "line") return [];
  const served = run.requirements.filter(({ id }) => (run.serving.get(id) ?? []).length > 0);
  return served.flatMap((r) => measuringOf(run, r) ?? []);
}

/** Whether the line is still to be measured at this head. */
export const lineUnmeasured = (run: Run, head: Sha): boolean =>
  run.lineMeasured?.head !== head && lineMeasures(run).length > 0;

/**
 * A line for each bar that the line misses where it was measured, with what was read before. What a
 * person let pass with a unit and has not become worse since does not count; nor does anything once
 * a person let the line pass.
 */
export function missedOnLine(run: Run): readonly string[] {
  const { lineMeasured: seen } = run;
  if (seen === null || seen.passedBy !== null) return [];
  return lineMeasures(run).flatMap(({ requirement, measure }) => {
    const found = seen.found.find((one) => one.requirement === requirement);
    const now = found ?? { requirement, value: null, because: "it was not measured" };
    if (now.value !== null && reaches(now.value, measure)) return [];
    const words = `${barOf(requirement, measure)}: ${readingWords(now)}`;
    const before = earlierReading(run, requirement);
    if (before === null) return [words];
    const held = before.value !== null && reaches(before.value, measure);
    if (!held && unworsened(now.value, before.value, measure)) return [];
    const was = `${before.value ?? before.because} when ${before.unit} was merged`;
    return [`${words} (${was}${held ? "" : ", which a person let pass"})`];
  });
}

/** `measured 12`, or why nothing was. */
export const readingWords = ({ value, because }: Reading): string =>
  value === null ? because : `measured ${value}`;

/** What was read with the unit that completed the requirement, and that unit's id. */
function earlierReading(run: Run, requirement: string): (Reading & { unit: string }) | null {
  const readings = (run.serving.get(requirement) ?? []).flatMap((i) =>
    readingsOf(at(run.units, i))
      .filter((one) => one.requirement === requirement)
      .map((one) => ({ ...one, unit: run.plan.units[i]?.id ?? "" })),
  );
  return readings.at(-1) ?? null;
}

/** Whether the run stands still because the finished line misses a bar. */
export const awaitsPass = (run: Run): boolean =>
  run.phase.kind === "stuck" && run.phase.resume.kind === "closing" && missedOnLine(run).length > 0;

/** A person lets missed bars pass, and the run goes on; where none waits nothing changes. */
export function letPass(run: Run, by: string): Run {
  const { phase, lineMeasured: seen } = run;
  if (!awaitsPass(run) || phase.kind !== "stuck" || seen === null) return run;
  const lineMeasured = { ...seen, passedBy: by };
  return noted({ ...run, phase: phase.resume, lineMeasured, falters: new Map() });
}
