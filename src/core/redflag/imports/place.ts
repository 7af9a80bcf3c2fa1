// Where imports are looked for: the files of the tree, and those that the plan will write.
import type { Language } from "../../patch/syntax.ts";
import { parsePath, textAt, type Path, type Tree } from "../../tree.ts";

export interface ImportPlace {
  readonly language: Language;
  /** The file that imports. */
  readonly path: Path;
  readonly tree: Tree;
  /** Files that some step of the plan writes. */
  readonly planned: ReadonlySet<string>;
}

/** True where a module is known to be there, false where it is nowhere, null where nobody knows. */
export type Found = boolean | null;

/** Whether there is, or will be, a file. */
export function has({ tree, planned }: ImportPlace, path: string): boolean {
  const parsed = parsePath(path);
  return parsed !== null && (tree.has(parsed) || planned.has(parsed));
}

/** Whether something holds for the path of any file that there is or will be. */
export function anyPath({ tree, planned }: ImportPlace, holds: (path: string) => boolean): boolean {
  for (const path of tree.keys()) if (holds(path)) return true;
  for (const path of planned) if (holds(path)) return true;
  return false;
}

/** The texts of all files whose name is of a shape, wherever they lie; at most fifty. */
export function textsOf({ tree }: ImportPlace, shape: RegExp): readonly string[] {
  const found: string[] = [];
  for (const path of tree.keys()) {
    if (!shape.test(path.slice(path.lastIndexOf("/") + 1))) continue;
    const text = textAt(tree, path);
    if (text !== null && found.length < manifestsMax) found.push(text);
  }
  return found;
}

const manifestsMax = 50;

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** A path beside a folder, with `.` and `..` taken; null where it leaves the repository. */
export function joined(folder: string, more: string): string | null {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of more.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}
