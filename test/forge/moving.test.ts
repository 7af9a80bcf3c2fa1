// What moves or leaves on the forge: old names redirect, departed issues say so, apps are told.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at, commit, propose, repository, root, setStage, text, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

describe("a repository under another name", () => {
  it("answers under both, reads and writes, until another takes the old one", async () => {
    const { app, forge } = stage;
    await forge.admin.renameRepository(repository, "mira", "orchard");
    expect(await stage.names()).toEqual(["repository.renamed"]);
    const read = await app("GET", root);
    expect(at(read.body, "full_name")).toBe("mira/orchard");
    const made = await app("POST", `${root}/issues`, { title: "Water" });
    expect(made.status).toBe(201);
    expect(text(made.body, "repository_url")).toMatch(/mira\/orchard$/);
    const listed = await app("GET", `${root}/issues?state=all&per_page=1`);
    expect(listed.body).toMatchObject([{ title: "Water" }]);
    const draft = { owner: "mira", name: "garden", defaultBranch: "main" };
    await forge.admin.createRepository(draft);
    expect((await app("GET", root)).status).toBe(404);
  });
});

describe("an issue that leaves", () => {
  it("by deletion answers 410 and its comments 404; its number is not given again", async () => {
    const { app, forge } = stage;
    const number = await forge.admin.createIssue(repository, "mira", { title: "Weeds" });
    const comment = await forge.admin.comment(repository, "odo", number, "Pull them");
    await stage.names();
    await forge.admin.deleteIssue(repository, "mira", number);
    expect(await stage.names()).toEqual(["issues.deleted"]);
    expect((await app("GET", `${root}/issues/${number}`)).status).toBe(410);
    const said = await app("POST", `${root}/issues/${number}/comments`, { body: "?" });
    expect([said.status, at(said.body, "message")]).toEqual([410, "This issue was deleted"]);
    expect((await app("GET", `${root}/issues/comments/${comment}`)).status).toBe(404);
    expect(await forge.admin.createIssue(repository, "mira", { title: "More" })).toBe(number + 1);
  });

  it("to another repository leads there, and is told with where it went", async () => {
    const { app, forge } = stage;
    const draft = { owner: "mira", name: "field", defaultBranch: "main" };
    await forge.admin.createRepository(draft);
    await forge.admin.install("sower", ["mira/field"]);
    const number = await forge.admin.createIssue(repository, "mira", { title: "Weeds" });
    await stage.names();
    const there = await forge.admin.transferIssue(repository, "mira", number, "mira/field");
    expect(await stage.names()).toEqual(["issues.transferred"]);
    const followed = await app("GET", `${root}/issues/${number}`);
    expect(at(followed.body, "number")).toBe(there);
    expect(text(followed.body, "repository_url")).toMatch(/mira\/field$/);
    expect((await app("POST", `${root}/issues/${number}/comments`, { body: "?" })).status).toBe(404);
  });
});

describe("an installation", () => {
  it("that is suspended is refused and told nothing, until it is taken up again", async () => {
    const { app, jwt, forge, installation } = stage;
    await forge.admin.suspend(installation);
    expect(await stage.names()).toEqual(["installation.suspend"]);
    const message = "This installation has been suspended";
    const asked = await jwt("POST", `/app/installations/${installation}/access_tokens`, {});
    expect([asked.status, at(asked.body, "message")]).toEqual([403, message]);
    const read = await app("GET", root);
    expect([read.status, at(read.body, "message")]).toEqual([403, message]);
    await forge.admin.createIssue(repository, "mira", { title: "Unheard" });
    expect(await stage.names()).toEqual([]);
    const [shown] = [(await jwt("GET", "/app/installations")).body].flat();
    expect(text(shown, "suspended_at")).toMatch(/^\d{4}-/);
    await forge.admin.unsuspend(installation);
    expect(await stage.names()).toEqual(["installation.unsuspend"]);
    expect((await app("GET", root)).status).toBe(200);
  });

  it("sees a repository no more that is taken from it, and again when it is added", async () => {
    const { app, jwt, forge, installation } = stage;
    const { id } = { id: Number(at((await app("GET", root)).body, "id")) };
    await forge.admin.takeFrom(installation, repository);
    expect(await stage.names()).toEqual(["installation_repositories.removed"]);
    expect((await app("GET", root)).status).toBe(404);
    const path = `/app/installations/${installation}/access_tokens`;
    expect((await jwt("POST", path, { repository_ids: [id] })).status).toBe(422);
    expect(await forge.admin.install("sower", [repository])).toBe(installation);
    expect(await stage.names()).toEqual(["installation_repositories.added"]);
    expect((await app("GET", root)).status).toBe(200);
  });

  it("that is removed takes its tokens along; a new one has another id", async () => {
    const { app, jwt, forge, installation } = stage;
    await forge.admin.uninstall(installation);
    expect(await stage.names()).toEqual(["installation.deleted"]);
    expect((await app("GET", root)).status).toBe(401);
    expect((await jwt("GET", `/app/installations/${installation}`)).status).toBe(404);
    expect(await forge.admin.install("sower", [repository])).not.toBe(installation);
    expect(await stage.names()).toEqual(["installation.created"]);
  });
});

it("a closed pull request reopens on its branch, but not on one made anew", async () => {
  const { app, forge } = stage;
  await commit(app, "beans", { "b.js": "1\n" });
  const number = await propose(app, "beans");
  await forge.admin.closePull(repository, "mira", number);
  await commit(app, "beans", { "b.js": "2\n" });
  const reopen = () => app("PATCH", `${root}/pulls/${number}`, { state: "open" });
  expect((await reopen()).status).toBe(200);
  await forge.admin.closePull(repository, "mira", number);
  await forge.admin.deleteBranch(repository, "mira", "beans");
  expect((await reopen()).status).toBe(422);
  await commit(app, "beans", { "b.js": "3\n" });
  const refused = await reopen();
  expect(refused.status).toBe(422);
  expect(text(refused.body, "message")).toMatch(/recreated/);
});
