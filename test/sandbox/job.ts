// Trees and jobs from texts, for every suite of the sandbox.
import { assert } from "../../src/core/kernel.ts";
import { type Entry, type Mode, type Path, parsePath, type Tree } from "../../src/core/tree.ts";
import type { SandboxJob } from "../../src/core/verify/sandboxing.ts";

function path(text: string): Path {
  const parsed = parsePath(text);
  assert(parsed !== null, `${text} is no path`);
  return parsed;
}

export const file = (content: string | Uint8Array, mode: Mode = "100644"): Entry => ({
  mode,
  content,
});

export const treeOf = (files: Readonly<Record<string, string | Entry>>): Tree =>
  new Map(
    Object.entries(files).map(([name, entry]) => [
      path(name),
      typeof entry === "string" ? file(entry) : entry,
    ]),
  );

/** A job on an empty tree, unless said otherwise. */
export const job = (command: string, more: Partial<SandboxJob> = {}): SandboxJob => ({
  tree: treeOf({}),
  command,
  limitMs: 15_000,
  ...more,
});
