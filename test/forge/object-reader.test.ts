// The git process that stays: answers in order, large and many, and a new process after an end.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { git } from "../../src/forge/git.ts";
import { closeReaders, findObject, readObject } from "../../src/forge/object-reader.ts";
import { writeBlob } from "../../src/forge/objects.ts";

let dir = "";
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "quorum-objects-"));
  await git(dir, ["init", "--quiet", "--bare", dir]);
});
afterAll(() => {
  closeReaders([dir]);
  rmSync(dir, { recursive: true, force: true });
});

describe("looking for an object", () => {
  it("finds it with its kind and size, and nothing under other names", async () => {
    const sha = await writeBlob(dir, "one\n");
    expect(await findObject(dir, sha)).toMatchObject({ sha, type: "blob", size: 4 });
    for (const name of ["0".repeat(40), "refs/heads/none", "a b missing", "", "x\ninfo y", "-h"]) {
      expect(await findObject(dir, name), JSON.stringify(name)).toBeNull();
    }
  });

  it("finds what was written after the process started", async () => {
    expect(await findObject(dir, "refs/heads/late")).toBeNull();
    const tree = await git(dir, ["hash-object", "-t", "tree", "-w", "--stdin"]);
    const commit = await git(dir, [
      "-c",
      "user.name=a",
      "-c",
      "user.email=a@b",
      "commit-tree",
      tree,
    ]);
    await git(dir, ["update-ref", "refs/heads/late", commit]);
    expect((await findObject(dir, "refs/heads/late"))?.sha).toBe(commit);
    expect((await findObject(dir, `${commit}^{tree}`))?.sha).toBe(tree);
    await git(dir, ["update-ref", "-d", "refs/heads/late"]);
    expect(await findObject(dir, "refs/heads/late")).toBeNull();
  });

  it("gives each of many questions its own answer, large and binary ones among them", async () => {
    const contents = [...Array(40).keys()].map((n) =>
      Buffer.alloc(n % 10 === 0 ? 3_000_000 : n, n % 2 === 0 ? "\n" : n),
    );
    const shas = await Promise.all(contents.map((content) => writeBlob(dir, content)));
    const read = await Promise.all(
      shas.map((sha, n) => (n % 3 === 0 ? findObject(dir, sha) : readObject(dir, sha))),
    );
    expect(read.map((one) => one?.sha)).toEqual(shas);
    expect(read.map((one) => one?.size)).toEqual(contents.map((content) => content.length));
    for (const [n, sha] of shas.entries()) {
      const content = (await readObject(dir, sha))?.content;
      expect(content && Buffer.compare(content, contents[n] ?? Buffer.alloc(0)), sha).toBe(0);
    }
  });

  it("fails what is asked when the repository is closed, and goes on after it", async () => {
    const sha = await writeBlob(dir, "two\n");
    const asked = findObject(dir, sha);
    await Promise.resolve();
    closeReaders([dir]);
    await expect(asked).rejects.toThrow("closed");
    expect((await findObject(dir, sha))?.type).toBe("blob");
  });
});
