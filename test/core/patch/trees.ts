// Small trees and steps for the tests of patches.
import type { Step, StepTarget } from "../../../src/core/plan/plan.ts";
import { parsePath, type Entry, type Path, type Tree } from "../../../src/core/tree.ts";

export function pathAt(text: string): Path {
  const path = parsePath(text);
  if (path === null) throw new Error(`not a path: ${text}`);
  return path;
}

export const treeOf = (files: Readonly<Record<string, string | Entry>>): Tree =>
  new Map(
    Object.entries(files).map(([path, file]) => [
      pathAt(path),
      typeof file === "string" ? { mode: "100644", content: file } : file,
    ]),
  );

/** `src/a.ts#f`, `src/a.ts#C.m#1`, `src/a.ts+g` for an addition, or a file. */
export function stepAt(place: string, more: Partial<Step> = {}): Step {
  return {
    kind: "code",
    task: "do it",
    signatureMayChange: false,
    target: targetAt(place),
    ...more,
  };
}

function targetAt(place: string): StepTarget {
  const [file = "", added] = place.split("+");
  if (added !== undefined) return { kind: "addition", path: pathAt(file), symbol: added };
  const [path = "", symbol, ordinal = "0"] = place.split(/(?<!#)#(?!#)/);
  if (symbol === undefined) return { kind: "file", path: pathAt(path) };
  return { kind: "symbol", path: pathAt(path), symbol, ordinal: Number(ordinal) };
}
