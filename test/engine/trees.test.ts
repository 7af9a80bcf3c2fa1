// Digests of trees: what makes two trees the same one to verify.
import { expect, it } from "vitest";
import { parsePath, type Entry, type Path, type Tree } from "../../src/core/tree.ts";
import { treeDigest } from "../../src/engine/trees.ts";

const file = (content: Entry["content"], mode: Entry["mode"] = "100644"): Entry => ({
  mode,
  content,
});

const treeOf = (files: Readonly<Record<string, Entry>>): Tree =>
  new Map(
    Object.entries(files).map(([name, entry]): [Path, Entry] => {
      const path = parsePath(name);
      if (path === null) throw new Error(`${name} is no path`);
      return [path, entry];
    }),
  );

it("is the same for the same files in any order, as text or as bytes", () => {
  const bytes = new TextEncoder().encode("é");
  const one = treeOf({ a: file("x"), b: file("é") });
  expect(treeDigest(treeOf({ b: file(bytes), a: file("x") }))).toBe(treeDigest(one));
  expect(treeDigest(one)).toBe(treeDigest(one));
});

it("differs by name, mode, bytes, number and place of files", () => {
  const trees = [
    treeOf({}),
    treeOf({ a: file("x") }),
    treeOf({ b: file("x") }),
    treeOf({ a: file("y") }),
    treeOf({ a: file("x", "100755") }),
    treeOf({ a: file("x", "120000") }),
    treeOf({ a: file("x"), b: file("") }),
    treeOf({ a: file(""), b: file("x") }),
    treeOf({ a: file("x"), "a/b": file("") }),
    treeOf({ a: file("") }),
  ];
  expect(new Set(trees.map(treeDigest)).size).toBe(trees.length);
});
