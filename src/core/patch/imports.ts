// IMPORT+ and IMPORT- lines: each must be one import statement, and is put or taken as a whole.
import { no, ok, type Result } from "../kernel.ts";
import { canonicalOf } from "./canonical.ts";
import type { ImportLine } from "./edit.ts";
import { rulesOf } from "./languages.ts";
import type { Splice } from "./splice.ts";
import type { ParsedText, Syntax, SyntaxNode } from "./syntax.ts";

interface Import {
  readonly kind: string;
  readonly key: string;
  readonly node: SyntaxNode;
}

/** The import statements of a text's top level, in order. */
export function importsIn(parsed: ParsedText): readonly Import[] {
  const rules = rulesOf(parsed.language);
  return parsed.root.children.flatMap((node) => {
    const kind = rules.importKind(node, parsed.text);
    return kind === null ? [] : [{ kind, key: canonicalOf([node], parsed), node }];
  });
}

/**
 * Where lines go: behind the last import of their kind that stays, else behind any, else in the
 * place of those that go, else at the top below a hashbang, directives and a header comment. An
 * import that stands there already is not repeated.
 * @returns insertions before removals, so that both may be at one place.
 * Fails with a sentence when a line is no import, or names none to remove.
 */
export function importEdits(
  parsed: ParsedText,
  lines: readonly ImportLine[],
  syntax: Syntax,
): Result<readonly Splice[], string> {
  const present = importsIn(parsed);
  const read: Line[] = [];
  for (const { op, statement } of lines) {
    const found = readImport(parsed, statement, syntax);
    if (found === null) return no(`not one import statement: ${statement.slice(0, 80)}`);
    read.push({ op, statement, ...found });
  }
  const leaving = read.flatMap(({ op, key }) => (op === "remove" ? [key] : []));
  const staying = present.filter(({ key }) => !leaving.includes(key));
  const insertions: Splice[] = [];
  const removals: Splice[] = [];
  const gone = new Set<string>();
  const added = new Set<string>();
  for (const { op, statement, kind, key } of read) {
    const same = present.filter((other) => other.key === key);
    if (op === "add") {
      if (added.has(key) || same.some((other) => !gone.has(other.key))) continue;
      added.add(key);
      insertions.push(insertion(parsed, present, staying, kind, statement));
      continue;
    }
    const [found] = same;
    if (!found || gone.has(key)) return no(`no such import: ${statement.slice(0, 80)}`);
    gone.add(key);
    removals.push(removal(parsed, found.node));
  }
  return ok([...insertions, ...removals]);
}

interface Line extends ImportLine {
  readonly kind: string;
  readonly key: string;
}

function readImport(parsed: ParsedText, statement: string, syntax: Syntax): Import | null {
  const read = syntax.parse(parsed.language, statement);
  if (read === null || read.errors.length > 0 || read.root.children.length !== 1) return null;
  return importsIn(read)[0] ?? null;
}

function insertion(
  parsed: ParsedText,
  present: readonly Import[],
  staying: readonly Import[],
  kind: string,
  statement: string,
): Splice {
  const { text } = parsed;
  const last = staying.findLast((other) => other.kind === kind) ?? staying.at(-1);
  if (last) {
    const end = lineEnd(text, last.node.end);
    return { start: end, end, text: `\n${statement}` };
  }
  const [first] = present;
  if (first) return { start: first.node.start, end: first.node.start, text: `${statement}\n` };
  const top = rulesOf(parsed.language).headEnd(parsed.root, text);
  const start = top === 0 ? (text.startsWith("\uFEFF") ? 1 : 0) : lineEnd(text, top);
  return top === 0
    ? { start, end: start, text: `${statement}\n\n` }
    : { start, end: start, text: `\n\n${statement}` };
}

/** Behind a comment on the same line; right behind the statement when code follows there. */
function lineEnd(text: string, from: number): number {
  const rest = /^[ \t;]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(from, from + 500))?.[0];
  return from + (rest?.length ?? 0);
}

function removal(parsed: ParsedText, node: SyntaxNode): Splice {
  const end = lineEnd(parsed.text, node.end);
  const newline = /^\r?\n/.exec(parsed.text.slice(end, end + 2))?.[0] ?? "";
  return { start: node.start, end: end + newline.length, text: "" };
}
