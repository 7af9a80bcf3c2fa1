// Numbers in words: money, durations, times of day, commits, votes.
import type { Instant, Sha } from "../kernel.ts";
import type { Election } from "../run/election.ts";
import type { UnitState, Won } from "../run/state.ts";

const dayMs = 86_400_000;

/** `$0.12`, or four digits below a cent. @param microUsd millionths of a dollar. */
export function dollars(microUsd: number): string {
  const usd = microUsd / 1e6;
  return `$${usd.toFixed(usd > 0 && usd < 0.01 ? 4 : 2)}`;
}

/** `3 min 12 s`. @param ms milliseconds, 0 or more. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `12:03:05 UTC`, the time of day. */
export function utc(instant: Instant): string {
  const seconds = Math.floor((((instant % dayMs) + dayMs) % dayMs) / 1000);
  const two = (n: number): string => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${two(h)}:${two(m)}:${two(s)} UTC`;
}

/** The first 12 digits of a commit. */
export const short = (commit: Sha): string => commit.slice(0, 12);

/** `3–1`: the winner's votes and the runner-up's. */
export const score = (won: Pick<Won, "votes" | "runnerUp">): string =>
  `${won.votes}–${won.runnerUp}`;

/** The two largest counts of an election as it stands. */
export function leading(election: Election): string {
  const votes = election.tally.counts.map((c) => c.votes).toSorted((a, b) => b - a);
  return `${votes[0] ?? 0}–${votes[1] ?? 0}`;
}

/** `1 unit`, `3 units`. */
export const many = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** The text with a capital letter first; for our own words only, never for a name in code. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The winners of a unit's steps so far, in step order. */
export function winners(state: UnitState | undefined): readonly Won[] {
  const phase = state?.phase;
  return phase && "won" in phase ? phase.won : [];
}
