// Trees that are read and written without git are those that git reads and writes.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { git } from "../../src/forge/git.ts";
import { writeBlob } from "../../src/forge/objects.ts";
import { listTree, writePlain } from "../../src/forge/trees.ts";

let dir: string;
/** A tree with files, folders and names that sort beside each other, and a blob to put in. */
let base: string;
let blob: string;
const start = ["a", "b.txt", "b/c/d", "b/e", "b-x", ".github/workflows/ci.yml", "größe/ß", "z/one"];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "forge-trees-"));
  await git(dir, ["init", "--quiet", "--bare", dir]);
  blob = await writeBlob(dir, "new\n");
  base = await byGit(null, Object.fromEntries(start.map((path) => [path, blob])));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

type Changes = Readonly<Record<string, string | null>>;

async function byGit(from: string | null, changes: Changes): Promise<string> {
  const env = { GIT_INDEX_FILE: join(dir, `index.${randomUUID()}`) };
  if (from !== null) await git(dir, ["read-tree", from], { env });
  const lines = Object.entries(changes).map(([path, sha]) =>
    sha === null ? `0 ${"0".repeat(40)}\t${path}\0` : `100755 ${sha}\t${path}\0`,
  );
  await git(dir, ["update-index", "-z", "--index-info"], { env, input: lines.join("") });
  return await git(dir, ["write-tree"], { env });
}

const changesOf = (changes: Changes) =>
  Object.entries(changes).map(([path, sha]) => ({ path, mode: "100755", sha }));

it.each([
  [["a"], []],
  [["new", "b/new", "y/deep/er/new"], []],
  [["b/c"], []],
  [["a/inside"], []],
  [["b/e"], ["b/c/d"]],
  [[], ["b/c/d", "b/e"]],
  [[], ["gone", "no/too", "a/below"]],
  [["a/x"], ["a/below"]],
  [["b0", "b.a", "b-"], ["z/one"]],
  [[".github/workflows/ci.yml", ".env"], []],
])("a base becomes what git makes of it: puts %j, removes %j", async (put, removed) => {
  const all = [...put.map((path) => [path, blob]), ...removed.map((path) => [path, null])];
  const changes: Changes = Object.fromEntries(all);
  expect(await writePlain(dir, base, changesOf(changes))).toBe(await byGit(base, changes));
});

it("nothing becomes what git makes of it", async () => {
  const gone = Object.fromEntries(start.map((path) => [path, null]));
  const plain = start.filter((path) => !path.includes("ß"));
  const whole = await byGit(null, Object.fromEntries(plain.map((path) => [path, blob])));
  const removed = changesOf(gone).filter(({ path }) => plain.includes(path));
  expect(await writePlain(dir, whole, removed)).toBe(await byGit(null, {}));
  expect(await writePlain(dir, null, changesOf({ "a/b": blob }))).toBe(
    await byGit(null, { "a/b": blob }),
  );
});

it.each([
  ["a", "1".repeat(40)],
  [".git/config", null],
  [".GIT/config", null],
  [".gitmodules", null],
  ["../up", null],
  ["a//b", null],
  ["git~1", null],
  ["a\\b", null],
  ["ä", null],
  ["a\nb", null],
])("git decides on the path %j with the object %j", async (path, sha) => {
  expect(await writePlain(dir, base, [{ path, mode: "100644", sha: sha ?? blob }])).toBeNull();
});

it("git decides where paths clash, on links and folders, and on a base that is none", async () => {
  const put = (path: string, mode = "100644", sha = blob) => ({ path, mode, sha });
  expect(await writePlain(dir, base, [put("n"), put("n/m")])).toBeNull();
  expect(await writePlain(dir, base, [put("n"), put("n")])).toBeNull();
  expect(await writePlain(dir, base, [put("n", "120000")])).toBeNull();
  expect(await writePlain(dir, base, [put("n", "040000", base)])).toBeNull();
  expect(await writePlain(dir, base, [put("n", "100644", base)])).toBeNull();
  expect(await writePlain(dir, blob, [put("n")])).toBeNull();
});

it("a tree is listed as git lists it, at every level and in a folder", async () => {
  const lines = async (recursive: boolean, folder?: string): Promise<string[]> =>
    ((await listTree(dir, base, recursive, folder)) ?? []).map(
      ({ mode, type, sha, size, path }) =>
        `${mode} ${type} ${sha} ${String(size ?? "-").padStart(7)}\t${path}`,
    );
  const list = async (...args: string[]): Promise<string[]> =>
    (await git(dir, ["ls-tree", "-l", ...args])).split("\n");
  expect(await lines(false)).toEqual(await list(base));
  expect(await lines(true)).toEqual(await list("-r", "-t", base));
  expect(await lines(false, "b/c")).toEqual(await list(base, "b/c/"));
  expect(await listTree(dir, base, false, "b/none")).toBeNull();
  expect(await listTree(dir, base, false, "a")).toBeNull();
  expect(await listTree(dir, blob, false)).toBeNull();
});
