// What test commands said about trees, kept by a digest of all that decides it.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { Sandbox, SandboxJob, SandboxOutcome } from "../core/verify/sandboxing.ts";
import { treeDigest } from "../engine/trees.ts";

export interface Outcomes extends Sandbox {
  /** Processes that were really started, and outcomes that were known. */
  count(): { readonly run: number; readonly known: number };
}

const line = z.object({ key: z.string(), code: z.number(), output: z.string() });

/** Enough for a report of some tests, and what failed. */
const outputMax = 20_000;

/**
 * Runs a job once for each tree, command and set of tools; what ended by itself is kept.
 * @param tools versions of everything that runs a command, by command.
 * @param file where outcomes are kept between calls; null keeps them in memory only.
 */
export function openOutcomes(
  sandbox: Sandbox,
  tools: (command: string) => string,
  file: string | null,
): Outcomes {
  const kept = file === null ? new Map<string, SandboxOutcome>() : read(file);
  const asked = new Map<string, Promise<SandboxOutcome>>();
  const counts = { run: 0, known: 0 };

  async function run(key: string, job: SandboxJob): Promise<SandboxOutcome> {
    counts.run += 1;
    const outcome = await sandbox.run(job);
    if (outcome.kind === "unavailable") asked.delete(key);
    if (outcome.kind !== "finished" || outcome.output.length > outputMax) return outcome;
    const { code, output } = outcome;
    kept.set(key, outcome);
    if (file !== null) appendFileSync(file, `${JSON.stringify({ key, code, output })}\n`);
    return outcome;
  }

  return {
    run(job) {
      const key = keyOf(job, tools(job.command));
      const known = kept.get(key);
      if (known) {
        counts.known += 1;
        return Promise.resolve(known);
      }
      const under = asked.get(key) ?? run(key, job);
      asked.set(key, under);
      return under;
    },
    count: () => ({ ...counts }),
  };
}

const keyOf = ({ tree, command, setup, env }: SandboxJob, tools: string): string =>
  createHash("sha256")
    .update(JSON.stringify([treeDigest(tree), command, setup ?? "", env ?? {}, tools]))
    .digest("hex");

/** A line that was cut off when a process died is measured again. */
function read(file: string): Map<string, SandboxOutcome> {
  const kept = new Map<string, SandboxOutcome>();
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) return kept;
  for (const text of readFileSync(file, "utf8").split("\n")) {
    const found = line.safeParse(parsed(text));
    if (!found.success) continue;
    const { key, code, output } = found.data;
    kept.set(key, { kind: "finished", code, output, ms: 0 });
  }
  return kept;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
