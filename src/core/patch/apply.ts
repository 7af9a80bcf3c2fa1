// Puts an edit into the tree, exactly: by span, never by searching for a likely place.
import { no, ok, unreachable, type Result } from "../kernel.ts";
import type { Step } from "../plan/plan.ts";
import { textAt, type Change, type Tree } from "../tree.ts";
import type { Body, Edit, Hunk } from "./edit.ts";
import { isLong } from "./format.ts";
import { importEdits, lineEnd } from "./imports.ts";
import { indented } from "./indent.ts";
import { rulesOf } from "./languages.ts";
import { parsedAt, symbolOf, type Span } from "./place.ts";
import { endingOf, spliced, withEnding, type Splice } from "./splice.ts";
import type { ParsedText, Syntax } from "./syntax.ts";

/** Why an edit does not fit; one sentence. */
export interface ApplyError {
  readonly kind: "place" | "search" | "import";
  readonly because: string;
}

export interface Applied {
  readonly changes: readonly Change[];
  /** What was replaced in the old text and what stands there in the new one. */
  readonly old: Span;
  readonly new: Span;
}

type Written = Extract<Edit, { readonly kind: "edit" }>;

/**
 * The change that an edit makes to the step's file. End of line, byte order mark, final newline
 * and mode of the file stay. Fails when the place is not there, a search text does not occur
 * exactly once, or an import line is no import statement.
 */
export function applyEdit(
  tree: Tree,
  step: Step,
  edit: Written,
  syntax: Syntax,
): Result<Applied, ApplyError> {
  const { path } = step.target;
  const entry = tree.get(path);
  const text = textAt(tree, path);
  if (entry && text === null) return off("place", `${path} is not a text file`);
  if (step.target.kind === "file") return wholeFile(step, edit, entry ? text : null, tree);
  if (!entry || text === null) return off("place", `${path} does not exist`);
  const parsed = parsedAt(tree, path, syntax);
  if (parsed === null) return off("place", `${path} cannot be parsed, so it has no symbols`);
  const place = step.target.kind === "symbol" ? replacement : addition;
  const own = place(parsed, step, edit.body, syntax);
  if (!own.ok) return own;
  const imports = importEdits(parsed, edit.imports, syntax);
  if (!imports.ok) return off("import", imports.error);
  const { splice } = own.value;
  const result = spliced(text, [...imports.value, splice], endingOf(text));
  const inserted = withEnding(splice.text, endingOf(text));
  const lead = own.value.lead;
  const start = result.places.at(-1) ?? 0;
  return ok({
    changes: [{ path, entry: { mode: entry.mode, content: result.text } }],
    old: { start: splice.start, end: splice.end },
    new: { start: start + withEnding(lead, endingOf(text)).length, end: start + inserted.length },
  });
}

const off = (kind: ApplyError["kind"], because: string): Result<never, ApplyError> =>
  no({ kind, because });

function wholeFile(
  step: Step,
  edit: Written,
  old: string | null,
  tree: Tree,
): Result<Applied, ApplyError> {
  const { path } = step.target;
  if (edit.imports.length > 0) return off("import", "a whole file carries its own imports");
  if (edit.body.kind !== "whole") return off("search", "a file is written whole");
  const bare = edit.body.text.replace(/^\uFEFF/, "").replace(/\n+$/, "");
  const mark = old?.startsWith("\uFEFF") ? "\uFEFF" : "";
  const last = bare === "" || (old !== null && old !== "" && !old.endsWith("\n")) ? "" : "\n";
  const content = mark + withEnding(bare + last, endingOf(old ?? ""));
  const mode = tree.get(path)?.mode ?? "100644";
  return ok({
    changes: [{ path, entry: { mode, content } }],
    old: { start: 0, end: old?.length ?? 0 },
    new: { start: 0, end: content.length },
  });
}

/** A splice of the step's own text; `lead` is what it begins with that is only space. */
interface Own {
  readonly splice: Splice;
  readonly lead: string;
}

function replacement(
  parsed: ParsedText,
  step: Step,
  body: Body,
  syntax: Syntax,
): Result<Own, ApplyError> {
  const span = symbolOf(parsed, step);
  if (span === null) return off("place", "the symbol is not there any more");
  const old = parsed.text.slice(span.start, span.end).replace(/\r\n/g, "\n");
  switch (body.kind) {
    case "whole": {
      const text = indented(parsed, span, body.text, syntax);
      return ok({ splice: { start: span.start, end: span.end, text }, lead: "" });
    }
    case "hunks": {
      if (!isLong(old)) {
        return off("search", `a symbol of ${old.split("\n").length} lines is written whole`);
      }
      const text = replacedIn(old, body.hunks);
      if (!text.ok) return text;
      return ok({ splice: { start: span.start, end: span.end, text: text.value }, lead: "" });
    }
    default:
      return unreachable(body);
  }
}

/** Applies hunks against the old text; each must occur exactly once, none may touch another. */
function replacedIn(old: string, hunks: readonly Hunk[]): Result<string, ApplyError> {
  const splices: Splice[] = [];
  for (const { search, replace } of hunks) {
    const start = old.indexOf(search);
    if (start < 0) return off("search", "a search text does not occur in the symbol");
    if (old.indexOf(search, start + 1) >= 0) return off("search", "a search text occurs twice");
    const end = start + search.length;
    if (splices.some((s) => start < s.end && s.start < end)) {
      return off("search", "two search texts overlap");
    }
    splices.push({ start, end, text: replace });
  }
  return ok(spliced(old, splices, "\n").text);
}

/**
 * After the last top-level symbol, apart by the language's blank lines; at the end of a file
 * without any.
 */
function addition(parsed: ParsedText, _step: Step, body: Body): Result<Own, ApplyError> {
  if (body.kind !== "whole") return off("search", "a new symbol is written whole");
  const { text } = parsed;
  const last = Math.max(0, ...parsed.symbols.map((symbol) => symbol.end));
  const bare = body.text.replace(/^\n+|\n+$/g, "");
  if (last === 0) {
    const lead = text.trim() === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    return ok({ splice: { start: text.length, end: text.length, text: `${lead}${bare}\n` }, lead });
  }
  const start = lineEnd(parsed, last);
  const atEnd = text.slice(start).trim() === "";
  const tail = !atEnd && !/^\r?\n/.test(text.slice(start)) ? "\n" : "";
  const lead = "\n".repeat(1 + rulesOf(parsed.language).blankLines);
  return ok({ splice: { start, end: start, text: `${lead}${bare}${tail}` }, lead });
}
