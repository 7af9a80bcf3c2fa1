// Git's trees, read and written object by object: most changes need no git process.
import { GitError } from "./git.ts";
import { writeLoose } from "./loose.ts";
import { findObject, readObject } from "./object-reader.ts";

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | null;
  readonly path: string;
}

/** One path of a new tree: null as hash removes it. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

/** As a tree object holds it; bytes of the name that are no UTF-8 would not survive as text. */
interface Row {
  readonly mode: string;
  readonly name: Buffer;
  readonly sha: string;
}

const isFolder = ({ mode }: Row): boolean => mode === "40000";

/** Source: gitformat-loose and git's Documentation of tree objects: "mode name\0" and 20 bytes. */
async function rowsOf(dir: string, treeish: string): Promise<Row[] | null> {
  const found = await readObject(dir, `${treeish}^{tree}`);
  if (found?.type !== "tree") return null;
  const { content } = found;
  const rows: Row[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    const mode = content.toString("latin1", at, space);
    const name = content.subarray(space + 1, end);
    at = end + 21;
    rows.push({ mode, name, sha: content.toString("hex", end + 1, at) });
  }
  return rows;
}

/**
 * @param folder the path of the folder to list; empty: the top
 * @returns the entries with their whole paths, or null when there is no such tree; every level when
 *   recursive.
 */
export async function listTree(
  dir: string,
  treeish: string,
  recursive: boolean,
  folder = "",
): Promise<TreeEntry[] | null> {
  const names = folder === "" ? [] : folder.split("/");
  let rows = await rowsOf(dir, treeish);
  for (const name of names) {
    const next = rows?.find((row) => isFolder(row) && row.name.toString("utf8") === name);
    rows = next ? await rowsOf(dir, next.sha) : null;
  }
  return rows && entriesOf(dir, rows, names, recursive);
}

async function entriesOf(
  dir: string,
  rows: readonly Row[],
  above: readonly string[],
  recursive: boolean,
): Promise<TreeEntry[]> {
  const lists = await Promise.all(
    rows.map(async (row) => {
      const names = [...above, row.name.toString("utf8")];
      const type = isFolder(row) ? "tree" : row.mode === "160000" ? "commit" : "blob";
      const size = type === "blob" ? ((await findObject(dir, row.sha))?.size ?? null) : null;
      const inside = recursive && type === "tree" ? await rowsOf(dir, row.sha) : null;
      const entry = { mode: row.mode.padStart(6, "0"), type, sha: row.sha, size };
      const under = inside ? await entriesOf(dir, inside, names, true) : [];
      return [{ ...entry, path: names.join("/") }, ...under];
    }),
  );
  return lists.flat();
}

interface Put {
  readonly names: readonly string[];
  readonly mode: string;
  readonly sha: string | null;
}

/**
 * Writes the tree that `base` becomes under changes of plain files at paths that nothing is to be
 * said against; null as base starts empty.
 * @returns null where git has to decide: the base or a blob is not there, a folder is put in as a
 *   whole, one path is within another, or a name is not plain.
 */
export async function writePlain(
  dir: string,
  base: string | null,
  changes: readonly TreeChange[],
): Promise<string | null> {
  const puts = changes.map(({ path, mode, sha }) => ({ names: path.split("/"), mode, sha }));
  if (!puts.every(isPlain) || areNested(changes.map(({ path }) => path))) return null;
  const shas = changes.flatMap(({ sha }) => sha ?? []);
  const found = await Promise.all(shas.map((sha) => findObject(dir, sha)));
  if (!found.every((one, i) => one?.type === "blob" && one.sha === shas[i])) return null;
  const rows = base === null ? [] : await rowsOf(dir, base);
  if (rows === null) return null;
  return (await written(dir, rows, puts)) ?? (await writeLoose(dir, "tree", ""));
}

/** Names that git allows whatever its settings; those that mean something to it are left to it. */
const isPlain = ({ names, mode, sha }: Put): boolean =>
  (sha === null || mode === "100644" || mode === "100755") &&
  names.every((name) => /^(?!\.git)\.?[\w-][\w.-]*$/i.test(name) || name === ".github");

function areNested(paths: readonly string[]): boolean {
  const all = new Set(paths);
  const above = (path: string): string[] =>
    path.split("/").flatMap((_, i, names) => (i === 0 ? [] : names.slice(0, i).join("/")));
  return all.size < paths.length || paths.some((path) => above(path).some((one) => all.has(one)));
}

/** @returns the hash of the tree, or null where nothing is left: git keeps no such folder. */
async function written(
  dir: string,
  rows: readonly Row[],
  puts: readonly Put[],
): Promise<string | null> {
  const next = new Map(rows.map((row) => [row.name.toString("latin1"), row]));
  for (const [name, group] of Map.groupBy(puts, ({ names }) => names[0] ?? "")) {
    const [first, ...others] = group;
    const old = next.get(name);
    let mode = first?.mode ?? "";
    let sha = first?.sha ?? null;
    if (others.length > 0 || first?.names.length !== 1) {
      const folder = old !== undefined && isFolder(old);
      // What is removed below a file, or below nothing, was not there.
      if (!folder && group.every((one) => one.sha === null)) continue;
      const inside = folder ? await rowsOf(dir, old.sha) : [];
      if (inside === null) throw new GitError(`the tree ${old?.sha} cannot be read`);
      const within = group.map((one) => ({ ...one, names: one.names.slice(1) }));
      [mode, sha] = ["40000", await written(dir, inside, within)];
    }
    if (sha === null) next.delete(name);
    else next.set(name, { mode, name: Buffer.from(name), sha });
  }
  if (next.size === 0) return null;
  // Folders are sorted as if their names ended with a slash.
  const order = (row: Row): string => row.name.toString("latin1") + (isFolder(row) ? "/" : "");
  const sorted = [...next.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const parts = sorted.flatMap(({ mode, name, sha }) => [
    Buffer.from(`${mode} `),
    name,
    Buffer.from([0]),
    Buffer.from(sha, "hex"),
  ]);
  return await writeLoose(dir, "tree", Buffer.concat(parts));
}
