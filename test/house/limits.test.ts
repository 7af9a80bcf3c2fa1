// GitHub's rate limits, met by a whole run on the local GitHub: obeyed, told, and outlived.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultPlan } from "../../src/forge/forge.ts";
import { done, oneUnit } from "./held.ts";
import { stage, tearDown, type Stage } from "./stage.ts";

afterEach(tearDown);

/** The requests of Quorum itself, but for its tokens. */
const asked = (s: Stage) =>
  s.forge.admin.requests().filter(({ by, path }) => by === "quorum" && !/\/app\//.test(path));

describe("a secondary limit", () => {
  it.each([403, 429] as const)("of %i holds everything for as long as it says", async (status) => {
    let hit = false;
    const limited: FaultPlan = {
      api({ method, path }) {
        if (hit || method !== "POST" || !path.endsWith("/git/commits")) return null;
        hit = true;
        return { kind: "limited", status, retryAfterSeconds: 2 };
      },
    };
    const s = await stage({ plan: oneUnit, faults: limited, speed: 1 });
    const issue = await s.labelled();
    await done(s, issue);
    const all = asked(s);
    const at = all.findIndex((one) => one.status === status);
    const pause = (all[at + 1]?.at ?? 0) - (all[at]?.at ?? 0);
    expect(pause).toBeGreaterThanOrEqual(1900);
    const commits = all.filter((one) => one.path.endsWith("/git/commits") && one.status === 201);
    expect(commits).toHaveLength(1);
    expect(s.logged.join()).toContain("GitHub asked for a pause of 2 s");
  });
});

describe("the primary limit", () => {
  it("is waited out until its window ends, and the run goes on by itself", async () => {
    const rateLimit = { requests: 25, windowMs: 3000 };
    const s = await stage({ plan: oneUnit, rateLimit, speed: 1 });
    const issue = await s.labelled();
    await done(s, issue);
    expect(s.run(issue).merged).toBe(1);
    const refused = asked(s).filter((one) => one.status === 403);
    expect(refused.length).toBeLessThan(10);
  });
});
