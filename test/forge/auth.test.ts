// Who gets in: signed app tokens, narrowed installation tokens, people, and nobody.
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  commit,
  number,
  permissions,
  propose,
  repository,
  root,
  setStage,
  signJwt,
  text,
  type Stage,
} from "./stage.ts";

let stage: Stage;
let now: number;

beforeEach(async () => {
  now = Date.now();
  stage = await setStage({ now: () => now });
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

const seconds = (): number => Math.floor(now / 1000);

describe("an app's own token", () => {
  it("opens the app's routes and no others", async () => {
    const self = await stage.jwt("GET", "/app");
    expect(self.body).toMatchObject({ id: stage.appId, slug: "sower" });
    const all = await stage.jwt("GET", "/app/installations");
    expect(all.body).toMatchObject([{ id: stage.installation, app_slug: "sower" }]);
    const one = await stage.jwt("GET", `${root}/installation`);
    expect(one.body).toMatchObject({ id: stage.installation, permissions });
    expect((await stage.jwt("GET", root)).status).toBe(401);
    expect((await stage.app("GET", "/app")).status).toBe(401);
    expect((await stage.jwt("GET", "/app/installations/7")).status).toBe(404);
  });

  it.each([
    ["expired", () => ({ iat: seconds() - 700, exp: seconds() - 10 })],
    ["valid for more than ten minutes", () => ({ exp: seconds() + 900 })],
    ["issued in the future", () => ({ iat: seconds() + 300 })],
  ])("is refused when it is %s", async (_, claims) => {
    const call = stage.as(signJwt(stage.appId, stage.key, claims()));
    expect((await call("GET", "/app")).status).toBe(401);
  });

  it("is refused when somebody else signed it", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    const answer = await stage.as(signJwt(stage.appId, key))("GET", "/app");
    expect(answer.status).toBe(401);
    expect(text(answer.body, "message")).toMatch(/could not be decoded/);
  });
});

describe("an installation token", () => {
  const mint = (asked: unknown) =>
    stage.jwt("POST", `/app/installations/${stage.installation}/access_tokens`, asked);

  it("ends after an hour", async () => {
    const call = stage.as(await stage.token());
    expect((await call("GET", root)).status).toBe(200);
    now += 3_600_001;
    expect((await call("GET", root)).status).toBe(401);
  });

  it("does nothing beyond its permissions", async () => {
    const call = stage.as(await stage.token({ permissions: { contents: "read" } }));
    expect((await call("GET", `${root}/git/ref/heads/main`)).status).toBe(200);
    const write = await call("POST", `${root}/git/blobs`, { content: "x" });
    expect(write.status).toBe(403);
    expect(text(write.body, "message")).toMatch(/not accessible by integration/);
    expect((await call("GET", `${root}/issues`)).status).toBe(403);
    expect((await call("GET", root)).status).toBe(200);
  });

  it("is told which permission a request needs, and the log keeps it", async () => {
    const { admin } = stage.forge;
    const issue = await admin.createIssue(repository, "mira", { title: "One" });
    await commit(stage.app, "beans", { "b.js": "1\n" });
    const pull = await propose(stage.app, "beans");
    const call = stage.as(await stage.token({ permissions: { issues: "write" } }));
    const say = (number: number) =>
      call("POST", `${root}/issues/${number}/comments`, { body: "Hello" });
    expect((await say(issue)).status).toBe(201);
    const refused = await say(pull);
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-accepted-github-permissions")).toBe("pull_requests=write");
    expect(admin.requests().at(-1)).toMatchObject({
      accepts: "pull_requests=write",
      granted: { issues: "write", metadata: "read" },
    });
  });

  it("is refused when it asks for more than the installation has", async () => {
    expect((await mint({ permissions: { actions: "write" } })).status).toBe(422);
    expect((await mint({ repository_ids: [999_999] })).status).toBe(422);
    expect((await mint({ repositories: ["shed"] })).status).toBe(422);
  });

  it("sees only the repositories it names", async () => {
    const { admin } = stage.forge;
    const shed = await admin.createRepository({
      owner: "mira",
      name: "shed",
      private: true,
      defaultBranch: "main",
    });
    await admin.install("sower", ["mira/shed"]);
    const made = await mint({ repository_ids: [shed] });
    expect(made.body).toMatchObject({ repositories: [{ name: "shed" }] });
    const call = stage.as(text(made.body, "token"));
    expect((await call("GET", "/repos/mira/shed")).status).toBe(200);
    expect((await call("GET", root)).status).toBe(404);
    const listed = await call("GET", "/installation/repositories");
    expect(listed.body).toMatchObject({ total_count: 1, repositories: [{ id: shed }] });
  });

  it("can be given back", async () => {
    const call = stage.as(await stage.token());
    expect((await call("DELETE", "/installation/token")).status).toBe(204);
    expect((await call("GET", root)).status).toBe(401);
  });

  it("may not touch workflow files without a permission for them", async () => {
    const content = "on: push\njobs: {}\n";
    const entry = { path: ".github/workflows/x.yml", mode: "100644", type: "blob", content };
    const main = text((await stage.app("GET", `${root}/git/ref/heads/main`)).body, "object.sha");
    const tree = await stage.app("POST", `${root}/git/trees`, { base_tree: main, tree: [entry] });
    const draft = { message: "Sneak", tree: text(tree.body, "sha"), parents: [main] };
    const sha = text((await stage.app("POST", `${root}/git/commits`, draft)).body, "sha");
    const made = await stage.app("POST", `${root}/git/refs`, { ref: "refs/heads/x", sha });
    expect(made.status).toBe(403);
  });
});

describe("people and nobody", () => {
  it("get what their level allows, and 404 where they see nothing", async () => {
    const { admin } = stage.forge;
    const odo = stage.as(await admin.createUserToken("odo"));
    const pia = stage.as(await admin.createUserToken("pia"));
    expect((await odo("POST", `${root}/issues`, { title: "Hoe" })).status).toBe(201);
    expect((await pia("GET", root)).status).toBe(404);
    expect((await stage.as(null)("GET", root)).status).toBe(404);
    await admin.setPermission(repository, "pia", "read");
    expect((await pia("GET", root)).status).toBe(200);
    expect((await pia("POST", `${root}/issues/1/labels`, { labels: ["x"] })).status).toBe(403);
    await admin.setPermission(repository, "pia", "triage");
    expect((await pia("POST", `${root}/issues/1/labels`, { labels: ["x"] })).status).toBe(200);
    const blob = await pia("POST", `${root}/git/blobs`, { content: "x" });
    expect(blob.status).toBe(403);
  });

  it("show their live permission with its true role", async () => {
    const ask = (login: string) => stage.app("GET", `${root}/collaborators/${login}/permission`);
    await stage.forge.admin.setPermission(repository, "pia", "triage");
    expect((await ask("mira")).body).toMatchObject({ permission: "admin" });
    expect((await ask("odo")).body).toMatchObject({ permission: "write", user: { login: "odo" } });
    expect((await ask("pia")).body).toMatchObject({ permission: "read", role_name: "triage" });
    expect((await ask("nemo")).status).toBe(404);
    const bot = await stage.app("GET", "/users/sower%5Bbot%5D");
    expect(bot.body).toMatchObject({ type: "Bot", login: "sower[bot]" });
    expect(number(bot.body, "id")).toBeGreaterThan(0);
  });
});
