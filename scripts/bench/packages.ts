// Real code for measurements: that of installed packages, and Debian's where it is not enough.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parsePath, type Entry, type Path, type Tree } from "../../src/core/tree.ts";

const top = join(import.meta.dirname, "../..");
const modules = join(top, "node_modules");
const debian = ["/usr/include", "/usr/lib", "/usr/share", "/usr/src"];

export interface Picked {
  readonly files: number;
  /** Of one file; bundles are larger than what people write. */
  readonly bytesMax: number;
}

/**
 * An even pick of code from all packages, each file once, below names that are nobody's output.
 * @param wanted which files count as code.
 */
export function corpus({ files, bytesMax }: Picked, wanted: (path: Path) => boolean): Tree {
  const own = filesIn(modules, bytesMax, wanted);
  const more = own.length < files ? debian.filter((folder) => existsSync(folder)) : [];
  const found = [...own, ...more.flatMap((folder) => filesIn(folder, bytesMax, wanted))];
  const step = Math.max(1, found.length / files);
  const tree = new Map<Path, Entry>();
  for (let at = 0; at < found.length && tree.size < files; at += step) {
    const file = found[Math.floor(at)] ?? "";
    const path = parsePath(named(file));
    if (path !== null) tree.set(path, { mode: "100644", content: readFileSync(file, "utf8") });
  }
  return tree;
}

/** Package sources would be passed over as vendored: here they are the repository. */
const named = (file: string): string =>
  file
    .replace(top, "")
    .replace(/^\//, "")
    .replace(/(?<=^|\/)(?:node_modules|dist|build|out|vendor|third_party)(?=\/)/g, "code");

function filesIn(
  folder: string,
  bytesMax: number,
  wanted: (path: Path) => boolean,
): readonly string[] {
  const found: string[] = [];
  const walk = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const file = join(at, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile()) {
        const path = parsePath(named(file));
        if (path !== null && wanted(path) && statSync(file).size <= bytesMax) found.push(file);
      }
    }
  };
  walk(folder);
  return found.sort();
}

/** A folder as a repository of its own, tests included. */
export function folderTree(folder: string, wanted: (path: Path) => boolean): Tree {
  const tree = new Map<Path, Entry>();
  for (const file of filesIn(folder, 512 * 1024, wanted)) {
    const path = parsePath(named(file.slice(folder.length)));
    if (path !== null) tree.set(path, { mode: "100644", content: readFileSync(file, "utf8") });
  }
  return tree;
}

/** TypeScript as people write it: packages that ship their `src`, tests and declarations aside. */
export function written(): ReadonlyMap<string, Tree> {
  const packages = new Map<string, Map<Path, Entry>>();
  for (const file of filesIn(modules, 512 * 1024, isWritten)) {
    const path = parsePath(named(file).replace(/^code\//, ""));
    if (path === null) continue;
    const name = path.startsWith("@") ? path.split("/").slice(0, 2).join("/") : path.split("/")[0];
    const tree = packages.get(name ?? "") ?? new Map<Path, Entry>();
    packages.set(name ?? "", tree);
    tree.set(path, { mode: "100644", content: readFileSync(file, "utf8") });
  }
  return new Map([...packages].filter(([, tree]) => tree.size >= packageFilesMin));
}

const packageFilesMin = 15;
const isWritten = (path: Path): boolean =>
  /\/src\/.*\.ts$/.test(path) && !path.endsWith(".d.ts") && !/\/node_modules\//.test(path);
