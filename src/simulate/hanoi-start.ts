// How runs of Hanoi moves begin: a plan of units of moves, and nothing on GitHub.
import { assert, sha } from "../core/kernel.ts";
import { parsePath } from "../core/tree.ts";
import { defaultConfig, type Config } from "../core/config/config.ts";
import type { Plan, Unit } from "../core/plan/plan.ts";
import type { Started } from "../core/run/event.ts";
import { parseRunId } from "../core/run/names.ts";

export interface Beginning {
  readonly disks: number;
  /** Tells apart the runs of one journal; 0 … 999,999. */
  readonly index: number;
  /** Where the first unit begins, as JSON. */
  readonly situation: string;
  readonly seed: string;
  readonly plan: Plan;
  readonly config: Config;
}

export function started(o: Beginning): Started {
  const run = parseRunId(`0/${o.disks}-${1000 + o.index}`);
  assert(run !== null, "the name of a benchmark's run is a name");
  return {
    kind: "started",
    at: 0,
    run,
    repository: null,
    issue: { number: o.disks, title: "", body: o.situation },
    by: { id: 0, login: "" },
    base: { branch: "", head: sha("0".repeat(40)) },
    config: o.config,
    mode: "auto",
    ciRoute: "none",
    sandboxed: false,
    strata: 1,
    seed: o.seed,
    pace: { quietMs: 0, lookMs: 0, publishMs: 0 },
    plan: o.plan,
  };
}

/** The i-th unit, from 0: so many moves on from where the unit that it needs came to. */
export function unitOfMoves(i: number, moves: number, needs: number | null): Unit {
  const path = parsePath("move");
  assert(path !== null, "the name of a move is a path");
  const target = { kind: "file", path } as const;
  const step = { kind: "code", target, task: "", signatureMayChange: false } as const;
  const steps = Array.from({ length: moves }, () => step);
  const needed = needs === null ? [] : [nameOf(needs)];
  return { id: nameOf(i), title: "", requirements: [], needs: needed, steps };
}

const nameOf = (i: number): string => `u${i + 1}`;

/** The number of the unit that a unit goes on from; null where it begins the run. */
export function goesOnFrom(plan: Plan, i: number): number | null {
  const [need] = plan.units[i]?.needs ?? [];
  return need === undefined ? null : Number(need.slice(1)) - 1;
}

/** The paper's rule, first to be ahead by k, with room for any election to end. */
export function firstAheadBy(k: number): Config {
  const rule = { unanimous: k, lead: k, votesMax: 500, samplesMax: 1000, strataMin: 1 };
  return { ...defaultConfig, vote: { ...defaultConfig.vote, ...rule } };
}
