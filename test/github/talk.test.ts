// Comments, checks and reviews against single answers.
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeChecks } from "../../src/github/checks.ts";
import { makeCommenter } from "../../src/github/comments.ts";
import { makeReviews } from "../../src/github/reviews.ts";
import { appId, bench, host, R, shaOf, tokensFor } from "./world.ts";

beforeEach(() => {
  tokensFor(9);
});
afterEach(() => nock.cleanAll());

const marker = "<!-- quorum:status 42/7-abcd -->";
const head = shaOf("a");
const json = (body: object | readonly object[]) => [200, body] as const;

describe("a comment by marker", () => {
  const commenter = () =>
    makeCommenter(bench().api, () => Promise.resolve({ appId, login: "quorum[bot]" }));
  const comment = (id: number, body: string, more: object = {}) => ({
    id,
    body,
    user: { id: 1, login: "quorum[bot]", type: "Bot" },
    performed_via_github_app: { id: appId, slug: "quorum" },
    ...more,
  });
  const lists = (list: readonly object[]) =>
    nock(host)
      .get(`${R}/issues/7/comments`)
      .query(true)
      .reply(...json(list));

  it("is created once and then rewritten without looking again", async () => {
    const say = commenter();
    lists([]);
    nock(host)
      .post(`${R}/issues/7/comments`, { body: `${marker}\none` })
      .reply(201, { id: 5 });
    nock(host)
      .patch(`${R}/issues/comments/5`, { body: `${marker}\ntwo` })
      .reply(200, { id: 5 });
    expect(await say(7, marker, "one")).toBe(5);
    expect(await say(7, marker, "two")).toBe(5);
    expect(await say(7, marker, "two")).toBe(5);
  });

  it("is found again after a restart, duplicates folded into the oldest", async () => {
    lists([comment(9, `${marker}\nb`), comment(6, `${marker}\na`), comment(4, "other")]);
    const removed = nock(host).delete(`${R}/issues/comments/9`).reply(204);
    nock(host).patch(`${R}/issues/comments/6`).reply(200, { id: 6 });
    expect(await commenter()(7, marker, "new")).toBe(6);
    expect(removed.isDone()).toBe(true);
  });

  it("is never taken from somebody else who wrote the marker", async () => {
    const user = { id: 2, login: "mallory", type: "User" };
    lists([comment(3, marker, { user, performed_via_github_app: null })]);
    nock(host).post(`${R}/issues/7/comments`).reply(201, { id: 8 });
    expect(await commenter()(7, marker, "x")).toBe(8);
  });

  it("that was deleted is looked for and made anew", async () => {
    const say = commenter();
    lists([]);
    nock(host).post(`${R}/issues/7/comments`).reply(201, { id: 5 });
    await say(7, marker, "one");
    nock(host).patch(`${R}/issues/comments/5`).reply(404, {});
    lists([]);
    nock(host).post(`${R}/issues/7/comments`).reply(201, { id: 6 });
    expect(await say(7, marker, "two")).toBe(6);
  });

  it("is found on the second page", async () => {
    const user = { id: 2, login: "someone", type: "User" };
    const page = Array.from({ length: 100 }, (_, n) =>
      comment(n + 1, "talk", { user, performed_via_github_app: null }),
    );
    nock(host).get(`${R}/issues/7/comments`).query({ per_page: 100, page: 1 }).reply(200, page);
    nock(host)
      .get(`${R}/issues/7/comments`)
      .query({ per_page: 100, page: 2 })
      .reply(200, [comment(500, `${marker}\nsame`)]);
    expect(await commenter()(7, marker, "same")).toBe(500);
  });

  it("is cut to what GitHub takes, its marker kept", async () => {
    lists([]);
    let length = 0;
    nock(host)
      .post(`${R}/issues/7/comments`, (body: { body?: string }) => {
        length = body.body?.length ?? length;
        return body.body?.startsWith(marker) === true;
      })
      .reply(201, { id: 5 });
    await commenter()(7, marker, "x".repeat(200_000));
    expect(length).toBeLessThan(65_536);
  });

  it("on a locked issue says so", async () => {
    lists([]);
    const message = "Unable to create comment because issue is locked.";
    nock(host).post(`${R}/issues/7/comments`).reply(403, { message });
    await expect(commenter()(7, marker, "x")).rejects.toThrow("unlock it");
  });
});

