// Runs commands WITHOUT isolation: for answer-book answers on the bundled sample and nothing else.
import { chmodSync, mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism, constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Sandbox, SandboxJob, SandboxOutcome } from "../core/verify/sandboxing.ts";
import { plainEnvironment, refusedVariable } from "./environment.ts";
import { openSlots } from "./slots.ts";
import { supervise } from "./supervise.ts";
import { writeTree } from "./write-tree.ts";

const script = 'exec 2>&1; if [ -n "$1" ]; then sh -c "$1" || exit; fi; exec sh -c "$2"';
const memoryMaxBytes = 1024 * 1024 * 1024;

/**
 * The Sandbox contract without a sandbox: a private copy of the tree, an environment without the
 * caller's variables, wall, output and memory limits, and the process group killed at the end.
 * What runs can read and write everything that Quorum can. It must never see an answer of a model
 * or somebody's repository: its texts must have come with Quorum itself. Whoever opens it says so.
 * @param wanted slots = jobs side by side; by default one per processor. folder = where the copies
 * are made, and removed again; by default the machine's temporary one.
 */
export function openPlain(wanted: { readonly slots?: number; readonly folder?: string }): Sandbox {
  const places = openSlots(Math.max(1, Math.trunc(wanted.slots ?? availableParallelism())));
  return {
    async run(job) {
      const slot = await places.take();
      const folder = mkdtempSync(join(wanted.folder ?? tmpdir(), "plain-"));
      try {
        return await runPlain(job, folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
        places.give(slot);
      }
    },
  };
}

async function runPlain(job: SandboxJob, folder: string): Promise<SandboxOutcome> {
  const refused = refusedVariable(job.env ?? {});
  if (refused !== null) return { kind: "unavailable", because: refused };
  const [tree, home, temporary] = ["tree", "home", "tmp"].map((name) => {
    const made = join(folder, name);
    mkdirSync(made);
    chmodSync(made, 0o755);
    return made;
  });
  const unwritten = await writeTree(job.tree, tree ?? folder, null);
  if (unwritten !== null) return { kind: "unavailable", ...unwritten };
  const path = [dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(":");
  const ended = await supervise({
    program: "/bin/sh",
    words: ["-c", script, "sh", job.setup ?? "", job.command],
    env: { ...plainEnvironment(path, home ?? folder, temporary ?? folder), ...job.env },
    folder: tree ?? folder,
    files: [],
    reports: false,
    limitMs: job.limitMs,
    memoryMaxBytes,
  });
  const { limit, output, ms, code, signal } = ended;
  if (limit !== null) return { kind: "limit", which: limit, output, ms };
  const exit = signal === null ? code : 128 + constants.signals[signal];
  if (exit !== null) return { kind: "finished", code: exit, output, ms };
  return { kind: "unavailable", because: `The command could not be started: ${ended.complaint}` };
}
