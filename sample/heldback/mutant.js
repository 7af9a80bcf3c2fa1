// Does a test file notice when the library does something else? Run on a copy, in a process of its own.
import { spawn } from "node:child_process";
import { cp, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a test file, alone, on a copy of the library.
 * @param {{ module: string, code: string } | null} mutant code that stands in for a module, which is
 *   then found as `<module>.right.js`; null leaves the library as it is
 * @returns {Promise<boolean>} whether every test passed
 */
export async function passes(testFile, mutant = null) {
  const copy = await mkdtemp(join(tmpdir(), "mutant-"));
  try {
    for (const part of ["package.json", "src", testFile]) {
      await cp(join(root, part), join(copy, part), { recursive: true });
    }
    if (mutant !== null) {
      const path = join(copy, "src", `${mutant.module}.js`);
      await rename(path, path.replace(/js$/, "right.js"));
      await writeFile(path, `export * from "./${mutant.module}.right.js";\n${mutant.code}`);
    }
    return (await exitCode(copy, testFile)) === 0;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function exitCode(cwd, testFile) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, [testFile], { cwd, env, stdio: "ignore", timeout: 10_000 });
  return new Promise((settle, fail) => child.once("error", fail).once("exit", settle));
}
