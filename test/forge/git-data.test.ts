// The Git Data API: blobs, trees, commits, refs by compare-and-swap, comparisons and contents.
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at, commit, head, list, number, root, setStage, text, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

describe("objects", () => {
  it("keep bytes, modes and deletions", async () => {
    const { app } = stage;
    const bytes = Buffer.from([0, 255, 10, 13, 200]);
    const blob = await app("POST", `${root}/git/blobs`, {
      content: bytes.toString("base64"),
      encoding: "base64",
    });
    const sha = text(blob.body, "sha");
    const read = await app("GET", `${root}/git/blobs/${sha}`);
    expect(Buffer.from(text(read.body, "content"), "base64")).toEqual(bytes);
    const main = await head(app);
    const tree = await app("POST", `${root}/git/trees`, {
      base_tree: main,
      tree: [
        { path: "bin/run.sh", mode: "100755", type: "blob", sha },
        { path: "src", mode: "040000", type: "tree", sha: null },
      ],
    });
    const all = await app("GET", `${root}/git/trees/${text(tree.body, "sha")}?recursive=1`);
    const paths = list(at(all.body, "tree")).map((one) => [text(one, "path"), text(one, "mode")]);
    expect(paths).toEqual([
      ["README.md", "100644"],
      ["bin", "040000"],
      ["bin/run.sh", "100755"],
    ]);
  });

  it("are refused when they name what does not exist or no path may be", async () => {
    const { app } = stage;
    const none = "1".repeat(40);
    const entry = { mode: "100644", type: "blob" };
    const tree = (tree: unknown) => app("POST", `${root}/git/trees`, { tree });
    expect((await tree([{ ...entry, path: "a", sha: none }])).status).toBe(422);
    expect((await tree([{ ...entry, path: ".git/config", content: "x" }])).status).toBe(422);
    expect((await tree([{ ...entry, path: "a/../b", content: "x" }])).status).toBe(422);
    const draft = { message: "x", tree: none, parents: [] };
    expect((await app("POST", `${root}/git/commits`, draft)).status).toBe(422);
    expect((await app("GET", `${root}/git/blobs/${none}`)).status).toBe(404);
    expect((await app("GET", `${root}/git/commits/${none}`)).status).toBe(404);
  });

  it("are written by the app's bot when no author is given, message as it is", async () => {
    const sha = await commit(stage.app, "beans", { "b.js": "1\n" }, "Add beans\n\nMarker: x");
    const read = await stage.app("GET", `${root}/git/commits/${sha}`);
    expect(read.body).toMatchObject({
      message: "Add beans\n\nMarker: x",
      author: { name: "sower[bot]" },
    });
    const shown = await stage.app("GET", `${root}/commits/${sha}`);
    expect(shown.body).toMatchObject({ author: { login: "sower[bot]" }, stats: { total: 1 } });
  });
});

