// Whether this machine can isolate at all, and a sandbox that must open where it can.
import { expect } from "vitest";
import { assert } from "../../src/core/kernel.ts";
import type { SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import { openSandbox, type OpenSandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { findTools, systemFolders } from "../../src/sandbox/tools.ts";

/** False only where bubblewrap or its companions are not installed. */
export const isolates = process.platform === "linux" && findTools(systemFolders).ok;

export const needsBubblewrap = isolates ? "" : " (skipped: bubblewrap is not installed here)";

export async function opened(options: SandboxOptions = {}): Promise<OpenSandbox> {
  const sandbox = await openSandbox(options);
  assert(sandbox.ok, sandbox.ok ? "" : sandbox.error.because);
  return sandbox.value;
}

export function finished(outcome: SandboxOutcome) {
  expect(outcome).toMatchObject({ kind: "finished" });
  assert(outcome.kind === "finished", `the run ended as ${outcome.kind}`);
  return outcome;
}

/** Looks again every few milliseconds until it holds; fails after ten seconds. */
export const eventually = (check: () => void): Promise<void> =>
  expect.poll(() => (check(), true), { interval: 5, timeout: 10_000 }).toBe(true);
