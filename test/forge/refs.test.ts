// Refs move by compare-and-swap only, whoever else writes to the repository.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { git } from "../../src/forge/git.ts";
import { writeCommit, writeTree } from "../../src/forge/objects.ts";
import { moveRef, readBranch, resolveCommit } from "../../src/forge/refs.ts";

it("moves a ref only from where it stands, creates it once and deletes it once", async () => {
  const dir = await mkdtemp(join(tmpdir(), "forge-refs-"));
  try {
    await git(dir, ["init", "--quiet", "--bare", dir]);
    const tree = await writeTree(dir, null, []);
    if ("refused" in tree) throw new Error(tree.refused);
    const person = { name: "a", email: "a@b.c", at: 0 };
    const [one, two, three] = await Promise.all(
      ["1", "2", "3"].map((message) =>
        writeCommit(dir, {
          tree: tree.sha,
          parents: [],
          author: person,
          committer: person,
          message,
        }),
      ),
    );
    const name = "refs/heads/line";
    const move = (after: string | null | undefined, before: string | null | undefined) =>
      moveRef(dir, name, after ?? null, before ?? null);
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
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

it("takes no revision syntax for a name", async () => {
  for (const text of ["", "a..b", "main~1", "main^", "--all", "@{u}", "main:README.md"]) {
    expect(await resolveCommit("/nowhere", text).catch(() => null)).toBeNull();
  }
});
