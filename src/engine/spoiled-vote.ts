// A spoiled sample as it is recorded: its flags and, shortened, what they saw.
import type { Vote } from "../core/run/event.ts";

const detailCharsMax = 300;

export const spoiledVote = (
  n: number,
  read: {
    readonly flags: readonly string[];
    readonly detail: string;
    readonly shadow?: string;
  },
): Vote => ({
  n,
  spoiled: read.flags,
  detail: read.detail.slice(0, detailCharsMax),
  ...(read.shadow === undefined ? {} : { shadow: read.shadow }),
});
