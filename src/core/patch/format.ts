// The tagged-text transport: how the prompt explains it and how an answer in it is read, strictly.
import { no, ok, type Result } from "../kernel.ts";
import { wholeCharsMax, type Step } from "../plan/plan.ts";
import type { Body, Echo, Edit, Hunk, ImportLine } from "./edit.ts";

/** Why an answer is not in the format; `stale` when it answers another step or another text. */
export interface FormatError {
  readonly kind: "format" | "stale";
  readonly because: string;
}

const longLinesMin = 151;
const hunksMax = 8;
const importsMax = 20;
const summaryCharsMax = 240;
const textCharsMax = 1_000_000;

/** Symbols of more than 150 lines or 7,200 characters are changed by exact search and replace. */
export const isLong = (old: string): boolean =>
  old.length > wholeCharsMax || old.split("\n").length >= longLinesMin;

const off = (because: string): Result<never, FormatError> => no({ kind: "format", because });

/**
 * Reads `EDIT …`, `SUMMARY …`, `IMPORT± …` and the marked text. Nothing is repaired: a fence,
 * a greeting, a missing, doubled or foreign marker make it none. CRLF and blank ends do not
 * count.
 */
export function readEdit(text: string, nonce: string, echo: Echo): Result<Edit, FormatError> {
  if (text.length > textCharsMax) return off(`longer than ${textCharsMax} characters`);
  const lines = text.replace(/\r\n/g, "\n").trim().split("\n");
  const header = /^EDIT (\S+) (\S+) (\S+) (\S+)$/.exec(lines[0] ?? "");
  if (!header) return off("the first line is not an EDIT line");
  const [, stepId, baseHash, decision, mode] = header;
  if (stepId !== echo.stepId || baseHash !== echo.baseHash) {
    const because = `answers ${stepId} ${baseHash}, asked was ${echo.stepId} ${echo.baseHash}`;
    return no({ kind: "stale", because: because.slice(0, 200) });
  }
  const first = lines.findIndex((line) => line.startsWith("=====") || line.includes(nonce));
  const head = lines.slice(1, first < 0 ? lines.length : first);
  const rest = first < 0 ? [] : lines.slice(first);
  const read = readHead(head);
  if (!read.ok) return read;
  const { summary, imports } = read.value;
  if (decision === "edit") {
    const body = readBody(mode ?? "", rest, nonce);
    return body.ok ? ok({ kind: "edit", summary, imports, body: body.value }) : body;
  }
  if (mode !== "none" || rest.length > 0 || imports.length > 0) {
    return off("only an edit carries imports or text; other decisions have the mode none");
  }
  if (decision === "no_change_needed") return ok({ kind: "no change", summary });
  if (decision === "cannot_do") return ok({ kind: "cannot do", summary });
  return off("the decision is none of edit, no_change_needed, cannot_do");
}

interface Head {
  readonly summary: string;
  readonly imports: readonly ImportLine[];
}

function readHead(lines: readonly string[]): Result<Head, FormatError> {
  const [line, ...more] = lines;
  const summary = /^SUMMARY (.+)$/.exec(line ?? "")?.[1];
  if (summary === undefined) return off("the second line is not a SUMMARY line");
  if (summary.length > summaryCharsMax) return off("the summary is too long");
  const imports: ImportLine[] = [];
  for (const other of more) {
    const [, sign, statement] = /^IMPORT([+-]) (.+)$/.exec(other) ?? [];
    if (sign === undefined || statement === undefined) {
      return off(`a line before the text is unknown: ${JSON.stringify(other.slice(0, 60))}`);
    }
    imports.push({ op: sign === "+" ? "add" : "remove", statement: statement.trim() });
  }
  return imports.length > importsMax ? off("too many imports") : ok({ summary, imports });
}

