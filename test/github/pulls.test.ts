// Pull requests against single answers: adopted, refused, merged at one head only.
import nock from "nock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gate } from "../../src/core/gate/gate.ts";
import type { Pass } from "../../src/core/gate/pass.ts";
import { makePulls } from "../../src/github/pulls.ts";
import { bench, host, R, repo, shaOf, tokensFor } from "./world.ts";

const [head, onto, merge] = [shaOf("a"), shaOf("b"), shaOf("c")];
const [unit, line] = ["quorum/7-abcd.u1-x", "quorum/7-abcd"];
const draft = { head: unit, base: line, title: "T", body: "B", draft: true };
const exists = { message: "A pull request already exists for octo:x." };

beforeEach(() => {
  tokensFor(9);
});
afterEach(() => nock.cleanAll());

const pull = (more: object = {}) => ({
  number: 3,
  node_id: "PR_3",
  state: "open",
  title: "T",
  body: "B",
  draft: false,
  merged_at: null,
  merge_commit_sha: null,
  head: { ref: draft.head, sha: head, repo: { id: repo.id } },
  base: { ref: draft.base, sha: onto, repo: { id: repo.id } },
  ...more,
});

const pulls = () =>
  makePulls(
    bench().api,
    () => Promise.resolve({ changesRequestedBy: [], approvedBy: [] }),
    `${host}/graphql`,
  );

const lists = (list: readonly object[]) =>
  nock(host)
    .get(`${R}/pulls`)
    .query((q) => q["head"] === `octo:${draft.head}`)
    .reply(200, list);

function pass(): Pass {
  const verdict = gate({
    title: "Add x",
    pull: 3,
    head,
    builtOnto: onto,
    targetHead: onto,
    sandboxed: true,
    verifiedOnto: onto,
    ciDemanded: false,
    flags: [],
    measures: [],
    looks: [],
    look: { head, ci: "green", because: "", changesRequestedBy: [], approvedBy: [] },
  });
  if (verdict.kind !== "open") throw new Error(verdict.because);
  return verdict.pass;
}

describe("proposing", () => {
  it("opens a pull request where there is none", async () => {
    lists([]);
    nock(host).post(`${R}/pulls`, draft).reply(201, pull());
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 3 });
  });

  it("takes the one that is there, open before closed, the newest first", async () => {
    const state = "closed";
    lists([pull({ number: 9, state }), pull({ number: 4 }), pull({ number: 8, state })]);
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 4 });
  });

  it("reopens one that was closed, its words brought up to date", async () => {
    lists([pull({ number: 8, state: "closed" }), pull({ number: 7, state: "closed" })]);
    const { title, body } = draft;
    const patched = nock(host).patch(`${R}/pulls/8`, { state: "open", title, body });
    patched.reply(200, pull());
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 8 });
  });

  it("opens another where GitHub no longer reopens it", async () => {
    lists([pull({ number: 8, state: "closed" })]);
    nock(host).patch(`${R}/pulls/8`).reply(422, { message: "The branch was recreated." });
    nock(host)
      .post(`${R}/pulls`, draft)
      .reply(201, pull({ number: 9 }));
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 9 });
  });

  it("takes a merged one for what it is", async () => {
    const state = "closed";
    lists([pull({ number: 9, state }), pull({ number: 8, state, merged_at: "x" })]);
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 8 });
  });

  it("does not take a fork's pull request of the same name", async () => {
    lists([pull({ head: { ref: draft.head, sha: head, repo: { id: 666 } } })]);
    nock(host)
      .post(`${R}/pulls`)
      .reply(201, pull({ number: 4 }));
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 4 });
  });

  it("adopts the one whose opening was never answered", async () => {
    lists([]);
    nock(host).post(`${R}/pulls`).reply(422, exists);
    lists([pull()]);
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 3 });
  });

  it("waits where GitHub does not list it yet", async () => {
    lists([]);
    nock(host).post(`${R}/pulls`).reply(422, exists);
    lists([]);
    const want = { outcome: "none", retryAfterMs: 15_000 };
    await expect(pulls().propose(draft)).rejects.toMatchObject(want);
  });

  it("says why GitHub refuses", async () => {
    lists([]);
    nock(host).post(`${R}/pulls`).reply(422, { message: "No commits between a and b" });
    const refused = await pulls().propose(draft);
    expect(refused).toMatchObject({ ok: false, error: { kind: "refused" } });
    expect(JSON.stringify(refused)).toContain("No commits between");
  });

  it("opens it ready where the plan has no drafts", async () => {
    lists([]);
    nock(host)
      .post(`${R}/pulls`, draft)
      .reply(422, { message: "Draft pull requests are not supported in this repository." });
    nock(host)
      .post(`${R}/pulls`, { ...draft, draft: false })
      .reply(201, pull());
    expect(await pulls().propose(draft)).toEqual({ ok: true, value: 3 });
  });

  it("from a branch that is not Quorum's is a bug", async () => {
    await expect(pulls().propose({ ...draft, head: "main" })).rejects.toThrow("A bug in Quorum");
  });
});

