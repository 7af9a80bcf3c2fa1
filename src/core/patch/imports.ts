// IMPORT+ and IMPORT- lines: each must be one import statement, and is put or taken as a whole.
import { no, ok, type Result } from "../kernel.ts";
import { canonicalOf } from "./canonical.ts";
import type { ImportLine } from "./edit.ts";
import { rulesOf } from "./languages.ts";
import { isComment } from "./nodes.ts";
import type { ImportPlace } from "./rules.ts";
import type { Splice } from "./splice.ts";
import type { ParsedText, Syntax, SyntaxNode } from "./syntax.ts";

interface Import extends ImportPlace {
  readonly kind: string;
  readonly key: string;
  /** As in `Rules.importBinds`. */
  readonly binds: readonly string[] | null;
}

/** The imports of a text, in order; each name of a Go group is one. */
export function importsIn(parsed: ParsedText): readonly Import[] {
  const { root, text } = parsed;
  const rules = rulesOf(parsed.language);
  const places =
    rules.imports?.(root, text) ?? root.children.map((node) => ({ node, statement: node }));
  return places.flatMap((place) => {
    const { node, statement } = place;
    const kind = rules.importKind(statement, text);
    if (kind === null) return [];
    const before = root.children.findLast((c) => c.end <= statement.start && !isComment(c));
    const binds = rules.importBinds(statement, text, before);
    return [{ ...place, kind, key: canonicalOf([node], parsed), binds }];
  });
}

/**
 * Where lines go: behind the last import of their kind, else behind any, else at the top below a
 * hashbang, directives and a header comment. An import that stands there already is not repeated.
 * Fails with a sentence when a line is no import, or names none to remove.
 */
export function importEdits(
  parsed: ParsedText,
  lines: readonly ImportLine[],
  syntax: Syntax,
): Result<readonly Splice[], string> {
  const present = importsIn(parsed);
  const insertions: Splice[] = [];
  const removals: Splice[] = [];
  const gone = new Set<string>();
  const added = new Set<string>();
  const leaving = removedKeys(parsed, lines, syntax);
  for (const { op, statement } of lines) {
    const read = readImport(parsed, statement, syntax);
    if (read === null) return no(`not one import statement: ${statement.slice(0, 80)}`);
    const same = present.filter((other) => other.key === read.key);
    if (op === "add") {
      if (added.has(read.key) || same.some((other) => !gone.has(other.key))) continue;
      added.add(read.key);
      insertions.push(insertion(parsed, present, leaving, read.kind, statement));
      continue;
    }
    const [found] = same;
    if (!found || gone.has(found.key)) return no(`no such import: ${statement.slice(0, 80)}`);
    gone.add(found.key);
    removals.push(removal(parsed, found.node));
  }
  // At one place what is new comes before what goes.
  return ok([...insertions, ...removals]);
}

function readImport(parsed: ParsedText, statement: string, syntax: Syntax): Import | null {
  const read = syntax.parse(parsed.language, statement);
  if (read === null || read.errors.length > 0 || read.root.children.length !== 1) return null;
  const [only, ...more] = importsIn(read);
  return only && more.length === 0 ? only : null;
}

function insertion(
  parsed: ParsedText,
  present: readonly Import[],
  leaving: ReadonlySet<string>,
  kind: string,
  statement: string,
): Splice {
  const { text } = parsed;
  const staying = present.filter((other) => !leaving.has(other.key));
  const last = staying.findLast((other) => other.kind === kind) ?? staying.at(-1);
  const [first] = present;
  if (!last && first) {
    const { start } = first.statement;
    return { start, end: start, text: `${statement}\n` };
  }
  if (last) {
    const end = lineEnd(parsed, last.statement.end);
    return { start: end, end, text: `\n${statement}` };
  }
  const top = rulesOf(parsed.language).headEnd(parsed.root, text);
  const start = top === 0 ? (text.startsWith("\uFEFF") ? 1 : 0) : lineEnd(parsed, top);
  return top === 0
    ? { start, end: start, text: `${statement}\n\n` }
    : { start, end: start, text: `\n\n${statement}` };
}

/** Behind a comment on the same line; right behind the statement when code follows there. */
export function lineEnd({ language, text }: ParsedText, end: number): number {
  // Some grammars count the line end to the statement.
  const from = text.slice(0, end).trimEnd().length;
  const rest = new RegExp(`^[ \\t;]*(?:${rulesOf(language).lineComment}[^\\r\\n]*)?(?=\\r?\\n|$)`);
  return from + (rest.exec(text.slice(from, from + 500))?.[0].length ?? 0);
}

function removal(parsed: ParsedText, node: SyntaxNode): Splice {
  const { text } = parsed;
  const end = lineEnd(parsed, node.end);
  const newline = /^\r?\n/.exec(text.slice(end, end + 2))?.[0] ?? "";
  const margin =
    newline === "" ? 0 : (/(?<=^|\n)[ \t]*$/.exec(text.slice(0, node.start))?.[0] ?? "").length;
  return { start: node.start - margin, end: end + newline.length, text: "" };
}

/** The keys of the imports that lines take away. */
const removedKeys = (
  parsed: ParsedText,
  lines: readonly ImportLine[],
  syntax: Syntax,
): ReadonlySet<string> => {
  const removed = lines.filter((line) => line.op === "remove");
  return new Set(removed.map((line) => readImport(parsed, line.statement, syntax)?.key ?? ""));
};
