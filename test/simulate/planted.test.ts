// The campaign notices: worlds hold without a bug, and each planted one shows what it breaks.
import { describe, expect, it } from "vitest";
import { bugs, type Bug } from "../../src/simulate/repository.ts";
import { simulateWorld, type WorldResult } from "../../src/simulate/world.ts";

/** The world of the first seed that shows a violation; null up to the last one. */
async function firstThatShows(
  bug: Bug | null,
  last: number,
  from = 1,
): Promise<WorldResult | null> {
  for (let seed = from; seed <= last; seed += 1) {
    const result = await simulateWorld(seed, bug);
    if (result.violations.length > 0) return result;
  }
  return null;
}

interface Planted {
  readonly bug: Bug;
  /** It shows up to this seed … */
  readonly seedsMax: number;
  /** … from this one; from 1 where none is named. Rare ones are not searched for each time. */
  readonly from?: number;
  /** The violation that it causes. */
  readonly shows: RegExp;
  /** What follows from that in some worlds; nothing else is wrong. */
  readonly follows: RegExp;
}

const nothing = /^$/;
const pulls = /^\d+ pull requests quorum\/7-seed0\.u\d-unit-\d → quorum\/7-seed0$/;

const planted: readonly Planted[] = [
  {
    bug: "comment without a look",
    seedsMax: 5,
    shows: /^\d+ comments <!-- quorum:status 1\/7-seed0 $/,
    follows: nothing,
  },
  {
    bug: "issue without a look",
    from: 60,
    seedsMax: 400,
    shows: /^\d+ issues <!-- quorum:child 1\/7-seed0 u\d $/,
    follows: /^the run of issue 5\d\d was lost or never ended$/,
  },
  {
    bug: "no quiet time",
    seedsMax: 60,
    shows: /^2 comments <!-- quorum:status|^2 pull requests quorum|was lost or never ended$/,
    follows: /^issue 7 u\d was merged \d+ times$|^it ended as (?:units|stuck)/,
  },
  {
    bug: "flush does nothing",
    from: 4,
    seedsMax: 20,
    shows: pulls,
    follows: /^issue 7 u\d was merged \d+ times$|was lost or never ended$|^it ended as units/,
  },
  {
    bug: "no sweep",
    seedsMax: 5,
    shows: /^the run of issue 7 was lost or never ended$/,
    follows: /^it ended as units/,
  },
  {
    bug: "deaf to a missed bar",
    from: 8,
    seedsMax: 64,
    shows: /^the final pull request misses its bar, and nobody let it pass$/,
    follows: nothing,
  },
  {
    bug: "checks of an older head",
    seedsMax: 5,
    shows: /^#\d+ merged without green CI$/,
    follows: nothing,
  },
  {
    bug: "a run for each delivery",
    seedsMax: 60,
    shows: /^issue 7 has 2 lines$/,
    follows: /^two final pull|^issue 7 (u\d (was merged|has) 2 (times|branches)|has 2 final pull)/,
  },
  {
    bug: "merge without expected head",
    from: 440,
    seedsMax: 700,
    shows: /^#\d+ merged a commit that a person pushed$/,
    follows: /^#\d+ merged without green CI$/,
  },
  {
    bug: "push by force",
    from: 680,
    seedsMax: 940,
    shows: /^a person's commit on quorum\/7-seed0\.u\d-unit-\d was overwritten$/,
    follows: nothing,
  },
];

describe("a faulty world", () => {
  it("breaks no promise in 40 seeds", async () => {
    expect(await firstThatShows(null, 40)).toBeNull();
  });

  it("is the same again for the same seed", async () => {
    expect(await simulateWorld(7, null)).toEqual(await simulateWorld(7, null));
  });

  it.each(planted)("shows the planted bug: $bug", async (one) => {
    const { bug, seedsMax, from, shows, follows } = one;
    const world = await firstThatShows(bug, seedsMax, from);
    expect(world?.violations).toContainEqual(expect.stringMatching(shows));
    const other = world?.violations.filter((what) => !shows.test(what) && !follows.test(what));
    expect(other).toEqual([]);
    expect((await simulateWorld(world?.seed ?? 0, null)).violations).toEqual([]);
  });

  it("shows every bug that can be planted", () => {
    expect(planted.map(({ bug }) => bug).toSorted()).toEqual(bugs.toSorted());
  });
});
