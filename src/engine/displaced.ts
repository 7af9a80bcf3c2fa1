// What it means that a unit's branch or pull request is not as Quorum left it.
import { assert, type Instant } from "../core/kernel.ts";
import type { Event, EventOf } from "../core/run/event.ts";
import { branchOf } from "../core/run/children.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import { Faltered, type Repository } from "./ports.ts";

/** What was found, as far as nothing larger explains it. */
type Found = Pick<EventOf<"displaced">, "because" | "detail">;

/**
 * Looks for the cause behind what was found: the line is gone, the unit's branch is gone, or a
 * person did exactly that. Throws Faltered when GitHub cannot say.
 */
export async function displaced(
  run: Run,
  unit: number,
  github: Repository,
  now: () => number,
  found: Found,
): Promise<Event> {
  const line = await github.head(run.line.name);
  if (line === null) return missingLine(run, now());
  const state = at(run.units, unit);
  assert(state !== undefined, `unit ${unit} is not in the plan`);
  const branch = branchOf(run, unit);
  const head = await github.head(branch);
  const what = { kind: "displaced", at: now(), unit, attempt: state.attempt, head } as const;
  if (head !== null) return { ...what, ...found };
  const detail = `somebody deleted ${branch}; \`/quorum retry\` pushes it again`;
  return { ...what, because: "branch gone", detail };
}

/**
 * Where somebody else moved the line, or that it is gone; null: as far as GitHub shows, it stands
 * at the head that is known, for a read that lags behind may show an older one.
 */
export async function lineElsewhere(
  run: Run,
  github: Repository,
  now: () => number,
): Promise<Event | null> {
  const line = await github.head(run.line.name);
  if (line === null) return missingLine(run, now());
  return run.line.heads.includes(line) ? null : { kind: "lineMoved", at: now(), head: line };
}

/** GitHub shows no line: it is gone, unless it was opened so lately that reads may lag behind. */
export function missingLine(run: Run, now: Instant): Event {
  if (now < run.line.openedAt + run.started.pace.quietMs) {
    throw new Faltered("GitHub does not show the line yet", { outcome: "none" });
  }
  return { kind: "lineMoved", at: now, head: null };
}
