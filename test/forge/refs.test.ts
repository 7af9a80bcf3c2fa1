// Refs move by compare-and-swap only, whoever else writes to the repository.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { git } from "../../src/forge/git.ts";
import { writeCommit, writeTree } from "../../src/forge/objects.ts";
import { moveRef, readBranch, resolveCommit } from "../../src/forge/refs.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "forge-refs-"));
  await git(dir, ["init", "--quiet", "--bare", dir]);
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function write(message: string, ...parents: string[]): Promise<string> {
  const tree = await writeTree(dir, null, []);
  if ("refused" in tree) throw new Error(tree.refused);
  const person = { name: "a", email: "a@b.c", at: 0 };
  const who = { author: person, committer: person };
  return await writeCommit(dir, { tree: tree.sha, parents, ...who, message });
}

it("moves a ref only from where it stands, creates it once and deletes it once", async () => {
  const [one, two, three] = [await write("1"), await write("2"), await write("3")];
  const move = (after: string | null, before: string | null) =>
    moveRef(dir, "refs/heads/line", after, before);
  expect(await move(one, two)).toBe(false);
  expect(await move(one, null)).toBe(true);
  expect(await move(two, null)).toBe(false);
  expect(await move(two, three)).toBe(false);
  expect(await readBranch(dir, "line")).toBe(one);
  expect(await move(two, one)).toBe(true);
  expect(await move(null, one)).toBe(false);
  expect(await resolveCommit(dir, "line")).toBe(two);
  expect(await move(null, two)).toBe(true);
  expect(await readBranch(dir, "line")).toBeNull();
});

it("takes no revision syntax for a name", async () => {
  const first = await write("1");
  const second = await write("2", first);
  await moveRef(dir, "refs/heads/line", second, null);
  for (const text of ["line", "heads/line", "refs/heads/line", second, second.slice(0, 8)]) {
    expect(await resolveCommit(dir, text)).toBe(second);
  }
  for (const text of ["", "line~1", "line^", "line^{tree}", "line@{0}", "gone", "--all"]) {
    expect(await resolveCommit(dir, text)).toBeNull();
  }
});
