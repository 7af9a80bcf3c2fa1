// Pull requests: refusals, heads that follow, real merges and conflicts, reviews.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  at,
  commit,
  head,
  list,
  number,
  propose,
  repository,
  root,
  setStage,
  text,
  type Stage,
} from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

const pullsOnly = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith("pull_request"));

describe("opening", () => {
  it("is refused for unknown branches, nothing new, and a second time", async () => {
    const { app } = stage;
    await commit(app, "beans", { "b.js": "1\n" });
    await app("POST", `${root}/git/refs`, { ref: "refs/heads/same", sha: await head(app) });
    const open = (head: string, base = "main", title = "T") =>
      app("POST", `${root}/pulls`, { title, head, base });
    expect(at((await open("nowhere")).body, "errors.0")).toMatchObject({
      field: "head",
      code: "invalid",
    });
    expect(at((await open("pia:beans")).body, "errors.0")).toMatchObject({ field: "head" });
    expect(at((await open("beans", "nowhere")).body, "errors.0")).toMatchObject({ field: "base" });
    expect(at((await open("same")).body, "errors.0.message")).toBe(
      "No commits between main and same",
    );
    expect((await open("beans", "main", "")).status).toBe(422);
    expect((await open("beans")).status).toBe(201);
    const again = await open("mira:beans");
    expect(again.status).toBe(422);
    expect(at(again.body, "errors.0.message")).toBe(
      "A pull request already exists for mira:beans.",
    );
  });

  it("lists by head, base and state", async () => {
    const { app } = stage;
    await commit(app, "beans", { "b.js": "1\n" });
    await commit(app, "peas", { "p.js": "1\n" });
    const beans = await propose(app, "beans");
    await propose(app, "peas");
    const found = await app("GET", `${root}/pulls?head=mira:beans&base=main&state=all`);
    expect(list(found.body).map((one) => number(one, "number"))).toEqual([beans]);
    await app("PATCH", `${root}/pulls/${beans}`, { state: "closed" });
    expect(list((await app("GET", `${root}/pulls`)).body)).toHaveLength(1);
    expect(list((await app("GET", `${root}/pulls?state=closed`)).body)).toHaveLength(1);
  });
});

describe("a head", () => {
  it("follows its branch", async () => {
    const { app } = stage;
    await commit(app, "beans", { "b.js": "1\n" });
    const pull = await propose(app, "beans");
    const next = await commit(app, "beans", { "b.js": "2\n", "src/plot.js": "x\n" });
    expect(pullsOnly(await stage.names())).toEqual([
      "pull_request.opened",
      "pull_request.synchronize",
    ]);
    const read = await app("GET", `${root}/pulls/${pull}`);
    expect(read.body).toMatchObject({
      head: { sha: next },
      commits: 2,
      changed_files: 2,
      mergeable: true,
    });
    const files = await app("GET", `${root}/pulls/${pull}/files`);
    expect(list(files.body).map((one) => text(one, "filename"))).toEqual(["b.js", "src/plot.js"]);
    expect(list((await app("GET", `${root}/pulls/${pull}/commits`)).body)).toHaveLength(2);
  });

  it("that is deleted closes its pull request, which cannot reopen then", async () => {
    const { app } = stage;
    await commit(app, "beans", { "b.js": "1\n" });
    const pull = await propose(app, "beans");
    await app("DELETE", `${root}/git/refs/heads/beans`);
    expect(pullsOnly(await stage.names()).at(-1)).toBe("pull_request.closed");
    const reopened = await app("PATCH", `${root}/pulls/${pull}`, { state: "open" });
    expect(reopened.status).toBe(422);
  });

  it("that reaches its base by another way counts as merged", async () => {
    const { app } = stage;
    const sha = await commit(app, "beans", { "b.js": "1\n" });
    const pull = await propose(app, "beans");
    await app("PATCH", `${root}/git/refs/heads/main`, { sha });
    const read = await app("GET", `${root}/pulls/${pull}`);
    expect(read.body).toMatchObject({ merged: true, state: "closed" });
  });
});

