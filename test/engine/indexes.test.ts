// An index is built once for a tree, reads each text once, and lets others have their turn.
import { describe, expect, it } from "vitest";
import { defining } from "../../src/core/context/index.ts";
import { rank } from "../../src/core/context/rank.ts";
import type { Syntax } from "../../src/core/patch/syntax.ts";
import { parsePath, withChanges, type Tree } from "../../src/core/tree.ts";
import { openIndexes } from "../../src/engine/indexes.ts";
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

const atOnce = (): Promise<void> => Promise.resolve();
const bytes = new Uint8Array([0xff, 0xfe]);

function treeWith(path: string, content: string | Uint8Array, tree: Tree): Tree {
  const parsed = parsePath(path);
  if (parsed === null) throw new Error("not a path");
  return withChanges(tree, [{ path: parsed, entry: { mode: "100644", content } }]);
}

describe("an index", () => {
  it("reads each text once, whichever commit, run or path holds it", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, atOnce);
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
    const indexes = openIndexes(syntax, atOnce);
    const tree = treeOf({ "src/a.ts": "alpha one", "src/b.ts": "beta two" });
    await indexes.of(tree);
    const index = await indexes.of(treeWith("src/b.ts", "gamma two", tree));
    expect(read).toEqual(["alpha one", "beta two", "gamma two"]);
    expect([defining(index, "beta"), defining(index, "gamma")]).toEqual([[], ["src/b.ts"]]);
  });

  it("reads the same text again in another language", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, atOnce);
    await indexes.of(treeOf({ "a.ts": "alpha", "a.js": "alpha", "a.txt": "alpha" }));
    expect(read).toEqual(["alpha", "alpha"]);
  });

  it("knows binary, minified, generated and vendored files by their path alone", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, atOnce);
    const names = ["vendor/v.ts", "package-lock.json", "dist/d.js"];
    const vendored = Object.fromEntries(names.map((name) => [name, "quince jelly"]));
    const tree = treeOf({ ...vendored, "src/min.js": "quince;".repeat(2000), "src/z.ts": "z" });
    const index = await indexes.of(treeWith("src/logo.ts", bytes, tree));
    expect(read).toEqual(["z"]);
    expect(rank(index, "quince")).toEqual([]);
    expect(rank(index, "logo")[0]?.path).toBe("src/logo.ts");
  });

  it("breathes between pieces of about 64 KB, and not where nothing is new", async () => {
    const { syntax } = counting();
    let breaths = 0;
    const indexes = openIndexes(syntax, async () => void (breaths += 1));
    const text = "word and other word\n".repeat(1000);
    const files = Array.from({ length: 40 }, (_, i) => [`src/f${i}.ts`, `f${i} ${text}`]);
    await indexes.of(treeOf(Object.fromEntries(files)));
    expect(breaths).toBe(10);
    await indexes.of(treeOf(Object.fromEntries(files)));
    expect(breaths).toBe(11);
  });

  it("forgets the blobs that were asked for longest ago when its memory is full", async () => {
    const { syntax, read } = counting();
    const indexes = openIndexes(syntax, atOnce, 700);
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
    const indexes = openIndexes({ ...syntax, names }, atOnce);
    const tree = treeOf({ "src/a.ts": "alpha one" });
    await expect(indexes.of(tree)).rejects.toThrow("out of memory");
    broken = false;
    expect(defining(await indexes.of(tree), "alpha")).toEqual(["src/a.ts"]);
  });

  it("answers for an empty repository", async () => {
    const { syntax } = counting();
    expect((await openIndexes(syntax, atOnce).of(new Map())).files).toEqual([]);
  });
});
