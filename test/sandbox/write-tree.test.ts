// Trees are written as files, folders and links that stay inside, whatever they were made to do.
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Tree } from "../../src/core/tree.ts";
import { writeTree } from "../../src/sandbox/write-tree.ts";
import { file, treeOf } from "./job.ts";

let parent = "";
let folder = "";
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "tree-"));
  folder = mkdtempSync(join(parent, "inside-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** @returns why it was not written, with `never` before it where no other try would help. */
async function write(tree: Tree, except: string | null = null): Promise<string | null> {
  const unwritten = await writeTree(tree, folder, except);
  return unwritten && `${unwritten.lasting ? "never: " : ""}${unwritten.because}`;
}
const link = (target: string) => file(target, "120000");

describe("writeTree", () => {
  it("writes text, bytes and modes, readable whatever the umask is", async () => {
    const old = process.umask(0o077);
    const tree = treeOf({
      "a/b/text.txt": "ä\n",
      "a/raw": file(new Uint8Array([0, 255, 128])),
      run: file("#!/bin/sh\n", "100755"),
    });
    try {
      expect(await write(tree)).toBeNull();
    } finally {
      process.umask(old);
    }
    expect(readFileSync(join(folder, "a/b/text.txt"), "utf8")).toBe("ä\n");
    expect([...readFileSync(join(folder, "a/raw"))]).toEqual([0, 255, 128]);
    const mode = (name: string): number => lstatSync(join(folder, name)).mode & 0o777;
    expect(["a", "a/b", "a/b/text.txt", "run"].map(mode)).toEqual([0o755, 0o755, 0o644, 0o755]);
  });

  it("leaves out the folder that something is mounted over", async () => {
    const tree = treeOf({ "node_modules/x/y.js": "1", "node_modules.txt": "2" });
    expect(await write(tree, "node_modules")).toBeNull();
    expect(readdirSync(folder)).toEqual(["node_modules.txt"]);
  });

  it.each([
    ["b", "a.txt"],
    ["d/e/b", "../../a.txt"],
    ["d/e/b", "../f"],
    ["b", "nowhere/yet"],
  ])("makes the link %s to %s", async (name, target) => {
    expect(await write(treeOf({ "a.txt": "1", [name]: link(target) }))).toBeNull();
    expect(readlinkSync(join(folder, name))).toBe(target);
  });

  it.each([
    ["b", "/etc/passwd"],
    ["b", "../x"],
    ["b", ".."],
    ["d/b", "../../x"],
    ["b", "d/../../x"],
    ["b", "d/../a.txt"],
    ["b", ""],
  ])("refuses the link %s to %j", async (name, target) => {
    expect(await write(treeOf({ [name]: link(target) }))).toMatch(
      /^never: .*leads out of the tree/u,
    );
    expect(existsSync(join(folder, name))).toBe(false);
  });

  it("never writes through a link of the same tree", async () => {
    const tree = treeOf({ d: link("e"), "d/x": "1", "e/y": "2" });
    expect(await write(tree)).toMatch(/^The tree could not be written/u);
    expect(readdirSync(join(folder, "e"))).toEqual(["y"]);
    expect(readdirSync(parent)).toHaveLength(1);
  });

  it("refuses a file that is also a folder, and a folder that is not empty", async () => {
    expect(await write(treeOf({ a: "1", "a/b": "2" }))).toMatch(/^The tree could not be written/u);
    expect(await write(treeOf({ a: "1" }))).toMatch(/^The tree could not be written/u);
  });

  it.each([
    ["a name of 300 bytes", { [`src/${"é".repeat(150)}.js`]: "1" }],
    ["a link to 5,000 characters", { a: link("x".repeat(5000)) }],
    ["a link to a null byte", { a: link("b\0c") }],
  ])("refuses %s for good: no other try helps", async (_, files) => {
    const because = await write(treeOf(files));
    expect(because).toMatch(/^never: The tree could not be written: .{9,300}\.$/u);
  });

  it("refuses submodules and trees that do not fit", async () => {
    expect(await write(treeOf({ lib: file("0".repeat(40), "160000") }))).toMatch(/submodule/u);
    const large = file(new Uint8Array(57 * 1024 * 1024));
    expect(await write(treeOf({ a: large, b: large, c: large, d: large }))).toMatch(/228 MiB/u);
    expect(readdirSync(folder)).toEqual([]);
  });
});