describe("merging", () => {
  const merge = (pull: number, more: object = {}) =>
    stage.app("PUT", `${root}/pulls/${pull}/merge`, more);

  it("keeps what both sides did", async () => {
    const { app } = stage;
    await commit(app, "beans", { "b.js": "1\n" });
    await commit(app, "peas", { "p.js": "1\n" });
    const [beans, peas] = [await propose(app, "beans"), await propose(app, "peas")];
    expect((await merge(peas)).status).toBe(200);
    expect((await merge(beans)).status).toBe(200);
    const tree = await app("GET", `${root}/git/trees/main`);
    const paths = list(at(tree.body, "tree")).map((one) => text(one, "path"));
    expect(paths).toEqual(expect.arrayContaining(["b.js", "p.js"]));
    expect((await app("GET", `${root}/pulls/${beans}/merge`)).status).toBe(204);
    expect((await merge(beans)).status).toBe(405);
  });

  it.each([
    ["merge", 2, "Merge pull request #1 from mira/beans\n\nAdd beans"],
    ["squash", 1, "Add beans (#1)\n\n* one\n\n* two"],
    ["rebase", 1, "two"],
  ])("by %s makes the commits that GitHub makes", async (method, parents, message) => {
    const { app } = stage;
    await commit(app, "beans", { "b.js": "1\n" }, "one");
    await commit(app, "beans", { "b.js": "2\n" }, "two");
    const pull = await propose(app, "beans");
    await commit(app, "main", { "README.md": "# Moved on\n" }, "elsewhere");
    const merged = await merge(pull, { merge_method: method });
    const tip = await app("GET", `${root}/git/commits/${text(merged.body, "sha")}`);
    expect(text(tip.body, "message")).toBe(message);
    expect(list(at(tip.body, "parents"))).toHaveLength(parents);
    const file = await app("GET", `${root}/contents/b.js`);
    expect(Buffer.from(text(file.body, "content"), "base64").toString()).toBe("2\n");
    const readme = await app("GET", `${root}/contents/README.md`);
    expect(Buffer.from(text(readme.body, "content"), "base64").toString()).toBe("# Moved on\n");
  });

  it("answers 409 for a moved head and 405 for a conflict or a draft", async () => {
    const { app } = stage;
    const seen = await commit(app, "beans", { "src/plot.js": "a\n" });
    const pull = await propose(app, "beans");
    await commit(app, "beans", { "src/plot.js": "b\n" });
    const moved = await merge(pull, { sha: seen });
    expect(moved.status).toBe(409);
    expect(text(moved.body, "message")).toMatch(/Head branch was modified/);
    await commit(app, "main", { "src/plot.js": "c\n" });
    const before = await head(app);
    const read = await app("GET", `${root}/pulls/${pull}`);
    expect(read.body).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
    expect((await merge(pull)).status).toBe(405);
    expect(await head(app)).toBe(before);
    await commit(app, "peas", { "p.js": "1\n" });
    const draft = await app("POST", `${root}/pulls`, {
      title: "P",
      head: "peas",
      base: "main",
      draft: true,
    });
    expect((await merge(number(draft.body, "number"))).status).toBe(405);
    const id = text(draft.body, "node_id");
    const query =
      "mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) " +
      "{ clientMutationId } }";
    const ready = await app("POST", "/graphql", { query, variables: { id } });
    expect(at(ready.body, "errors")).toBeUndefined();
    expect((await merge(number(draft.body, "number"))).status).toBe(200);
    expect(pullsOnly(await stage.names())).toContain("pull_request.ready_for_review");
  });

  it("into a line closes nothing; into the default branch it closes what it names", async () => {
    const { app } = stage;
    await app("POST", `${root}/issues`, { title: "Weeds" });
    await app("POST", `${root}/git/refs`, { ref: "refs/heads/line", sha: await head(app) });
    await commit(app, "beans", { "b.js": "1\n" });
    const unit = await propose(app, "beans", "line", "Fixes #1");
    await merge(unit);
    expect((await app("GET", `${root}/issues/1`)).body).toMatchObject({ state: "open" });
    const last = await propose(app, "line", "main", "Fixes #1");
    await merge(last);
    expect((await app("GET", `${root}/issues/1`)).body).toMatchObject({ state: "closed" });
  });

  it("brings a base into a head, and a branch into a branch", async () => {
    const { app } = stage;
    const seen = await commit(app, "beans", { "b.js": "1\n" });
    const pull = await propose(app, "beans");
    const update = (expected: string) =>
      app("PUT", `${root}/pulls/${pull}/update-branch`, { expected_head_sha: expected });
    expect((await update(seen)).status).toBe(422);
    const main = await commit(app, "main", { "p.js": "1\n" });
    expect((await update(main)).status).toBe(422);
    expect((await update(seen)).status).toBe(202);
    const read = await app("GET", `${root}/compare/main...beans`);
    expect(read.body).toMatchObject({ behind_by: 0, ahead_by: 2 });
    const again = await app("POST", `${root}/merges`, { base: "beans", head: "main" });
    expect(again.status).toBe(204);
    await commit(app, "main", { "b.js": "other\n" });
    const conflict = await app("POST", `${root}/merges`, { base: "beans", head: "main" });
    expect(conflict.status).toBe(409);
  });
});

describe("reviews", () => {
  it("come from others, name their commit and can be dismissed", async () => {
    const { app, forge } = stage;
    const sha = await commit(app, "beans", { "b.js": "1\n" });
    const pull = await propose(app, "beans");
    const own = await app("POST", `${root}/pulls/${pull}/reviews`, { event: "APPROVE" });
    expect(own.status).toBe(422);
    expect(text(own.body, "message")).toMatch(/your own pull request/);
    const review = await forge.admin.review(repository, "odo", pull, "REQUEST_CHANGES", "No peas?");
    const read = await app("GET", `${root}/pulls/${pull}/reviews`);
    expect(read.body).toMatchObject([
      { user: { login: "odo" }, state: "CHANGES_REQUESTED", commit_id: sha },
    ]);
    const odo = stage.as(await forge.admin.createUserToken("odo"));
    const path = `${root}/pulls/${pull}/reviews/${review}/dismissals`;
    expect((await odo("PUT", path, { message: "Done" })).body).toMatchObject({
      state: "DISMISSED",
    });
    expect((await odo("PUT", path, { message: "Done" })).status).toBe(422);
    expect(pullsOnly(await stage.names()).slice(-2)).toEqual([
      "pull_request_review.submitted",
      "pull_request_review.dismissed",
    ]);
  });
});