function readBody(
  mode: string,
  lines: readonly string[],
  nonce: string,
): Result<Body, FormatError> {
  if (lines.at(-1) !== `=====END ${nonce}`) return off("the last line is not the END marker");
  const inner = lines.slice(0, -1);
  if (mode === "replace_unit") {
    if (inner[0] !== `=====UNIT ${nonce}`) return off("the text does not follow its UNIT marker");
    const body = inner.slice(1);
    if (body.some((line) => line.includes(nonce))) return off("a marker occurs inside the text");
    return ok({ kind: "whole", text: body.join("\n") });
  }
  return mode === "search_replace" ? readHunks(inner, nonce) : off("the mode is unknown");
}

function readHunks(lines: readonly string[], nonce: string): Result<Body, FormatError> {
  const hunks: Hunk[] = [];
  let at = 0;
  while (at < lines.length) {
    if (lines[at] !== `=====SEARCH ${nonce}`) return off("a SEARCH marker is missing");
    const middle = lines.indexOf(`=====REPLACE ${nonce}`, at);
    if (middle < 0) return off("a REPLACE marker is missing");
    const next = lines.indexOf(`=====SEARCH ${nonce}`, middle);
    const end = next < 0 ? lines.length : next;
    const [search, replace] = [lines.slice(at + 1, middle), lines.slice(middle + 1, end)];
    if ([...search, ...replace].some((line) => line.includes(nonce))) {
      return off("a marker occurs inside the text");
    }
    if (search.join("").trim() === "") return off("a SEARCH text is empty");
    hunks.push({ search: search.join("\n"), replace: replace.join("\n") });
    if (hunks.length > hunksMax) return off(`more than ${hunksMax} replacements`);
    at = end;
  }
  return hunks.length === 0 ? off("there is no replacement") : ok({ kind: "hunks", hunks });
}

export interface Instructing extends Echo {
  readonly nonce: string;
  readonly step: Step;
  /** What the step replaces; empty where something new begins. */
  readonly old: string;
}

/** What a prompt says about the form of its answer. Trusted text; ends with the form itself. */
export function formatInstructions(about: Instructing): string {
  const { nonce, stepId, baseHash, step, old } = about;
  const long = step.target.kind === "symbol" && isLong(old);
  const imports =
    step.target.kind === "file"
      ? []
      : [
          "One line `IMPORT+ <statement>` for each import to add to the file, one line",
          "`IMPORT- <statement>` for each to remove, after SUMMARY; none if none is needed.",
        ];
  return [
    "Answer in exactly this form, nothing before or after it, no code fence:",
    ...(long ? longNotes(stepId, baseHash) : []),
    ...imports,
    "When the place needs no change, answer only",
    `  EDIT ${stepId} ${baseHash} no_change_needed none`,
    "and a SUMMARY line; when the task cannot be done there, the same with cannot_do.",
    `Between the markers stands ${contents(step)}, verbatim.`,
    "",
    `EDIT ${stepId} ${baseHash} edit replace_unit`,
    "SUMMARY one line saying what was done",
    `=====UNIT ${nonce}`,
    "the text",
    `=====END ${nonce}`,
  ].join("\n");
}

const longNotes = (stepId: string, baseHash: string): readonly string[] => [
  "The symbol is long: you may write `search_replace` instead of `replace_unit`, and instead of",
  "the UNIT marker and the text up to 8 pairs of a SEARCH marker, old lines that occur exactly",
  "once, a REPLACE marker and new lines; markers are written as below, with the same word. Where",
  "lines of the symbol are not shown, write nothing but",
  `  EDIT ${stepId} ${baseHash} edit search_replace`,
];

/** By no name: a plan's words, and a repository's, stand among the data only. */
const symbol = "the symbol that the place names";

function contents({ target }: Step): string {
  switch (target.kind) {
    case "file":
      return "the complete text of the file";
    case "addition":
      return `${symbol}, new and complete, with its doc comment, nothing else`;
    case "symbol":
      return `the complete new text of ${symbol} with its doc comment, nothing else`;
  }
}
