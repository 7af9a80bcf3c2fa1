// The campaign notices: worlds hold without a bug, and each planted one is found within a few.
import { describe, expect, it } from "vitest";
import type { Bug } from "../../src/simulate/repository.ts";
import { simulateWorld } from "../../src/simulate/world.ts";

/** The first seed from 1 whose world shows a violation; null within the limit. */
async function firstSeedThatShows(bug: Bug | null, seedsMax: number): Promise<number | null> {
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const { violations } = await simulateWorld(seed, bug);
    if (violations.length > 0) return seed;
  }
  return null;
}

describe("a faulty world", () => {
  it("breaks no promise in 40 seeds", async () => {
    expect(await firstSeedThatShows(null, 40)).toBeNull();
  });

  it("is the same again for the same seed", async () => {
    expect(await simulateWorld(7, null)).toEqual(await simulateWorld(7, null));
  });

  const planted: readonly [Bug, number][] = [
    ["comment without a look", 5],
    ["no quiet time", 60],
    ["flush does nothing", 20],
    ["no sweep", 5],
    ["checks of an older head", 5],
    ["a run for each delivery", 60],
    ["merge without expected head", 400],
    ["push by force", 400],
  ];
  it.each(planted)("shows the planted bug: %s", async (bug, seedsMax) => {
    expect(await firstSeedThatShows(bug, seedsMax)).not.toBeNull();
  });
});
