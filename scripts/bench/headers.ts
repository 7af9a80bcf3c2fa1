// The headers that a C or C++ file of the benches' packages is compiled with.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the build of a package would write first, as far as its files ask for it. */
const generated: readonly (readonly [folder: string, name: string, words: readonly string[]])[] = [
  ["git2/sys", "features.h", ["ARCH_64", "THREADS", "REGEX_BUILTIN", "SHA1_COLLISIONDETECT"]],
  [".", "jansson_private_config.h", []],
];

const known = new Map<string, readonly string[]>();

/**
 * Folders to look for headers in: all of the package that a file is unpacked with, those nearest
 * to its top first, and one with the headers that its build would make. None for installed files.
 */
export function headerFolders(path: string, work: string): readonly string[] {
  const top = /^.*\/debian\/[^/]+/.exec(path)?.[0];
  if (top === undefined) return [];
  const found = known.get(top) ?? [...foldersIn(top), made(work)];
  known.set(top, found);
  return found;
}

function foldersIn(top: string): readonly string[] {
  const headers = readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".h"))
    .map((entry) => entry.parentPath)
    .filter((folder) => !/test|win32|msvc|jemalloc\/include/.test(folder.slice(top.length)));
  const depth = (folder: string): number => folder.split("/").length;
  const sorted = [...new Set(headers)].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  return [top, join(top, "include"), ...sorted];
}

function made(work: string): string {
  const top = join(work, "headers");
  for (const [folder, name, words] of generated) {
    mkdirSync(join(top, folder), { recursive: true });
    const lines = words.map((word) => `#define GIT_${word} 1\n`);
    writeFileSync(join(top, folder, name), lines.join(""));
  }
  return top;
}
