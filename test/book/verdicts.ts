// What tests say about trees, asked once for all trees that run alike.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { minifySync } from "rolldown/utils";
import { heldBackFailures, heldBackFolder } from "../../src/book/heldback.ts";
import { parsePath, textAt, type Entry, type Path, type Tree } from "../../src/core/tree.ts";
import type { Sandbox, SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import { treeDigest } from "../../src/engine/trees.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { writeTree } from "../../src/sandbox/write-tree.ts";

export interface Verdicts {
  /** Really runs each command on one tree of those that run alike; the others get its outcome. */
  readonly tests: Sandbox;
  /** Names of the unit's held-back tests that fail on the tree. */
  heldBack(unit: string, tree: Tree): Promise<readonly string[]>;
  /** How many processes were started for visible tests, and how many held-back looks were taken. */
  ran(): { readonly tests: number; readonly heldBack: number };
}

/**
 * Two trees run alike when their files are equal once a minifier has taken out what changes
 * nothing: layout, comments, the names of locals. It shares no code with the vote key, so that a
 * key that takes a wrong answer for a right one is not covered up here.
 */
export function openVerdicts(): Verdicts {
  const plain = openPlain({});
  const tests = new Map<string, Promise<SandboxOutcome>>();
  const looks = new Map<string, Promise<readonly string[]>>();
  return {
    tests: {
      run: (job) => kept(tests, `${job.command} ${likeness(job.tree)}`, () => plain.run(job)),
    },
    async heldBack(unit, tree) {
      const seen = await seenBy(unit, tree);
      return kept(looks, `${unit} ${likeness(seen)}`, () => look(unit, tree));
    },
    ran: () => ({ tests: tests.size, heldBack: looks.size }),
  };
}

function kept<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

const likeness = (tree: Tree): string =>
  treeDigest(new Map([...tree].map(([path, entry]) => [path, essence(path, entry)])));

const essences = new Map<string, Entry>();

function essence(path: Path, entry: Entry): Entry {
  const { mode, content } = entry;
  if (typeof content !== "string" || !path.endsWith(".js")) return entry;
  const known = essences.get(content);
  if (known) return known;
  const how = { module: true, compress: true, mangle: { toplevel: true } };
  const { code, errors } = minifySync(path, inOrder(content), how);
  const made: Entry = errors.length > 0 ? entry : { mode, content: code };
  essences.set(content, made);
  return made;
}

/** Import lines and their names sorted: no module of the sample acts when it is loaded. */
function inOrder(text: string): string {
  const lines = text.split("\n");
  const isImport = (line: string): boolean => /^import .* from /.test(line);
  const imports = lines.filter(isImport).map((line) =>
    line
      .replaceAll("'", '"')
      .replace(/\{ (.*) \}/, (_, names: string) => `{ ${names.split(", ").sort().join(", ")} }`),
  );
  return [...imports.sort(), ...lines.filter((line) => !isImport(line))].join("\n");
}

/** The part of a tree that a unit's held-back tests read: what they name, and what that imports. */
async function seenBy(unit: string, tree: Tree): Promise<Tree> {
  const test = await readFile(join(heldBackFolder, `${unit}.test.js`), "utf8");
  const open = ["package.json"];
  const files = /"(?:\.\.\/)?((?:src|test)\/[^"]+\.js)"/g;
  for (const [, file = ""] of test.matchAll(files)) open.push(file);
  for (const [, name] of test.matchAll(/"\.\/([^"]+\.js)"/g)) open.push(`src/${name}`);
  const seen = new Map<Path, Entry>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const path = parsePath(name);
    const entry = path === null ? undefined : tree.get(path);
    if (path === null || !entry || seen.has(path)) continue;
    seen.set(path, entry);
    for (const [, , from = ""] of (textAt(tree, path) ?? "").matchAll(/(["'])(\.[^"']+\.js)\1/g)) {
      open.push(normalize(join(dirname(path), from)));
    }
  }
  return seen;
}

async function look(unit: string, tree: Tree): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "line-"));
  try {
    const unwritten = await writeTree(tree, folder, null);
    if (unwritten !== null) throw new Error(unwritten.because);
    const [found] = await heldBackFailures(folder, [unit]);
    if (!found) throw new Error(`there are no held-back tests of ${unit}`);
    return found.failed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
