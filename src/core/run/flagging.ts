// How often each red flag was raised, and how often it was right: what shadow votes tell.
import type { Vote } from "./event.ts";

/** What is known of one flag, in samples for steps. */
export interface FlagCount {
  readonly flagged: number;
  /** Samples that it alone spoiled: what would count without it. */
  readonly spoiled: number;
  /** Flagged ones whose answer was compared with the elected one, and how many were another. */
  readonly judged: number;
  readonly wrong: number;
}

/** What is known of the flags on one model's samples for steps. */
export interface Flagging {
  readonly samples: number;
  readonly valid: number;
  /** Valid votes compared with the elected answer. */
  readonly right: number;
  readonly wrong: number;
  readonly flags: Readonly<Record<string, FlagCount>>;
}

/** By the model's index among the run's; absent where it was not asked. */
export type Flaggings = readonly (Flagging | undefined)[];

/** A ballot as it stands in an election. */
interface Ballot {
  readonly model: number;
  /** Null for a spoiled one. */
  readonly class: string | null;
  /** All flags that were raised. */
  readonly flags?: readonly string[];
  /** Of a spoiled one: the class that it would have voted for. */
  readonly shadow?: string;
}

export const noFlagging: Flagging = { samples: 0, valid: 0, right: 0, wrong: 0, flags: {} };
const noCount: FlagCount = { flagged: 0, spoiled: 0, judged: 0, wrong: 0 };

/** All flags that a vote carries, those included that are only shown. */
export const flagsOf = (vote: Vote): readonly string[] =>
  "class" in vote ? [...(vote.flags ?? []), ...(vote.warned ?? [])] : vote.spoiled;

/** A sample came in. */
export function seen(known: Flaggings, model: number, vote: Vote): Flaggings {
  const valid = "class" in vote;
  const flags = flagsOf(vote);
  return updated(known, model, (of) => ({
    ...of,
    samples: of.samples + 1,
    valid: of.valid + (valid ? 1 : 0),
    flags: flags.reduce(
      (counts, id) =>
        withCount(counts, id, { flagged: 1, spoiled: !valid && flags.length === 1 ? 1 : 0 }),
      of.flags,
    ),
  }));
}

/**
 * A step was decided: its ballots are compared with the elected class. Of spoiled ones only those
 * are that one flag alone spoiled, for no others would count without it, and that have a shadow.
 */
export function compared(known: Flaggings, ballots: readonly Ballot[], elected: string): Flaggings {
  let after = known;
  for (const { model, class: voted, flags = [], shadow } of ballots) {
    const [alone, ...others] = flags;
    if (voted === null && (shadow === undefined || alone === undefined || others.length > 0)) {
      continue;
    }
    const wrong = (voted ?? shadow) === elected ? 0 : 1;
    after = updated(after, model, (of) => ({
      ...of,
      right: of.right + (voted === null ? 0 : 1 - wrong),
      wrong: of.wrong + (voted === null ? 0 : wrong),
      flags: flags.reduce((counts, id) => withCount(counts, id, { judged: 1, wrong }), of.flags),
    }));
  }
  return after;
}

function updated(known: Flaggings, model: number, change: (of: Flagging) => Flagging): Flaggings {
  const after = Array.from({ length: Math.max(known.length, model + 1) }, (_, i) => known[i]);
  after[model] = change(after[model] ?? noFlagging);
  return after;
}

function withCount(
  counts: Flagging["flags"],
  id: string,
  { flagged = 0, spoiled = 0, judged = 0, wrong = 0 }: Partial<FlagCount>,
): Flagging["flags"] {
  const known = Object.hasOwn(counts, id) ? (counts[id] ?? noCount) : noCount;
  const sum = {
    flagged: known.flagged + flagged,
    spoiled: known.spoiled + spoiled,
    judged: known.judged + judged,
    wrong: known.wrong + wrong,
  };
  return { ...counts, [id]: sum };
}

/** What two of them say together. */
export function summed(a: Flagging, b: Flagging): Flagging {
  return {
    samples: a.samples + b.samples,
    valid: a.valid + b.valid,
    right: a.right + b.right,
    wrong: a.wrong + b.wrong,
    flags: Object.entries(b.flags).reduce(
      (counts, [id, count]) => withCount(counts, id, count),
      a.flags,
    ),
  };
}
