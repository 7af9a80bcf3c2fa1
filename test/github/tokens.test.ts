// Tokens are narrow, short-lived and no wider than the manifest.
import nock from "nock";
import { afterEach, describe, expect, it } from "vitest";
import { anything } from "../../src/github/answers.ts";
import { permissions, type Phase } from "../../src/github/tokens.ts";
import { bench, host, R, repo, standingClock, tokensFor } from "./world.ts";

afterEach(() => nock.cleanAll());

const look = (phase: Phase) =>
  ({ route: "GET /repos/{owner}/{repo}", phase, doing: "looking", shape: anything }) as const;

describe("a token that GitHub does not give", () => {
  const asked = () =>
    nock(host).post(`/app/installations/${repo.installation}/access_tokens`);
  it.each([
    [401, "A JSON web token could not be decoded", "check APP_ID"],
    [403, "This installation has been suspended", "take it up again in its settings"],
    [404, "Not Found", "install it again"],
    [422, "There is at least one repository that is not accessible", "taken from this repository"],
  ])("for %i needs a person, who reads what to do", async (status, message, remedy) => {
    asked().reply(status, { message });
    const tried = bench().api.call(look("read"));
    await expect(tried).rejects.toMatchObject({ lasting: true, outcome: "none" });
    await expect(tried).rejects.toThrow(remedy);
    await expect(tried).rejects.toThrow(message);
  });

  it("for a rate limit or a crash is asked for again", async () => {
    asked().reply(403, { message: "secondary rate limit" }, { "retry-after": "7" });
    await expect(bench().api.call(look("read"))).rejects.toMatchObject({ retryAfterMs: 7000 });
    asked().times(3).reply(502, "");
    await expect(bench().api.call(look("read"))).rejects.toMatchObject({ lasting: false });
  });
});

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
