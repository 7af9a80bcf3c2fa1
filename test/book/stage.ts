// Builds the sample's tree as it is when a unit is verified, with answers from the book.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readBook } from "../../src/book/parse.ts";
import { entryAt, type Answer, type Book, type StepEntry } from "../../src/book/book.ts";
import { placeOf, type Plan, type Step } from "../../src/core/plan/plan.ts";
import { parsePath, type Entry, type Path, type Tree } from "../../src/core/tree.ts";

const sample = fileURLToPath(new URL("../../sample/", import.meta.url));
export const library = join(sample, "library");
export const bookFile = join(sample, "answers.yaml");
export const issueText = await readFile(join(sample, "issue.md"), "utf8");

export async function sampleBook(): Promise<Book> {
  const read = await readBook(bookFile);
  if (!read.ok) throw new Error(read.error.join("\n"));
  return read.value;
}

/** The library as a tree. */
export async function libraryTree(): Promise<Tree> {
  const tree = new Map<Path, Entry>();
  for (const file of await readdir(library, { recursive: true, withFileTypes: true })) {
    const path = parsePath(relative(library, join(file.parentPath, file.name)));
    if (!file.isFile() || path === null) continue;
    tree.set(path, { mode: "100644", content: await readFile(join(library, path), "utf8") });
  }
  return tree;
}

/** Which answer a step gets. */
export type Pick = (entry: StepEntry, unit: string) => Answer;

/** Calls `look` with a folder that holds the library after the given units, then removes it. */
export async function withUnits<T>(
  book: Book,
  plan: Plan,
  units: readonly string[],
  pick: Pick,
  look: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "stage-"));
  try {
    await cp(library, folder, { recursive: true });
    for (const unit of plan.units.filter(({ id }) => units.includes(id))) {
      for (const step of unit.steps) {
        const entry = entryAt(book, placeOf(step.target), unit.id);
        if (entry === null) throw new Error(`no entry for ${placeOf(step.target)}`);
        await put(folder, step, pick(entry, unit.id));
      }
    }
    return await look(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function put(folder: string, { target }: Step, { text, imports }: Answer): Promise<void> {
  const path = join(folder, target.path);
  await mkdir(dirname(path), { recursive: true });
  if (target.kind === "file") return writeFile(path, text);
  let file = await readFile(path, "utf8");
  if (target.kind === "addition") file = `${file}\n${text}`;
  else {
    const doc = String.raw`(?:/\*\*(?:(?!\*/)[^])*\*/\n)?`;
    const body = String.raw`export (?:async )?function ${target.symbol}\([^]*?\n}\n`;
    const whole = new RegExp(doc + body);
    if (!whole.test(file)) throw new Error(`no ${target.symbol} in ${target.path}`);
    file = file.replace(whole, () => text);
  }
  const [opening = "", ...rest] = file.split("\n");
  await writeFile(path, [opening, ...imports.add, ...rest].join("\n"));
}

/** Whether the library's own tests pass, the unit's among them. */
export function visiblePass(folder: string): Promise<boolean> {
  const child = spawn(process.execPath, ["--test", "--test-isolation=none"], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: "ignore",
    timeout: 20_000,
  });
  return new Promise((settle, fail) => {
    child.once("error", fail).once("exit", (code) => settle(code === 0));
  });
}

/** Runs `work` on all items, two at a time, results in order. */
export async function inPairs<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
