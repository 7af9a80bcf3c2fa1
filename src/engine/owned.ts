// One run in the hands of this process: its fold, what is in flight, and what is still to be
// looked at.
import type { Instant } from "../core/kernel.ts";
import { isLook, laneOf, pollKey, unitOf, type Due } from "../core/run/action.ts";
import { mayReplace, type Candidate } from "../core/run/election.ts";
import type { Event, EventOf, Vote } from "../core/run/event.ts";
import { dueIn, type Place } from "../core/run/next.ts";
import type { Sum } from "../core/run/spend.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Version } from "./ports.ts";

export interface Owned {
  run: Run;
  version: Version;
  /** Lanes of the actions under way. */
  readonly inFlight: Set<string>;
  /** Samples in flight; bounded by the run's limit. */
  sampling: number;
  /** What samples may take that are in flight or not yet folded. */
  promised: Sum;
  /** The same for each unit that has samples under way. */
  readonly promisedOf: Map<number, Sum>;
  /** Resolves once everything that was set aside is durable; null while nobody has seen to it. */
  covered: Promise<void> | null;
  /** Facts that were noted in this turn and are not yet appended. */
  noted: Event[];
  draining: boolean;
  /** Places whose actions must be asked for again. */
  readonly dirty: Set<Place>;
  allDirty: boolean;
  /** Looks were asked for from outside: those that are due later are due now. */
  woken: boolean;
  /** Looks that were asked for while the same look was under way: once more, right after it. */
  readonly lookAgain: Set<string>;
  /** A sample had to wait for a free slot. */
  starved: boolean;
  cancelTimer: () => void;
  timerAt: number;
}

export function own(run: Run, version: Version): Owned {
  return {
    run,
    version,
    inFlight: new Set(),
    sampling: 0,
    promised: { microUsd: 0, tokens: 0 },
    promisedOf: new Map(),
    covered: null,
    noted: [],
    draining: false,
    dirty: new Set(),
    allDirty: true,
    woken: false,
    lookAgain: new Set(),
    starved: false,
    cancelTimer: () => {},
    timerAt: Infinity,
  };
}

/** Adds to what samples may take, of the run and of the unit that they are for. */
export function promise(owned: Owned, unit: number | null, more: Sum): void {
  const plus = (sum: Sum): Sum => ({
    microUsd: sum.microUsd + more.microUsd,
    tokens: sum.tokens + more.tokens,
  });
  owned.promised = plus(owned.promised);
  if (unit === null) return;
  const sum = plus(owned.promisedOf.get(unit) ?? { microUsd: 0, tokens: 0 });
  if (sum.microUsd === 0 && sum.tokens === 0) owned.promisedOf.delete(unit);
  else owned.promisedOf.set(unit, sum);
}

/**
 * Actions whose time has come, and when to ask again. What is in flight is left out; a look that
 * was asked for is due at once, or once more when it lands.
 */
export function dueNow(owned: Owned, now: Instant) {
  const { run, woken } = owned;
  const places: Iterable<Place> = owned.allDirty ? ["run" as const, ...run.active] : owned.dirty;
  const ready: Due[] = [];
  let soonest = Infinity;
  for (const place of places) {
    for (const one of dueIn(run, place)) {
      const { action, key, due } = one;
      if (owned.inFlight.has(laneOf(action, key))) {
        if (woken && isLook(action)) owned.lookAgain.add(key);
        continue;
      }
      const asked = (woken && isLook(action)) || owned.lookAgain.has(key);
      // Held until somebody calls: only a call or a retry can help.
      const called = due === Infinity && woken;
      const at = (asked && !run.falters.has(key)) || called ? now : due;
      if (at <= now) ready.push(one);
      else soonest = Math.min(soonest, at);
    }
  }
  owned.woken = false;
  owned.allDirty = false;
  owned.dirty.clear();
  return { ready, soonest };
}

/**
 * Notes what an event that was folded changes: the places to look at (a vote without news only its
 * own unit's), and money that is spent now and no longer promised.
 */
export function mark(owned: Owned, event: Event, before: Run): void {
  if (event.kind === "sampled") {
    promise(owned, unitOf(event.poll), { microUsd: -event.microUsd, tokens: -event.tokens });
  }
  const quiet = owned.run.revision === before.revision && owned.run.phase === before.phase;
  if (quiet && event.kind === "sampled" && event.poll.kind === "step") {
    owned.dirty.add(event.poll.unit);
  } else owned.allDirty = true;
}

/**
 * Joins the samples of one turn that belong to one poll into one event, and leaves a class's text
 * only with its first vote, and with those that bring a spelling of a lower number than is known: a
 * million votes are mostly repetitions.
 */
export function joined(run: Run, events: readonly Event[]): readonly Event[] {
  if (events.length === 1 && events[0]?.kind !== "sampled") return events;
  const out: Event[] = [];
  const open = new Map<string, { readonly event: EventOf<"sampled">; readonly votes: Vote[] }>();
  for (const event of events) {
    if (event.kind !== "sampled") {
      out.push(event);
      continue;
    }
    const key = pollKey(event.poll);
    const known = open.get(key);
    if (known) {
      known.votes.push(...event.votes);
      Object.assign(known.event, {
        microUsd: known.event.microUsd + event.microUsd,
        tokens: known.event.tokens + event.tokens,
      });
      continue;
    }
    const votes = [...event.votes];
    const copy = { ...event, votes };
    open.set(key, { event: copy, votes });
    out.push(copy);
  }
  for (const { event, votes } of open.values()) shorten(run, event, votes);
  return out;
}

function shorten(run: Run, event: EventOf<"sampled">, votes: Vote[]): void {
  votes.sort((a, b) => a.n - b.n);
  const known = candidatesIn(run, event);
  const seen = new Set<string>();
  votes.forEach((vote, i) => {
    if ("spoiled" in vote) return;
    const { n, class: name, model } = vote;
    const by = model === undefined ? {} : { model };
    const before = known.find((c) => c.class === name);
    if (seen.has(name) || (before && !mayReplace(before, n))) votes[i] = { n, class: name, ...by };
    seen.add(name);
  });
}

function candidatesIn(run: Run, event: EventOf<"sampled">): readonly Candidate[] {
  const { poll } = event;
  if (poll.kind === "step") {
    const state = at(run.units, poll.unit);
    if (state?.phase.kind !== "voting" || state.phase.step !== poll.step) return [];
    const { election, runoff } = state.phase;
    const counted = poll.part === "probe" ? runoff?.probes : election;
    return counted?.candidates ?? [];
  }
  if (poll.kind !== "locate" && poll.unit !== undefined) {
    const phase = at(run.units, poll.unit.index)?.phase;
    return phase?.kind === "replanning" ? phase.choice.election.candidates : [];
  }
  const { phase } = run;
  if (phase.kind === "locating") return phase.election.candidates;
  return phase.kind === "choosing" ? phase.choice.election.candidates : [];
}
