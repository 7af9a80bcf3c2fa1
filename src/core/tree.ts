// A repository's files at one commit, as plain values with modes; paths are branded by their
// parser.
import type { Brand } from "./kernel.ts";

/** A relative, normalised, printable repository path: no empty, `.`, `..` or `.git`-like part. */
export type Path = Brand<string, "Path">;

/** Git file modes: file, executable, symbolic link, submodule. */
export type Mode = "100644" | "100755" | "120000" | "160000";

/** A file: text where the bytes are valid UTF-8, raw bytes otherwise. */
export interface Entry {
  readonly mode: Mode;
  readonly content: string | Uint8Array;
}

export type Tree = ReadonlyMap<Path, Entry>;

/** What happens to one path: its new entry, or null for a deletion. */
export interface Change {
  readonly path: Path;
  readonly entry: Entry | null;
}

const pathLengthMax = 400;
/** Code points that HFS+ ignores in names, so that `.g\u200cit` is `.git` there. */
const ignorable = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;

/** @returns the path, or null when a file system or git could read it as something else. */
export function parsePath(text: string): Path | null {
  if (text.length === 0 || text.length > pathLengthMax) return null;
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/u.test(text) || text.normalize("NFC") !== text) return null;
  if (text.replace(ignorable, "") !== text) return null;
  for (const part of text.split("/")) {
    if (part === "" || part === "." || part === ".." || part.startsWith("-")) return null;
    if (/^(\.git|git~\d+)[ .]*$/iu.test(part)) return null;
  }
  return text as Path;
}

/** The tree after the changes, in the order given. */
export function withChanges(tree: Tree, changes: readonly Change[]): Tree {
  const after = new Map(tree);
  for (const { path, entry } of changes) {
    if (entry === null) after.delete(path);
    else after.set(path, entry);
  }
  return after;
}

/** The text at a path; null when it is absent, not a regular file, or not UTF-8. */
export function textAt(tree: Tree, path: Path): string | null {
  const entry = tree.get(path);
  if (!entry || (entry.mode !== "100644" && entry.mode !== "100755")) return null;
  return typeof entry.content === "string" ? entry.content : null;
}
