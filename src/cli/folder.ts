// Reads a checkout into a tree.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePath, type Entry, type Path, type Tree } from "../core/tree.ts";

const leftOut = new Set([".git", "node_modules"]);

/** Regular files only, `.git` and `node_modules` left out; text where the bytes are UTF-8. */
export function readFolder(folder: string): Tree {
  const tree = new Map<Path, Entry>();
  const visit = (at: string, prefix: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (leftOut.has(entry.name)) continue;
      const name = prefix + entry.name;
      if (entry.isDirectory()) visit(join(at, entry.name), `${name}/`);
      const path = entry.isFile() ? parsePath(name) : null;
      if (path) tree.set(path, { mode: "100644", content: contentOf(join(at, entry.name)) });
    }
  };
  visit(folder, "");
  return tree;
}

function contentOf(file: string): string | Uint8Array {
  const bytes = readFileSync(file);
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : bytes;
}
