// The project's own source files as the tidy test reads them: lines, imports and syntax.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";

export const top = resolve(import.meta.dirname, "../..");

export interface Import {
  /** As written: `./a.ts`, `node:fs`, `zod`. */
  readonly from: string;
  /** Path from the project's top when the import is relative, else null. */
  readonly file: string | null;
  /** `import("…")`: loaded later, so it closes no circle. */
  readonly later: boolean;
}

export interface Source {
  /** Path from the project's top, with forward slashes. */
  readonly file: string;
  readonly lines: readonly string[];
  readonly imports: readonly Import[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  /** The ESTree as oxc-parser gives it. */
  readonly program: unknown;
}

/** Every TypeScript file below the folders, in the order of their paths. */
export function sources(...folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(top, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
    )
    .toSorted()
    .map(read);
}

function read(file: string): Source {
  const text = readFileSync(join(top, file), "utf8");
  const { module, comments, program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message ?? ""}`);
  const here = dirname(file);
  const made = (from: string, later: boolean): Import => {
    const inside = from.startsWith(".");
    return { from, later, file: inside ? relative(top, resolve(top, here, from)) : null };
  };
  const exported = module.staticExports.flatMap((one) =>
    one.entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
  );
  const imports = [
    ...module.staticImports.map((one) => made(one.moduleRequest.value, false)),
    ...exported.map((from) => made(from, false)),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const quoted = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(start, end));
      return quoted?.[1] === undefined ? [] : [made(quoted[1], true)];
    }),
  ];
  const said = comments.map((one) => ({ text: one.value, line: lineAt(text, one.start) }));
  return { file, lines: text.split("\n"), imports, comments: said, program };
}

export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split("\n").length;

/** A node of the syntax tree; its other fields are read by name. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** Every node below a value, itself included, parents first. */
export function* nodes(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const one of value) yield* nodes(one);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) yield value;
  for (const inner of Object.values(value)) yield* nodes(inner);
}

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string";

/** The first circle of static imports, as the files on it; null when there is none. */
export function circle(files: readonly Source[]): readonly string[] | null {
  const byName = new Map(files.map((one) => [one.file, one]));
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    const source = byName.get(file);
    if (done.has(file) || !source) return null;
    path.push(file);
    for (const one of source.imports) {
      const found = one.file === null || one.later ? null : visit(one.file);
      if (found) return found;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const { file } of files) {
    const found = visit(file);
    if (found) return found;
  }
  return null;
}
