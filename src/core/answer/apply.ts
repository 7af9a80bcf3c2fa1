// Exact application of an edit: by span, never by search; what does not fit is an error.
import { no, ok, type Result } from "../kernel.ts";
import type { Step } from "../plan/plan.ts";
import { textAt, type Change, type Tree } from "../tree.ts";
import { placeIn } from "./place.ts";
import type { Edit as AnyEdit } from "../patch/edit.ts";
import type { ParsedText, Syntax } from "../patch/syntax.ts";

export type Edit = Extract<AnyEdit, { readonly kind: "edit" }>;

export interface Applied {
  readonly change: Change;
  /** The whole file afterwards. */
  readonly after: string;
  /** Where the new text stands in it. */
  readonly start: number;
  readonly end: number;
}

/** Keeps the file's line ends, mode and final line break; a new file ends with a line break. */
export function applyEdit(tree: Tree, step: Step, edit: Edit, syntax: Syntax): Result<Applied, string> {
  const place = placeIn(tree, step, syntax);
  if (!place.ok) return place;
  const { file, start, end } = place.value;
  const { path, kind } = step.target;
  const text = newText(place.value.old, edit);
  if (!text.ok) return text;
  const crlf = /\r\n/.test(file);
  const lf = file.replaceAll("\r\n", "\n");
  const cut = (at: number): number => at - (file.slice(0, at).match(/\r\n/g)?.length ?? 0);
  const imports = importLines(edit, lf, step, syntax);
  if (!imports.ok) return imports;
  const [before, body, behind] = pieces(kind, lf, cut(start), cut(end), text.value);
  const head = imports.value(before);
  const whole = head + body + behind;
  const after = crlf ? whole.replaceAll("\n", "\r\n") : whole;
  const mode = tree.get(path)?.mode ?? "100644";
  const from = head.length;
  return ok({ change: { path, entry: { mode, content: after } }, after, start: from, end: from + body.length });
}

/** Replacements must each occur exactly once in the old text; they do not see each other. */
function newText(old: string, { body }: Edit): Result<string, string> {
  if (body.kind === "whole") return ok(body.text);
  const lf = old.replaceAll("\r\n", "\n");
  const found: { at: number; end: number; replace: string }[] = [];
  for (const { search, replace } of body.hunks) {
    const at = lf.indexOf(search);
    if (at < 0) return no("a SEARCH text does not occur");
    if (lf.indexOf(search, at + 1) >= 0) return no("a SEARCH text occurs more than once");
    found.push({ at, end: at + search.length, replace });
  }
  found.sort((a, b) => b.at - a.at);
  let text = lf;
  for (const [i, hunk] of found.entries()) {
    const above = found[i - 1];
    if (above && hunk.end > above.at) return no("two SEARCH texts overlap");
    text = text.slice(0, hunk.at) + hunk.replace + text.slice(hunk.end);
  }
  return ok(text);
}

const linesOf = (edit: Edit, op: "add" | "remove"): readonly string[] =>
  edit.imports.filter((i) => i.op === op).map((i) => i.statement);

function pieces(kind: Step["target"]["kind"], file: string, start: number, end: number, text: string) {
  if (kind === "file") {
    const bom = file.startsWith("\ufeff") ? "\ufeff" : "";
    return [bom, text, file === "" || file.endsWith("\n") ? "\n" : ""] as const;
  }
  if (kind === "addition") return [`${file.trimEnd()}\n\n`, text, "\n"] as const;
  return [file.slice(0, start), indented(text, file, start), file.slice(end)] as const;
}

/** Models dedent members: shifts all lines when the first has less indent than its place. */
function indented(text: string, file: string, start: number): string {
  const lineStart = file.lastIndexOf("\n", start - 1) + 1;
  const indent = file.slice(lineStart, start);
  const stripped = text.replace(/^\s+/, "");
  if (indent === "" || indent.trim() !== "") return stripped;
  const own = text.length - stripped.length;
  if (own > 0) return stripped;
  const lines = stripped.split("\n");
  const inside = lines.slice(1).filter((line) => line.trim() !== "");
  if (inside.some((line) => line.startsWith(indent)) && !/^[}\])]/.test(inside.at(-1) ?? "")) return stripped;
  return lines.map((line, i) => (i === 0 || line.trim() === "" ? line : indent + line)).join("\n");
}

type Rewrite = (before: string) => string;

function importLines(edit: Edit, file: string, step: Step, syntax: Syntax): Result<Rewrite, string> {
  const importsAdded = linesOf(edit, "add");
  const importsRemoved = linesOf(edit, "remove");
  if (importsAdded.length + importsRemoved.length === 0) return ok((text) => text);
  if (step.target.kind === "file") return no("a whole file carries its imports itself");
  const language = syntax.languageOf(step.target.path);
  const parsed = language === null ? null : syntax.parse(language, file);
  if (!parsed || language === null) return no("imports need a language with a grammar");
  for (const line of [...importsAdded, ...importsRemoved]) {
    const statement = syntax.parse(language, line);
    const [only, ...rest] = statement?.root.children ?? [];
    if (statement?.errors.length !== 0 || only?.type !== "import_statement" || rest.length > 0) {
      return no(`not one import statement: ${line.slice(0, 80)}`);
    }
  }
  const known = importsOf(parsed);
  const missing = importsRemoved.find((line) => !known.some((k) => same(k.text, line)));
  if (missing) return no(`the file has no such import: ${missing.slice(0, 80)}`);
  return ok((before) => rewritten(before, known, edit));
}

interface ImportLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const importsOf = (parsed: ParsedText): ImportLine[] =>
  parsed.root.children
    .filter((n) => n.type === "import_statement")
    .map(({ start, end }) => ({ start, end, text: parsed.text.slice(start, end) }));

const same = (a: string, b: string): boolean => fold(a) === fold(b);
const fold = (text: string): string =>
  text.replace(/["'`]/g, '"').replace(/;\s*$/, "").replace(/\s+/g, "").replace(/,}/g, "}");

/** Added imports go behind the last one; one that is there already is not added again. */
function rewritten(before: string, known: readonly ImportLine[], edit: Edit): string {
  const fresh = linesOf(edit, "add").filter((line) => !known.some((k) => same(k.text, line)));
  const last = known.at(-1);
  let text = before;
  if (fresh.length > 0) {
    const at = last ? last.end : 0;
    const block = fresh.join("\n");
    text = last ? `${text.slice(0, at)}\n${block}${text.slice(at)}` : `${block}\n\n${text}`;
  }
  for (const { text: line, start, end } of [...known].reverse()) {
    if (!linesOf(edit, "remove").some((r) => same(r, line))) continue;
    const stop = text[end] === "\n" ? end + 1 : end;
    text = text.slice(0, start) + text.slice(stop);
  }
  return text;
}

/** The old text of the file that a step writes; empty for a new one. */
export const fileBefore = (tree: Tree, step: Step): string => textAt(tree, step.target.path) ?? "";
