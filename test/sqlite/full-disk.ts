// A process of its own whose disk is full for a while: no file may grow beyond a limit.
import { execFileSync } from "node:child_process";
import { openJournal } from "../../src/sqlite/journal.ts";
import { facts, runNamed, told } from "../contract/journal.ts";

const [, , file = ""] = process.argv;

/** @param bytes the most that a file may have from now on. */
const limitFiles = (bytes: number | "unlimited"): void =>
  void execFileSync("prlimit", [`--pid=${process.pid}`, `--fsize=${bytes}:unlimited`]);

const journal = openJournal(file);
const run = runNamed(1);

/** Appends and flushes until the store refuses; what was flushed is what counts. */
async function fill(): Promise<{ flushed: number; because: string }> {
  let flushed = told(journal, run).length;
  try {
    for (let i = 0; i < 10_000; i += 1) {
      const done = journal.append(run, flushed, facts(flushed, 50));
      if (!done.ok) return { flushed, because: "stale" };
      await journal.flush();
      flushed = done.value;
    }
  } catch (error) {
    const because = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
    return { flushed, because };
  }
  return { flushed, because: "never full" };
}

/** Appends and lets the journal commit by itself; then asks whether that went well. */
async function commitQuietly(): Promise<string> {
  const seen = told(journal, run).length;
  try {
    journal.append(run, seen, facts(seen, 5000));
    await new Promise((resolve) => setTimeout(resolve, 40));
    await journal.flush();
    return "flushed";
  } catch (error) {
    return error instanceof Error ? error.message : "unknown";
  }
}

limitFiles(200_000);
const full = await fill();
const kept = told(journal, run).length;
const again = await fill();
const quiet = await commitQuietly();
limitFiles("unlimited");
const done = journal.append(run, kept, facts(kept, 1));
await journal.flush();
const after = told(journal, run);
const orderly = after.every((event, i) => event.at === i);
journal.close();
process.stdout.write(
  JSON.stringify({ full, kept, again, quiet, ok: done.ok, after: after.length, orderly }),
);
