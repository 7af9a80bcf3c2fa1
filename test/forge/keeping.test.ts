// A forge that is kept: what was written is there in the next process, half a write is not.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import { afterAll, describe, expect, it } from "vitest";
import { startForge, type Forge } from "../../src/forge/forge.ts";
import { gitRun } from "../../src/forge/git.ts";
import { makeKeeper, readStore } from "../../src/forge/keeping.ts";
import { inTurn } from "../../src/forge/world.ts";
import { git } from "../cli/halves.ts";
import { at, text } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-keeping-"));
afterAll(() => rmSync(folder, { recursive: true }));

const name = "mira/garden";
const draft = { slug: "sower", permissions: { issues: "write" }, events: ["issues"] };
const hook = { webhookUrl: null, webhookSecret: "x" };

/** A garden with an issue that is labelled and commented on, and a pull request. */
async function planted(dir: string) {
  const forge = await startForge({ dir, keep: true });
  const { admin } = forge;
  await admin.createUser("mira");
  await admin.createRepository({ owner: "mira", name: "garden", defaultBranch: "main" });
  await admin.pushDirectory(name, { "a.txt": "1\n" }, "One");
  const app = await admin.createApp({ ...draft, ...hook });
  await admin.install("sower", [name]);
  const issue = await admin.createIssue(name, "mira", { title: "Grow", labels: ["quorum"] });
  await admin.comment(name, "mira", issue, "Please");
  await admin.pushCommit(name, "mira", { branch: "beans", message: "Two" }, { "b.txt": "2\n" });
  const pull = await admin.openPull(name, "mira", { title: "Beans", head: "beans", base: "main" });
  const git = forge.repositoryDir(name);
  return { forge, app, issue, pull, git };
}

/** What the API answers mira. */
async function asked(forge: Forge, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `token ${await forge.admin.createUserToken("mira")}` };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return await (await fetch(`${forge.url}${path}`, { method, headers, ...sent })).json();
}

describe("a forge that is kept", () => {
  it("goes on in another process, in another place, with everything that was written", async () => {
    const first = await planted(join(folder, "old"));
    await first.forge.close();
    renameSync(join(folder, "old"), join(folder, "new"));
    const forge = await startForge({ dir: join(folder, "new"), keep: true });
    const { admin } = forge;
    expect(await admin.comments(name, first.issue)).toEqual(["Please"]);
    const as = { authorization: `token ${await admin.createUserToken("mira")}` };
    const answer = await fetch(`${forge.url}/repos/${name}/pulls/${first.pull}`, { headers: as });
    expect(await answer.json()).toMatchObject({ state: "open", head: { ref: "beans" } });
    const again = await admin.renewApp("sower", hook);
    expect(again.appId).toBe(first.app.appId);
    expect(again.privateKeyPem).not.toBe(first.app.privateKeyPem);
    expect(await admin.createIssue(name, "mira", { title: "Water" })).toBe(first.pull + 1);
    await expect(admin.mergePull(name, "mira", first.pull)).resolves.toMatch(/^[0-9a-f]{40}$/);
    expect(forge.repositoryDir(name)).toBe(join(folder, "new/mira/garden.git"));
    await forge.close();
  });

  it("takes back the write that was not answered before its process was killed", async () => {
    const dir = join(folder, "torn");
    const first = await planted(dir);
    await first.forge.close();
    const before = git(first.git, "for-each-ref");
    const beans = git(first.git, "rev-parse", "refs/heads/beans").trim();
    git(first.git, "update-ref", "refs/heads/main", beans);
    git(first.git, "update-ref", "refs/heads/peas", beans);
    git(first.git, "update-ref", "-d", "refs/heads/beans");
    const second = await startForge({ dir, keep: true });
    expect(git(first.git, "for-each-ref")).toBe(before);
    await second.close();
  });

  it("knows after a restart that a pull request is no draft any more", async () => {
    const dir = join(folder, "ready");
    const first = await planted(dir);
    const { admin } = first.forge;
    const [head, base] = ["beans", "peas"];
    await admin.pushCommit(name, "mira", { branch: base, message: "Three" }, { "c.txt": "3\n" });
    const pull = await admin.openPull(name, "mira", { title: "Soon", head, base, draft: true });
    const seen = await asked(first.forge, "GET", `/repos/${name}/pulls/${pull}`);
    expect(at(seen, "draft")).toBe(true);
    const query = "mutation { markPullRequestReadyForReview }";
    const variables = { id: text(seen, "node_id") };
    await asked(first.forge, "POST", "/graphql", { query, variables });
    // As after a kill: nothing is written on the way out.
    await first.forge.close();
    const second = await startForge({ dir, keep: true });
    const again = await asked(second, "GET", `/repos/${name}/pulls/${pull}`);
    expect(at(again, "draft")).toBe(false);
    await second.close();
  });

  it("keeps a write that is under way whole, and not its refs alone", async () => {
    const dir = join(folder, "between");
    const first = await planted(dir);
    await first.forge.close();
    const store = await readStore(dir);
    const [repository] = store.repositories.values();
    if (repository === undefined) throw new Error("the garden is gone");
    const beans = git(first.git, "rev-parse", "refs/heads/beans").trim();
    const begun = Promise.withResolvers<void>();
    const write = inTurn(repository, async () => {
      git(first.git, "update-ref", "refs/heads/peas", beans);
      begun.resolve();
      for (let n = 0; n < 30; n += 1) await gitRun(first.git, ["for-each-ref"]);
      repository.name = "field";
    });
    await begun.promise;
    await makeKeeper(dir, store)();
    await write;
    const [kept] = (await readStore(dir)).repositories.values();
    expect(kept?.name).toBe("field");
    expect(git(first.git, "rev-parse", "refs/heads/peas").trim()).toBe(beans);
  });

  it("has no CI, whose jobs would not go on", async () => {
    const run = () => Promise.reject(new Error("asked"));
    const both = startForge({ dir: join(folder, "ci"), keep: true, ci: { run } });
    await expect(both).rejects.toThrow(/^A forge with a CI cannot be kept/);
  });

  it("is refused when another version kept it, and is new where nothing was kept", async () => {
    const dir = join(folder, "torn");
    writeFileSync(join(dir, "forge.state"), serialize({ version: 0 }));
    await expect(startForge({ dir, keep: true })).rejects.toThrow(/state is of version 0/);
    const forge = await startForge({ dir: join(folder, "fresh"), keep: true });
    expect(forge.admin.deliveries()).toEqual([]);
    expect(() => forge.repositoryDir(name)).toThrow();
    await forge.close();
  });
});