describe("describing", () => {
  it("rewrites title and body and takes it out of draft", async () => {
    nock(host)
      .get(`${R}/pulls/3`)
      .reply(200, pull({ draft: true }));
    const patched = nock(host).patch(`${R}/pulls/3`, { title: "T2", body: "B2" }).reply(200, {});
    const ready = nock(host)
      .post("/graphql", (body: { variables?: object }) => body.variables !== undefined)
      .reply(200, { data: {} });
    await pulls().describe(3, { ...draft, title: "T2", body: "B2", draft: false });
    expect(patched.isDone() && ready.isDone()).toBe(true);
  });

  it("writes nothing when nothing differs", async () => {
    nock(host).get(`${R}/pulls/3`).reply(200, pull());
    await pulls().describe(3, { ...draft, draft: false });
    expect(nock.pendingMocks().filter((one) => !one.includes("access_tokens"))).toEqual([]);
  });

  it("tells when GitHub keeps it in draft", async () => {
    nock(host)
      .get(`${R}/pulls/3`)
      .reply(200, pull({ draft: true }));
    nock(host)
      .post("/graphql")
      .reply(200, { errors: [{ message: "not allowed" }] });
    await expect(pulls().describe(3, { ...draft, draft: false })).rejects.toThrow("not allowed");
  });
});

describe("closing", () => {
  it("closes one that is open, and leaves alone what is closed or merged", async () => {
    nock(host).get(`${R}/pulls/3`).reply(200, pull());
    const patched = nock(host).patch(`${R}/pulls/3`, { state: "closed" }).reply(200, {});
    await pulls().close(3);
    expect(patched.isDone()).toBe(true);
    nock(host)
      .get(`${R}/pulls/3`)
      .reply(200, pull({ state: "closed" }));
    await pulls().close(3);
    expect(nock.pendingMocks().filter((one) => !one.includes("access_tokens"))).toEqual([]);
  });

  it("is for branches of ours alone", async () => {
    nock(host)
      .get(`${R}/pulls/3`)
      .reply(200, pull({ head: { ref: "feature", sha: head, repo: { id: repo.id } } }));
    await expect(pulls().close(3)).rejects.toThrow("feature");
  });
});

describe("merging", () => {
  const looks = (more: object = {}, target = onto) => {
    nock(host).get(`${R}/pulls/3`).reply(200, pull(more));
    nock(host)
      .get(`${R}/git/ref/heads%2Fquorum%2F7-abcd`)
      .optionally()
      .reply(200, { object: { sha: target, type: "commit" } });
  };
  const puts = (status: number, message: string) =>
    nock(host).put(`${R}/pulls/3/merge`).reply(status, { message });

  const moved = { ok: false, error: "head moved" };
  const merged = { merged_at: "x", merge_commit_sha: merge };
  const elsewhere = { head: { ref: draft.head, sha: merge, repo: { id: repo.id } } };

  it("sends the exact head that the pass names", async () => {
    looks();
    nock(host)
      .put(`${R}/pulls/3/merge`, { sha: head, merge_method: "merge", commit_title: "Add x (#3)" })
      .reply(200, { sha: merge, merged: true });
    expect(await pulls().merge(pass())).toEqual({ ok: true, value: merge });
  });

  it("writes a title in which nothing acts once the line is merged into the base", async () => {
    looks();
    const sent = nock(host)
      .put(`${R}/pulls/3/merge`, /"commit_title":"Fixes # 1, cc @ octocat \[ skip ci\] \(#3\)"/)
      .reply(200, { sha: merge, merged: true });
    await pulls().merge({ ...pass(), title: "Fixes #1, cc @octocat [skip ci]" });
    expect(sent.isDone()).toBe(true);
  });

  it.each([
    ["merged already at this head", merged, onto, { ok: true, value: merge }],
    ["merged at another head", { ...merged, ...elsewhere }, onto, moved],
    ["closed by a person", { state: "closed" }, onto, { ok: false, error: "closed" }],
    ["pushed to by a person", elsewhere, onto, moved],
    ["behind a line that moved", {}, merge, moved],
  ])("a pull request that was %s sends nothing", async (_name, more, target, want) => {
    looks(more, target);
    expect(await pulls().merge(pass())).toEqual(want);
  });

  it.each([
    [405, "Base branch was modified. Review and try the merge again.", "head moved"],
    [409, "Head branch was modified. Review and try the merge again.", "head moved"],
  ])("%i %s", async (status, message, error) => {
    looks();
    puts(status, message);
    expect(await pulls().merge(pass())).toEqual({ ok: false, error });
  });

  it.each([
    [405, "Pull Request is not mergeable", false, "retries by itself"],
    [405, "At least 1 approving review is required", true, "`/quorum retry`"],
    [422, "Required status check is expected", true, "rules ask for"],
  ])("falters on %i %s in GitHub's words", async (status, message, lasting, words) => {
    looks();
    puts(status, message);
    const want = { lasting, outcome: "none", message: expect.stringContaining(message) };
    const tried = pulls().merge(pass());
    await expect(tried).rejects.toMatchObject(want);
    await expect(tried).rejects.toThrow(words);
  });

  it("squashes where the repository allows no merge commits, and remembers it", async () => {
    const both = pulls();
    for (const _ of [1, 2, 3]) looks();
    puts(405, "Merge commits are not allowed on this repository.");
    nock(host)
      .put(`${R}/pulls/3/merge`, /"merge_method":"squash"/)
      .times(2)
      .reply(200, { sha: merge, merged: true });
    expect(await both.merge(pass())).toEqual({ ok: true, value: merge });
    expect(await both.merge(pass())).toEqual({ ok: true, value: merge });
  });

  it("whose answer is lost falters as unknown and is not sent again", async () => {
    looks();
    puts(502, "");
    await expect(pulls().merge(pass())).rejects.toMatchObject({ outcome: "unknown" });
  });
});
