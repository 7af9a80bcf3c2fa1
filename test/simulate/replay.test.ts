// A seed that shows a violation replays alone: from the code, and from the command line.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { campaign } from "../../src/simulate/campaign.ts";
import { simulateWorld } from "../../src/simulate/world.ts";

const bug = "no quiet time";
const door = resolve(import.meta.dirname, "../../bin/quorum.js");

function quorum(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [door, "simulate", ...args], {
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

describe("a failing seed", () => {
  let seed = 0;
  beforeAll(async () => {
    do seed += 1;
    while (seed < 100 && (await simulateWorld(seed, bug)).violations.length === 0);
  });

  it("shows the same violations alone as among others", async () => {
    const { violations } = await campaign([seed + 1, seed, seed + 2], bug, () => 0);
    const among = violations.filter((v) => v.seed === seed).map((v) => v.what);
    expect(among).not.toEqual([]);
    expect((await simulateWorld(seed, bug)).violations).toEqual(among);
  });

  it("is named by the command line, which replays it with exit code 1", async () => {
    const many = quorum("--from", `${seed}`, "--seeds", "2", "--bug", bug, "--json");
    expect(many.status).toBe(1);
    expect(JSON.parse(many.stdout)).toMatchObject({ seeds: 2 });
    const again = `npm run quorum -- simulate --seed ${seed} --bug "no quiet time"`;
    expect(many.stderr).toContain(`Replay one alone: ${again}`);
    const one = quorum("--seed", `${seed}`, "--bug", bug, "--json");
    expect(one.status).toBe(1);
    expect(JSON.parse(one.stdout)).toEqual(await simulateWorld(seed, bug));
    const clean = quorum("--seed", `${seed}`, "--json");
    expect(clean.status).toBe(0);
    expect(JSON.parse(clean.stdout)).toMatchObject({ seed, violations: [] });
  });

  it("cannot be asked for with a bug that there is not", () => {
    const { status, stderr } = quorum("--seed", "1", "--bug", "no quite time");
    expect(status).toBeGreaterThan(0);
    expect(stderr).toMatch(/^There is no bug "no quite time" to plant\. Did you mean/);
  });
});
