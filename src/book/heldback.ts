// The sample's held-back acceptance tests: what an answer must do beyond the visible tests.
import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with `u1.test.js` … and what they share; they expect the library one level above. */
export const heldBackFolder = fileURLToPath(new URL("../../sample/heldback", import.meta.url));

const secondsMax = 30;
const outputMax = 2_000_000;

interface HeldBack {
  readonly unit: string;
  /** Names of the tests that fail; empty when the unit does what it must. */
  readonly failed: readonly string[];
}

/** What a program printed on its standard output, and its exit code; null = it was stopped. */
export interface Said {
  readonly output: string;
  readonly code: number | null;
}

/** Runs `node` with these arguments in a folder. */
export type RunNode = (folder: string, args: readonly string[]) => Promise<Said>;

/**
 * Runs the held-back tests on a copy of a library's tree. They are never part of a repository, a
 * prompt or a check: only the demo's last count and the tests of the book see them.
 * @param folder the checked-out tree, left as it is
 * @param units the units to look at; by default all that have held-back tests
 * @param run how `node` is started. The default runs it on this machine without a sandbox: only for
 *   trees whose every text comes from the sample's own answer book. Anything else goes through one.
 * @param place where the copy is made, and removed again
 */
export async function heldBackFailures(
  folder: string,
  units: readonly string[] | null = null,
  run: RunNode = nodeHere,
  place = tmpdir(),
): Promise<readonly HeldBack[]> {
  const copy = await mkdtemp(join(place, "heldback-"));
  try {
    const leaveOut = new Set([".git", "node_modules"].map((name) => join(folder, name)));
    await cp(folder, copy, { recursive: true, filter: (from) => !leaveOut.has(from) });
    await cp(heldBackFolder, join(copy, "heldback"), { recursive: true });
    const found: HeldBack[] = [];
    for (const unit of units ?? (await heldBackUnits())) {
      const said = await run(copy, ["--test-reporter=tap", `heldback/${unit}.test.js`]);
      found.push({ unit, failed: failuresIn(said, unit) });
    }
    return found;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Ids of the units that have held-back tests, `u1` first. */
export async function heldBackUnits(): Promise<readonly string[]> {
  const files = await readdir(heldBackFolder);
  const units = files.flatMap((name) => /^(u\d+)\.test\.js$/.exec(name)?.[1] ?? []);
  return units.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}

function failuresIn({ output, code }: Said, unit: string): string[] {
  const failed = [...output.matchAll(/^not ok \d+ - (.+)$/gm)].map((found) => found[1] ?? "");
  if (failed.length > 0) return failed;
  if (code === 0 && /^ok \d+ - /m.test(output)) return [];
  return [code === null ? `${unit} took too long` : `${unit} could not be run`];
}

/** Runs this program's own `node` on this machine, without a sandbox, for at most 30 seconds. */
export const nodeHere: RunNode = (folder, args) => {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: secondsMax * 1000,
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (output.length < outputMax) output += text;
  });
  return new Promise((settle, fail) => {
    child.once("error", fail).once("close", (code) => settle({ output, code }));
  });
};
