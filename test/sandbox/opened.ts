// What the sandbox's suites share: trees from texts, and whether this machine can isolate at all.
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { assert } from "../../src/core/kernel.ts";
import { type Entry, type Mode, type Path, parsePath, type Tree } from "../../src/core/tree.ts";
import type { SandboxJob, SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import { openSandbox, type OpenSandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { findTools, systemFolders } from "../../src/sandbox/tools.ts";

/** False only where bubblewrap or its companions are not installed. */
export const isolates = process.platform === "linux" && findTools(systemFolders).ok;

export const needsBubblewrap = isolates ? "" : " (skipped: bubblewrap is not installed here)";

export function path(text: string): Path {
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

export const job = (command: string, more: Partial<SandboxJob> = {}): SandboxJob => ({
  tree: treeOf({}),
  command,
  limitMs: 15_000,
  ...more,
});

/** Opens a sandbox that must open here. */
export async function opened(options: SandboxOptions = {}): Promise<OpenSandbox> {
  const sandbox = await openSandbox(options);
  assert(sandbox.ok, sandbox.ok ? "" : sandbox.error.because);
  return sandbox.value;
}

export function finished(outcome: SandboxOutcome): { readonly code: number; readonly output: string } {
  expect(outcome).toMatchObject({ kind: "finished" });
  assert(outcome.kind === "finished", `the run ended as ${outcome.kind}`);
  return outcome;
}

/** Processes of this machine whose command line holds a word. */
export function processesWith(word: string): readonly number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/u.test(name) || Number(name) === process.pid) return [];
    try {
      return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(word) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** Looks again every few milliseconds until it holds; fails after ten seconds. */
export const eventually = (check: () => void): Promise<void> =>
  expect.poll(() => (check(), true), { interval: 5, timeout: 10_000 }).toBe(true);
