// Tokens are narrow, short-lived and no wider than the manifest.
import nock from "nock";
import { afterEach, describe, expect, it } from "vitest";
import { anything } from "../../src/github/answers.ts";
import { permissions, type Phase } from "../../src/github/tokens.ts";
import { bench, host, R, repo, standingClock, tokensFor } from "./world.ts";

afterEach(() => nock.cleanAll());

const look = (phase: Phase) =>
  ({ route: "GET /repos/{owner}/{repo}", phase, doing: "looking", shape: anything }) as const;

describe("tokens", () => {
  it("are narrowed to one repository and the phase's permissions", async () => {
    const asked = tokensFor(4);
    nock(host).get(R).times(4).reply(200, {});
    const { api } = bench();
    for (const phase of ["read", "refs", "talk", "merge"] as const) await api.call(look(phase));
    expect(asked).toEqual(
      (["read", "refs", "talk", "merge"] as const).map((phase) => ({
        repository_ids: [repo.id],
        permissions: permissions[phase],
      })),
    );
  });

  it("are kept under 50 minutes and then asked for again", async () => {
    const asked = tokensFor(2);
    nock(host).get(R).times(3).reply(200, {});
    const clock = standingClock();
    const { api } = bench(clock);
    await api.call(look("read"));
    clock.move(48 * 60_000);
    await api.call(look("read"));
    expect(asked).toHaveLength(1);
    clock.move(2 * 60_000);
    await api.call(look("read"));
    expect(asked).toHaveLength(2);
  });

  it("that GitHub refuses are told as a lasting falter", async () => {
    nock(host).post("/app/installations/5/access_tokens").reply(403, { message: "suspended" });
    await expect(bench().api.call(look("read"))).rejects.toMatchObject({ lasting: true });
  });

  it("never hold what the manifest does not ask for", () => {
    const granted = new Set(Object.values(permissions).flatMap((one) => Object.keys(one)));
    expect([...granted].toSorted()).toEqual([
      "checks",
      "contents",
      "issues",
      "metadata",
      "pull_requests",
      "statuses",
    ]);
  });
});
