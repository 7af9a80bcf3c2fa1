// Whether a red flag is worth the samples that it takes (mdap.md §2.3).
import { assert } from "../kernel.ts";
import { logRatio } from "./odds.ts";
import { shareAtLeast } from "./share.ts";

/** What is known of the samples without a flag, and of those that one flag alone spoiled. */
export interface FlagRecord {
  /** Valid samples, and votes among them that agreed with the elected answer or did not. */
  readonly valid: number;
  readonly right: number;
  readonly wrong: number;
  /** Samples that the flag spoiled; of them compared with the elected answer; not that answer. */
  readonly spoiled: number;
  readonly judged: number;
  readonly judgedWrong: number;
}

/** `useless`: an election needs no more samples without it. `open`: too little is known. */
export type FlagWorth = "useful" | "useless" | "open";

/** Fewer say nothing: the interval would be as wide as what can be. */
const judgedMin = 20;
const confidence = 0.975;

/** Drift of the lead in nats per vote, (p − q)·ln(p/q): what a vote of accuracy p brings. */
const drift = (p: number): number => (2 * p - 1) * -logRatio(p);

/**
 * Gain per paid sample of having a flag, as a share: v·D(p′)/D(p) − 1.
 * @param p accuracy of samples without the flag, above 1/2, below 1.
 * @param f share of samples that it spoils, from 0, below 1.
 * @param e error rate among those.
 */
export function gainOf(p: number, f: number, e: number): number {
  assert(p > 0.5 && p < 1 && f >= 0 && f < 1 && e >= 0 && e <= 1, `gain of ${p}, ${f}, ${e}`);
  const all = (1 - f) * p + f * (1 - e);
  return ((1 - f) * drift(p)) / drift(all) - 1;
}

/** Two-sided 95 % bounds of a share, exact; of nothing nothing is known: 0 … 1. */
export const bounds = (hits: number, total: number): readonly [low: number, high: number] => [
  shareAtLeast(hits, total, confidence),
  1 - shareAtLeast(total - hits, total, confidence),
];

/** What the flag's record says with 95 % confidence in the error rate among what it spoiled. */
export function worthOf(flag: FlagRecord): FlagWorth {
  const { valid, right, wrong, spoiled, judged, judgedWrong } = flag;
  const p = (right + 1) / (right + wrong + 2);
  if (judged < judgedMin || p <= 0.5) return "open";
  const f = spoiled / (valid + spoiled);
  const [low, high] = bounds(judgedWrong, judged);
  if (f >= 1) return "open";
  if (gainOf(p, f, high) <= 0) return "useless";
  return gainOf(p, f, low) > 0 ? "useful" : "open";
}
