// What is worked out without git is what git says of the same repository.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isAncestor, isNear, straight } from "../../src/forge/ancestry.ts";
import { mergeBase } from "../../src/forge/diffs.ts";
import { git, gitRun } from "../../src/forge/git.ts";
import { writeLoose } from "../../src/forge/loose.ts";
import { writeBlob, writeCommit, writeTree } from "../../src/forge/objects.ts";
import { isRefName } from "../../src/forge/refs.ts";

let dir: string;
let tree: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "forge-ancestry-"));
  await git(dir, ["init", "--quiet", "--bare", dir]);
  const empty = await writeTree(dir, null, []);
  if ("refused" in empty) throw new Error(empty.refused);
  tree = empty.sha;
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const person = { name: "a", email: "a@b.c", at: 0 };
const who = { author: person, committer: person };

const commit = (message: string, ...parents: string[]): Promise<string> =>
  writeCommit(dir, { tree, parents, ...who, message });

it.each([
  ["an empty one", ""],
  ["a text", "größer\n"],
  ["bytes", new Uint8Array([0, 255, 10, 0])],
  ["a large one", "all work and no play\n".repeat(50_000)],
])("a blob has git's hash, once and again, and git reads it: %s", async (_, content) => {
  const sha = await writeBlob(dir, content);
  expect(await writeBlob(dir, content)).toBe(sha);
  expect(await git(dir, ["hash-object", "--stdin"], { input: content })).toBe(sha);
  const { out } = await gitRun(dir, ["cat-file", "blob", sha]);
  expect(out.equals(Buffer.from(content))).toBe(true);
});

it("git finds nothing wrong with what was written", async () => {
  await commit("whole");
  expect(await gitRun(dir, ["fsck", "--strict"])).toMatchObject({ code: 0 });
  await writeLoose(dir, "commit", "no commit");
  expect((await gitRun(dir, ["fsck", "--strict"])).code).not.toBe(0);
});

it("a walk finds the ancestors, the line and the base that git finds", async () => {
  const [a, other] = [await commit("a"), await commit("other")];
  const b = await commit("b", a);
  const c = await commit("c", b);
  const d = await commit("d", b);
  const merge = await commit("merge", c, d);
  const all = [a, other, b, c, d, merge, await commit("e", merge)];
  for (const young of all) {
    const below = (await git(dir, ["rev-list", young])).split("\n");
    for (const old of all) {
      expect(await isNear(dir, old, young), `${old} ${young}`).toBe(below.includes(old));
      const line = await straight(dir, old, young);
      if (line === null) continue;
      const range = ["rev-list", "--reverse", "--topo-order", young, `^${old}`];
      expect(line).toEqual((await git(dir, range)).split("\n").filter((sha) => sha !== ""));
    }
  }
  expect(await straight(dir, a, c)).toEqual([b, c]);
  expect(await straight(dir, b, merge)).toBeNull();
  expect(await mergeBase(dir, c, d)).toBe(b);
  expect(await mergeBase(dir, b, merge)).toBe(b);
  expect(await mergeBase(dir, merge, b)).toBe(b);
  expect(await mergeBase(dir, a, other)).toBeNull();
});

it("git is asked where a history is long, or where there is no such commit", async () => {
  let tip = await commit("first");
  const first = tip;
  for (let n = 0; n < 80; n += 1) tip = await commit(String(n), tip);
  expect(await isNear(dir, first, tip)).toBeNull();
  expect(await straight(dir, first, tip)).toBeNull();
  expect(await isAncestor(dir, first, tip)).toBe(true);
  expect(await isAncestor(dir, tip, first)).toBe(false);
  const none = "0".repeat(40);
  expect(await isNear(dir, none, first)).toBeNull();
  expect(await isAncestor(dir, none, first)).toBe(false);
  expect(await isAncestor(dir, first, none)).toBe(false);
});

it("a name is one of a ref where git says so", async () => {
  const odd = "a..b .a a. a.lock a.lock/b a//b a/ a~ @{a -a a\\b";
  const names = `a a.b quorum/7-x.u1-a ${odd}`.split(" ");
  for (const name of names.map((one) => `refs/heads/${one}`)) {
    const { code } = await gitRun(dir, ["check-ref-format", name]);
    expect(await isRefName(dir, name), name).toBe(code === 0);
  }
});