describe("refs", () => {
  it("are created once, moved forward only, and deleted, each with its webhooks", async () => {
    const { app } = stage;
    const main = await head(app);
    await stage.names();
    const create = (ref: string, sha = main) => app("POST", `${root}/git/refs`, { ref, sha });
    expect((await create("refs/heads/beans")).status).toBe(201);
    expect(await stage.names()).toEqual(["create", "push"]);
    expect(await create("refs/heads/beans")).toMatchObject({
      status: 422,
      body: { message: "Reference already exists" },
    });
    expect((await create("refs/heads/beans/more")).status).toBe(422);
    expect((await create("beans")).status).toBe(422);
    expect((await create("refs/heads/a..b")).status).toBe(422);
    expect((await create("refs/heads/peas", "2".repeat(40))).status).toBe(422);
    const next = await commit(app, "beans", { "b.js": "1\n" });
    expect(await stage.names()).toEqual(["push", "check_suite.requested"]);
    const move = (sha: string, force?: boolean) =>
      app("PATCH", `${root}/git/refs/heads/beans`, { sha, ...(force ? { force } : {}) });
    expect(await move(main)).toMatchObject({
      status: 422,
      body: { message: "Update is not a fast forward" },
    });
    expect(await head(app, "beans")).toBe(next);
    expect((await move(main, true)).status).toBe(200);
    expect(await head(app, "beans")).toBe(main);
    await stage.names();
    expect((await app("DELETE", `${root}/git/refs/heads/beans`)).status).toBe(204);
    expect(await stage.names()).toEqual(["delete", "push"]);
    expect((await app("DELETE", `${root}/git/refs/heads/beans`)).status).toBe(422);
    expect((await app("GET", `${root}/git/ref/heads/beans`)).status).toBe(404);
  });

  it("are found by the beginning of their names", async () => {
    const main = await head(stage.app);
    for (const name of ["quorum/7-a", "quorum/7-a.1", "quorum/8-b"]) {
      await stage.app("POST", `${root}/git/refs`, { ref: `refs/heads/${name}`, sha: main });
    }
    const found = await stage.app("GET", `${root}/git/matching-refs/heads/quorum/7-a`);
    expect(list(found.body).map((one) => text(one, "ref"))).toEqual([
      "refs/heads/quorum/7-a",
      "refs/heads/quorum/7-a.1",
    ]);
    const branch = await stage.app("GET", `${root}/branches/quorum%2F7-a`);
    expect(branch.body).toMatchObject({ name: "quorum/7-a", commit: { sha: main } });
    expect(list((await stage.app("GET", `${root}/branches`)).body)).toHaveLength(4);
    expect((await stage.app("GET", `${root}/rules/branches/main`)).body).toEqual([]);
  });

  it("that one of many writers moves first leave the others behind", async () => {
    const { app } = stage;
    const main = await head(app);
    const tree = text((await app("GET", `${root}/git/commits/${main}`)).body, "tree.sha");
    const made = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        app("POST", `${root}/git/commits`, { message: `${n}`, tree, parents: [main] }),
      ),
    );
    const moves = await Promise.all(
      made.map(({ body }) =>
        app("PATCH", `${root}/git/refs/heads/main`, { sha: text(body, "sha") }),
      ),
    );
    expect(moves.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(moves.filter(({ status }) => status === 422)).toHaveLength(3);
  });
});

describe("reading", () => {
  it("compares two branches from their merge base", async () => {
    await commit(stage.app, "beans", { "src/plot.js": "export const plots = 4;\n" });
    await commit(stage.app, "main", { "peas.js": "1\n" });
    const compared = await stage.app("GET", `${root}/compare/main...beans`);
    expect(compared.body).toMatchObject({
      status: "diverged",
      ahead_by: 1,
      behind_by: 1,
      files: [{ filename: "src/plot.js", status: "modified", additions: 1, deletions: 1 }],
    });
    expect((await stage.app("GET", `${root}/compare/main...gone`)).status).toBe(404);
  });

  it("gives files, folders and whole archives", async () => {
    const folder = await stage.app("GET", `${root}/contents/src`);
    expect(folder.body).toMatchObject([{ name: "plot.js", type: "file" }, { name: "seed.js" }]);
    expect((await stage.app("GET", `${root}/contents/none.js`)).status).toBe(404);
    const old = await head(stage.app);
    await commit(stage.app, "main", { "README.md": "new\n" });
    const file = await stage.app("GET", `${root}/contents/README.md?ref=${old}`);
    expect(Buffer.from(text(file.body, "content"), "base64").toString()).toBe("# Garden\n");
    const response = await stage.fetch(`${stage.forge.url}${root}/tarball/main`, {
      headers: { authorization: `token ${await stage.token()}` },
    });
    const archive = gunzipSync(Buffer.from(await response.arrayBuffer())).toString("latin1");
    expect(archive).toContain("src/plot.js");
    const commits = await stage.app("GET", `${root}/commits?per_page=1`);
    expect(list(commits.body)).toHaveLength(1);
    expect(commits.headers.get("link")).toContain('rel="next"');
    expect(number(commits.body, "0.commit.comment_count")).toBe(0);
  });
});
