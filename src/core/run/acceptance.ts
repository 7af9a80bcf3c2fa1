// What the unit that completes a requirement must show beyond its tests: numbers, a person's look.
import type { Sha } from "../kernel.ts";
import { reaches, type Reading } from "../requirement/measured.ts";
import { acceptanceLine, byPerson, measureLine } from "../requirement/requirement.ts";
import type { Measure, Requirement } from "../requirement/requirement.ts";
import { at } from "../vector.ts";
import type { EventOf } from "./event.ts";
import { older } from "./rule.ts";
import type { Run, UnitState } from "./state.ts";
import { checksClasses } from "./units.ts";

/** A number that is to be measured by a command of the repository's settings. */
export interface Measuring {
  readonly requirement: string;
  readonly measure: Measure;
  readonly command: string;
}

/** How a number stands on the tree that a unit was built into. */
export interface Measured {
  /** `R2 p99_ms <= 200`. */
  readonly bar: string;
  /** Null before it was measured on that tree. */
  readonly holds: boolean | null;
  /** The number, or why there is none. */
  readonly reading: string;
}

/**
 * The command behind a measure, out of the settings that the run started with: never what an issue
 * or an answer says. Null where a person has to look: no such name there, or no sandbox.
 */
export function commandFor(run: Run, { metric }: Measure): string | null {
  const measures = older(run.started.config).measures ?? {};
  if (!checksClasses(run) || !Object.hasOwn(measures, metric)) return null;
  return measures[metric] ?? null;
}

/**
 * A run from before there were measures goes on without them, and asks nobody to look. A child run
 * leaves it to its parent, whose gate asks once for the whole of the part.
 */
export const asksPeople = ({ started }: Run): boolean =>
  older(started.config).measures !== undefined && started.parent === undefined;

/** Requirements that are complete with unit `i`: every other unit that serves them is merged. */
function completed(run: Run, i: number): readonly Requirement[] {
  if (!asksPeople(run) || run.serving.size === 0) return [];
  const ids = (run.plan.units[i]?.requirements ?? []).filter((id) =>
    run.serving.get(id)?.every((j) => j === i || at(run.units, j)?.phase.kind === "merged"),
  );
  return run.requirements.filter((r) => ids.includes(r.id));
}

/** The numbers that unit `i` has to show before it is merged. */
export const measuresOf = (run: Run, i: number): readonly Measuring[] =>
  completed(run, i).flatMap((r) => measuringOf(run, r) ?? []);

/** What is run for a requirement; null where nothing is. */
export function measuringOf(run: Run, { id, measure }: Requirement): Measuring | null {
  const command = measure && commandFor(run, measure);
  return measure && command !== null ? { requirement: id, measure, command } : null;
}

/** A line for each acceptance that only a person can see: proofs, inspections, unnamed measures. */
export const seenOf = (run: Run, r: Requirement): readonly string[] => [
  ...r.acceptance.filter(byPerson).map(acceptanceLine),
  ...(r.measure !== null && measuringOf(run, r) === null
    ? [`${r.id} ${measureLine(r.measure)}`]
    : []),
];

/** What a person must have seen before unit `i` is merged. */
export const looksFor = (run: Run, i: number): readonly string[] =>
  completed(run, i).flatMap((r) => seenOf(run, r));

/** The numbers of unit `i` as measured on the commit that it is built onto. */
export function measuredOf(run: Run, i: number, onto: Sha | null): readonly Measured[] {
  const phase = at(run.units, i)?.phase;
  const measured = phase?.kind === "elected" ? phase.measured : null;
  const found = measured !== null && measured.onto === onto ? measured.found : null;
  return measuresOf(run, i).map(({ requirement, measure }) => {
    const bar = barOf(requirement, measure);
    const reading = found?.find((one) => one.requirement === requirement);
    if (!reading) return { bar, holds: null, reading: "not measured yet on this tree" };
    const { value, because } = reading;
    if (value === null) return { bar, holds: false, reading: because };
    return { bar, holds: reaches(value, measure), reading: `measured ${value}` };
  });
}

/** `R2 p99_ms <= 200`. */
export const barOf = (requirement: string, { metric, op, value }: Measure): string =>
  `${requirement} ${metric} ${op} ${value}`;

/** The commands were run on the tree that was verified; one that is late changes nothing. */
export function measured(state: UnitState, event: EventOf<"measured">): UnitState {
  const { phase } = state;
  if (phase.kind !== "elected" || event.attempt !== state.attempt) return state;
  const { onto, tree, found } = event;
  const measured = { onto, found, ...(tree === undefined ? {} : { tree }) };
  return { ...state, phase: { ...phase, measured } };
}

/** The readings that a unit was merged or is shown with. */
export const readingsOf = (state: UnitState | undefined): readonly Reading[] =>
  state?.phase.kind === "elected" || state?.phase.kind === "merged"
    ? (state.phase.measured?.found ?? [])
    : [];
