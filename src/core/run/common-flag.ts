// The red flag that hit so many samples of an election that the plan is wrong rather than they.
import { redFlags } from "../redflag/table.ts";
import type { Election } from "./election.ts";

const shareMin = 0.3;
const samplesMin = 4;

/** Words on the flag that more than 30 % of the samples raised, spoiled or not; or null. */
export function commonFlag({ ballots }: Election): string | null {
  if (ballots.length < samplesMin) return null;
  const times = new Map<string, number>();
  for (const { flags = [] } of ballots) {
    for (const flag of flags) times.set(flag, (times.get(flag) ?? 0) + 1);
  }
  const [most] = [...times].sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] <= ballots.length * shareMin) return null;
  const [flag, many] = most;
  const rule = redFlags.find(({ id }) => id === flag)?.rule;
  const meaning = rule === undefined ? "" : ` (${rule})`;
  return `the red flag ${flag}${meaning} hit ${many} of ${ballots.length} samples`;
}
