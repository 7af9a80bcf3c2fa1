// An index is built once for a tree, reads each text once, and lets others have their turn.
import { describe, expect, it } from "vitest";
import { defining } from "../../src/core/context/index.ts";
import { rank } from "../../src/core/context/rank.ts";
import type { Syntax } from "../../src/core/patch/syntax.ts";
import { parsePath, withChanges, type Tree } from "../../src/core/tree.ts";
import { openIndexes } from "../../src/engine/indexes.ts";
import { alone } from "../../src/engine/turns.ts";
import { treeOf } from "../core/plan/plans.ts";

/** Counts what is read; every text defines its first word. */
function counting(): { readonly syntax: Syntax; readonly read: string[] } {
  const read: string[] = [];
  const names: Syntax["names"] = (_, text) => {
    read.push(text);
    return { defined: text.split(" ").slice(0, 1), used: [] };
  };
  const languageOf: Syntax["languageOf"] = (path) => {
    if (path.endsWith(".ts")) return "typescript";
    return path.endsWith(".js") ? "javascript" : null;
  };
  return { syntax: { languageOf, parse: () => null, skim: () => null, names }, read };
}

const bytes = new Uint8Array([0xff, 0xfe]);

function treeWith(path: string, content: string | Uint8Array, tree: Tree): Tree {
  const parsed = parsePath(path);
  if (parsed === null) throw new Error("not a path");
  return withChanges(tree, [{ path: parsed, entry: { mode: "100644", content } }]);
}

describe("an index", () => {
  it("reads each text once, whichever commit, run or path holds it", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, alone);
    const files = { "src/a.ts": "alpha one", "src/b.ts": "beta two" };
    const [first, again] = [treeOf(files), treeOf(files)];
    expect(await indexes.of(first)).toBe(await indexes.of(first));
    await indexes.of(again);
    const moved = await indexes.of(treeWith("src/c.ts", "alpha one", again));
    expect(read).toEqual(["alpha one", "beta two"]);
    expect(defining(moved, "alpha")).toEqual(["src/a.ts", "src/c.ts"]);
  });

  it("reads only what a unit changed", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, alone);
    const tree = treeOf({ "src/a.ts": "alpha one", "src/b.ts": "beta two" });
    await indexes.of(tree);
    const index = await indexes.of(treeWith("src/b.ts", "gamma two", tree));
    expect(read).toEqual(["alpha one", "beta two", "gamma two"]);
    expect([defining(index, "beta"), defining(index, "gamma")]).toEqual([[], ["src/b.ts"]]);
  });

  it("reads the same text again in another language", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, alone);
    await indexes.of(treeOf({ "a.ts": "alpha", "a.js": "alpha", "a.txt": "alpha" }));
    expect(read).toEqual(["alpha", "alpha"]);
  });

  it("knows binary, minified, generated and vendored files by their path alone", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, alone);
    const names = ["vendor/v.ts", "package-lock.json", "dist/d.js"];
    const vendored = Object.fromEntries(names.map((name) => [name, "quince jelly"]));
    const tree = treeOf({ ...vendored, "src/min.js": "quince;".repeat(2000), "src/z.ts": "z" });
    const index = await indexes.of(treeWith("src/logo.ts", bytes, tree));
    expect(read).toEqual(["z"]);
    expect(rank(index, "quince")).toEqual([]);
    expect(rank(index, "logo")[0]?.path).toBe("src/logo.ts");
  });

  it("lets others have their turn whenever it is due, between minified files too", async () => {
    const { syntax } = counting();
    let turns = 0;
    const pass = async (): Promise<void> => void (turns += 1);
    const indexes = openIndexes(syntax, { due: () => true, pass });
    const files = { "src/a.ts": "one", "src/b.min.ts": "x;".repeat(9000), "vendor/c.ts": "three" };
    await indexes.of(treeOf(files));
    expect(turns).toBe(3);
  });

  it("reads no more of a tree than its limit, and says how many files it left out", async () => {
    const { syntax, read } = counting();
    const tree = treeOf({
      "a.ts": "a".repeat(60),
      "b.ts": "b".repeat(60),
      "c.ts": "c",
      "d.txt": "d",
    });
    const index = await openIndexes(syntax, alone, 1e6, 100).of(tree);
    expect(read).toEqual(["a".repeat(60), "c"]);
    expect(index.unread).toBe(1);
    expect(rank(index, "b")[0]?.path).toBeUndefined();
    expect(index.files.map(({ path }) => path)).toEqual(["a.ts", "b.ts", "c.ts", "d.txt"]);
  });

  it("counts a text that the parser gives up as a long one", async () => {
    const { syntax } = counting();
    const indexes = openIndexes({ ...syntax, names: () => null }, alone, 1e6, 2_500_000);
    const files = Array.from({ length: 5 }, (_, i) => [`f${i}.ts`, `word${i}`]);
    expect((await indexes.of(treeOf(Object.fromEntries(files)))).unread).toBe(2);
  });

  it("forgets the blobs that were asked for longest ago when its memory is full", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, alone, 700);
    const trees = ["a", "b", "c"].map((name) => () => treeOf({ [`${name}.ts`]: name }));
    for (const tree of trees) await indexes.of(tree());
    const { length } = read;
    await indexes.of(trees[2]?.() ?? new Map());
    expect(read.length).toBe(length);
    await indexes.of(trees[0]?.() ?? new Map());
    expect(read.length).toBe(length + 1);
  });

  it("reads again what could not be read", async () => {
    const { syntax } = counting();
    let broken = true;
    const names: Syntax["names"] = (language, text) => {
      if (broken) throw new Error("out of memory");
      return syntax.names(language, text);
    };
    const indexes = openIndexes({ ...syntax, names }, alone);
    const tree = treeOf({ "src/a.ts": "alpha one" });
    await expect(indexes.of(tree)).rejects.toThrow("out of memory");
    broken = false;
    expect(defining(await indexes.of(tree), "alpha")).toEqual(["src/a.ts"]);
  });

  it("answers for an empty repository", async () => {
    const { syntax } = counting();
    expect((await openIndexes(syntax, alone).of(new Map())).files).toEqual([]);
  });
});