describe("reading checks", () => {
  const run = (id: number, name: string, more: object = {}) => ({
    id,
    name,
    status: "completed",
    conclusion: "success",
    html_url: `https://x/${id}`,
    app: { id: 15368, slug: "github-actions" },
    check_suite: { id: 1 },
    output: { title: null, summary: null, text: null },
    ...more,
  });
  const gives = (runs: readonly object[], statuses: readonly object[] = []) => {
    const commit = `${R}/commits/${head}`;
    nock(host)
      .get(`${commit}/check-runs`)
      .query(true)
      .reply(...json({ check_runs: runs }));
    nock(host)
      .get(`${R}/commits/${head}/status`)
      .query(true)
      .reply(...json({ statuses }));
  };
  const read = () => makeChecks(bench().api, appId).checks(head);

  it("leaves out Quorum's own and takes the newest run of each name", async () => {
    const ours = run(3, "gate", { app: { id: appId } });
    gives([run(1, "test", { conclusion: "failure" }), run(2, "test"), ours]);
    expect(await read()).toEqual([
      {
        name: "test",
        app: "github-actions",
        status: "completed",
        conclusion: "success",
        url: "https://x/2",
        summary: "",
      },
    ]);
  });

  it("does not let a green job hide a red one of the same name in another suite", async () => {
    gives([run(1, "test", { conclusion: "failure" }), run(2, "test", { check_suite: { id: 2 } })]);
    expect((await read()).map((one) => one.conclusion)).toEqual(["failure", "success"]);
  });

  it("keeps the end of what a run says", async () => {
    const text = `${"x".repeat(9000)}end`;
    gives([run(1, "test", { output: { title: "t", summary: "s", text } })]);
    const summary = (await read())[0]?.summary ?? "";
    expect(summary).toHaveLength(4000);
    expect(summary.endsWith("end")).toBe(true);
  });

  it("reads statuses beside runs, the newest of each context", async () => {
    const status = { context: "ci/old", description: "d", target_url: null };
    gives(
      [],
      [
        { ...status, id: 2, state: "pending" },
        { ...status, id: 1, state: "failure" },
      ],
    );
    expect(await read()).toEqual([
      {
        name: "ci/old",
        app: "status",
        status: "in_progress",
        conclusion: null,
        url: null,
        summary: "d",
      },
    ]);
  });

  it("takes waiting and requested runs for queued", async () => {
    gives([run(1, "a", { status: "waiting", conclusion: null })]);
    expect((await read())[0]?.status).toBe("queued");
  });
});

describe("posting a check", () => {
  const draft = {
    head,
    name: "quorum/gate",
    externalId: "x:1",
    status: "in_progress",
    conclusion: null,
    title: "Waiting",
    summary: "s",
  } as const;

  it("is posted once and then updated in place", async () => {
    const checks = makeChecks(bench().api, appId);
    nock(host).get(`${R}/commits/${head}/check-runs`).query(true).reply(200, { check_runs: [] });
    nock(host)
      .post(`${R}/check-runs`, (body: { conclusion?: string }) => body.conclusion === undefined)
      .reply(201, { id: 11 });
    nock(host)
      .patch(`${R}/check-runs/11`, /"conclusion":"success"/)
      .reply(200, {});
    await checks.check(draft);
    await checks.check({ ...draft, status: "completed", conclusion: "success" });
    expect(nock.pendingMocks().filter((one) => !one.includes("access_tokens"))).toEqual([]);
  });

  it("of an earlier process is found by its external id, of our own app only", async () => {
    const open = { status: "queued", conclusion: null };
    const other = { id: 1, name: "quorum/gate", external_id: "x:1", ...open };
    nock(host)
      .get(`${R}/commits/${head}/check-runs`)
      .query(true)
      .reply(200, {
        check_runs: [
          { ...other, app: { id: 999 } },
          { ...other, id: 2, external_id: "x:2", app: { id: appId } },
          { ...other, id: 3, app: { id: appId } },
        ],
      });
    nock(host).patch(`${R}/check-runs/3`).reply(200, {});
    await makeChecks(bench().api, appId).check(draft);
  });
});

describe("reviews", () => {
  const review = (id: number, who: number, state: string, more: object = {}) => ({
    id,
    state,
    commit_id: head,
    user: { id: who, login: `u${who}`, type: "User" },
    ...more,
  });
  const may = (who: number, permission: string, id = who) =>
    nock(host)
      .get(`${R}/collaborators/u${who}/permission`)
      .reply(200, { permission, user: { id, login: `u${who}` } });
  const read = (reviews: readonly object[]) => {
    nock(host).get(`${R}/pulls/3/reviews`).query(true).reply(200, reviews);
    return makeReviews(bench().api)(3, head);
  };

  it("count by the latest decision of each person; a comment leaves it standing", async () => {
    may(1, "write");
    may(2, "admin");
    const list = [
      review(1, 1, "CHANGES_REQUESTED"),
      review(2, 1, "COMMENTED"),
      review(3, 2, "CHANGES_REQUESTED"),
      review(4, 2, "APPROVED"),
      review(5, 3, "CHANGES_REQUESTED"),
      review(6, 3, "DISMISSED"),
    ];
    expect(await read(list)).toEqual({ changesRequestedBy: ["u1"], approvedBy: ["u2"] });
  });

  it("of people who may not write count neither way", async () => {
    may(1, "read");
    may(2, "write", 666);
    const list = [review(1, 1, "CHANGES_REQUESTED"), review(2, 2, "APPROVED")];
    expect(await read(list)).toEqual({ changesRequestedBy: [], approvedBy: [] });
  });

  it("that approve another head do not count", async () => {
    expect(await read([review(1, 1, "APPROVED", { commit_id: shaOf("b") })])).toEqual({
      changesRequestedBy: [],
      approvedBy: [],
    });
  });

  it("of a bot may block but not approve", async () => {
    const user = { id: 9, login: "rabbit[bot]", type: "Bot" };
    const other = { id: 8, login: "other[bot]", type: "Bot" };
    const blocks = review(1, 9, "CHANGES_REQUESTED", { user });
    const approves = review(2, 8, "APPROVED", { user: other });
    const want = { changesRequestedBy: ["rabbit[bot]"], approvedBy: [] };
    expect(await read([blocks, approves])).toEqual(want);
  });

  it("falter when a permission cannot be asked for", async () => {
    nock(host).get(`${R}/collaborators/u1/permission`).times(3).reply(502, "");
    await expect(read([review(1, 1, "APPROVED")])).rejects.toMatchObject({ name: "Faltered" });
  });
});
