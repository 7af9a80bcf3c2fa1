// The sweep behind the webhooks: failed deliveries asked for again, lost labels rebuilt once.
import nock from "nock";
import { afterEach, describe, expect, it } from "vitest";
import { githubEdge } from "../../src/github/edge.ts";
import { defaultPacing } from "../../src/github/budget.ts";
import { defaultLabels } from "../../src/github/outcome.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { started } from "./started.ts";
import { ann, issueBody } from "./memory.ts";
import { appId, asking, fakeHouse, host, privateKey, R } from "./world.ts";
import { silence, standingClock, tokensFor } from "./world.ts";

afterEach(() => nock.cleanAll());

const time = "2026-11-24T11:00:00Z";

function stage() {
  tokensFor(9);
  const house = fakeHouse();
  const inbox = openInbox(":memory:");
  const settings = {
    appId,
    privateKey,
    secrets: ["0123456789abcdef"],
    apiUrl: host,
    labels: defaultLabels,
    pacing: { ...defaultPacing, spacingMs: 0 },
    sweepMs: 300_000,
    fetch: asking,
  };
  const edge = githubEdge(settings, house, inbox, standingClock(), silence);
  return { house, inbox, edge };
}

const attempt = (id: number, guid: string, more: object = {}) => ({
  id,
  guid,
  delivered_at: time,
  status_code: 503,
  event: "issues",
  ...more,
});
const attempts = (list: readonly object[]) =>
  nock(host).get("/app/hook/deliveries").query(true).reply(200, list);
const nobody = () => nock(host).get("/app/installations").query(true).reply(200, []);

function installed(issues: readonly object[]): void {
  nock(host)
    .get("/app/installations")
    .query(true)
    .reply(200, [{ id: 5, suspended_at: null }]);
  const repository = { id: 42, name: "hello", owner: { login: "octo" }, default_branch: "main" };
  const repositories = [repository];
  nock(host).get("/installation/repositories").query(true).reply(200, { repositories });
  nock(host)
    .get(`${R}/issues`)
    .query((q) => q["labels"] === "quorum")
    .reply(200, issues);
  nock(host)
    .get(`${R}/issues`)
    .query((q) => q["labels"] === "quorum:auto")
    .reply(200, []);
}
const labelled = (at = time) =>
  nock(host)
    .get(`${R}/issues/7/events`)
    .query(true)
    .reply(200, [{ event: "labeled", created_at: at, actor: ann, label: { name: "quorum" } }]);

describe("failed deliveries", () => {
  it("are asked for again when they never arrived and matter", async () => {
    const { edge, inbox } = stage();
    await inbox.put({ delivery: "kept", event: "issues", semanticKey: "k", payload: "{}", at: 0 });
    attempts([
      attempt(1, "lost"),
      attempt(2, "arrived", { status_code: 202 }),
      attempt(3, "arrived"),
      attempt(4, "kept"),
      attempt(5, "status", { event: "status" }),
      attempt(6, "old", { delivered_at: "2026-11-20T11:00:00Z" }),
      attempt(7, "often"),
      attempt(8, "often"),
      attempt(9, "often"),
    ]);
    nobody();
    const asked: string[] = [];
    nock(host)
      .post(/\/app\/hook\/deliveries\/\d+\/attempts/)
      .times(9)
      .reply((request: Request) => {
        asked.push(new URL(request.url).pathname);
        return [202, {}];
      });
    await edge.sweep();
    expect(asked).toEqual(["/app/hook/deliveries/1/attempts"]);
  });
});

describe("a label whose webhook never came", () => {
  it("is put into the inbox once, as the webhook would have been", async () => {
    const { edge, inbox } = stage();
    for (const _ of [1, 2]) {
      attempts([]);
      installed([issueBody({ updated_at: time })]);
      labelled();
      await edge.sweep();
    }
    expect(inbox.figures().waiting).toBeLessThanOrEqual(1);
    expect(inbox.holds(`sweep-42-7-${Date.parse(time)}`)).toBe(true);
  });

  it("on an issue that changed since is asked for again, not guessed", async () => {
    const { edge, inbox } = stage();
    attempts([]);
    installed([issueBody({ updated_at: "2026-11-24T11:30:00Z" })]);
    labelled();
    nock(host).get("/app").reply(200, { id: appId, slug: "quorum" });
    nock(host).get(`${R}/issues/7/comments`).query(true).reply(200, []);
    let said = "";
    nock(host)
      .post(`${R}/issues/7/comments`)
      .reply(async (request: Request) => {
        said = await request.text();
        return [201, { id: 1 }];
      });
    await edge.sweep();
    expect(said).toContain("put the label on again");
    expect(inbox.holds(`sweep-42-7-${Date.parse(time)}`)).toBe(false);
  });

  it.each([
    [
      "has a run already",
      async (s: ReturnType<typeof stage>) => {
        await s.house.start(started);
      },
    ],
    [
      "was heard of already",
      async (s: ReturnType<typeof stage>) => {
        const semanticKey = `labeled:42:1001:"quorum":2026-11-24T11:00:01Z`;
        const at = Date.parse(time);
        await s.inbox.put({ delivery: "d", event: "issues", semanticKey, payload: "{}", at });
      },
    ],
  ])("is left alone when the issue %s", async (_name, before) => {
    const s = stage();
    await before(s);
    attempts([]);
    installed([issueBody({ updated_at: time })]);
    labelled();
    await s.edge.sweep();
    expect(s.inbox.holds(`sweep-42-7-${Date.parse(time)}`)).toBe(false);
  });

  it("is left alone when it is older than three days", async () => {
    const s = stage();
    attempts([]);
    installed([issueBody({ updated_at: "2026-11-20T11:00:00Z" })]);
    labelled("2026-11-20T11:00:00Z");
    await s.edge.sweep();
    expect(s.inbox.figures().waiting).toBe(0);
  });

  it("is found also on an issue whose earlier run is over", async () => {
    const s = stage();
    await s.house.start(started);
    s.house.standings.set(started.run, "over");
    attempts([]);
    installed([issueBody({ updated_at: time })]);
    labelled();
    await s.edge.sweep();
    expect(s.inbox.holds(`sweep-42-7-${Date.parse(time)}`)).toBe(true);
  });
});

describe("a sweep", () => {
  it("never throws, and one part's failure does not stop the other", async () => {
    const { edge, inbox } = stage();
    inbox.prune = () => {
      throw new Error("database is locked");
    };
    nock(host).get("/app/hook/deliveries").query(true).reply(500, "");
    installed([issueBody({ updated_at: time })]);
    labelled();
    await edge.sweep();
    expect(inbox.holds(`sweep-42-7-${Date.parse(time)}`)).toBe(true);
  });
});

describe("an edge that is drained", () => {
  it("waits for the sweep under way", async () => {
    const { edge } = stage();
    const [asked, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    nock(host)
      .get("/app/hook/deliveries")
      .query(true)
      .reply(async () => {
        asked.resolve();
        await held.promise;
        return [200, []];
      });
    const last = nobody();
    edge.start();
    await asked.promise;
    let drained = false;
    const draining = edge.drain().then(() => (drained = true));
    await new Promise((done) => setImmediate(done));
    expect(drained).toBe(false);
    held.resolve();
    await draining;
    expect(last.isDone()).toBe(true);
  });
});
