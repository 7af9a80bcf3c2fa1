// Reads an answer book; every mistake is one sentence with its line, its key and what to do.
import { readFile } from "node:fs/promises";
import { LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { nearest } from "../core/config/config.ts";
import { inFileOrder, offsetOf, wordsOf, yamlWords } from "../core/config/mistakes.ts";
import { no, ok, type Result } from "../core/kernel.ts";
import type { Book } from "./book.ts";
import { format, knownKeys } from "./format.ts";
import { resolve, type Problem } from "./resolve.ts";

const charactersMax = 4_000_000;

/** Reads the file at `path`, UTF-8. Fails as parseBook does, and when it cannot be read. */
export async function readBook(path: string): Promise<Result<Book, readonly string[]>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return no([`${path} cannot be read (${because}); give the path of an answer book`]);
  }
  const read = parseBook(text);
  return read.ok ? read : no(read.error.map((problem) => `${path} ${problem}`));
}

/**
 * @param text YAML 1.2 or JSON in the format of docs/answer-book.md, at most 4 million characters.
 * @returns the book, or every mistake as `line 12, steps[0] (src/a.js#f).wrong[1]: …`.
 */
export function parseBook(text: string): Result<Book, readonly string[]> {
  if (text.length > charactersMax) return no([`is larger than ${charactersMax} characters`]);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    merge: true,
    uniqueKeys: true,
    lineCounter: lines,
  });
  if (document.errors.length > 0) {
    return no(document.errors.map((e) => `is not YAML: ${yamlWords(e)}`));
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return no([`has too many YAML aliases (${because})`]);
  }
  const told = (problems: readonly Problem[]): readonly string[] =>
    inFileOrder(problems, document).map((p) => sentence(p, document, lines));
  const written = format.safeParse(value);
  if (!written.success) return no(told(written.error.issues.flatMap(problemsOf)));
  const book = resolve(written.data);
  return book.ok ? ok(book.value) : no(told(book.error));
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const at = issue.path.filter((key) => typeof key !== "symbol");
  if (issue.code !== "unrecognized_keys") return [{ at, message: wordsOf(issue) }];
  return issue.keys.map((key) => {
    const near = nearest(key, knownKeys);
    const hint = near && near !== key ? `; did you mean "${near}"?` : " here";
    return { at: [...at, key], message: `unknown key${hint}` };
  });
}

function sentence(problem: Problem, document: Document, lines: LineCounter): string {
  const { line } = lines.linePos(offsetOf(problem.at, document));
  return `line ${line}, ${named(problem.at, document)}: ${problem.message}`;
}

/** `steps[3] (src/a.js#f).wrong[1]`: the keys, with the place that a step entry is for. */
function named(at: Problem["at"], document: Document): string {
  if (at.length === 0) return "the book";
  let name = "";
  at.forEach((key, depth) => {
    name += typeof key === "number" ? `[${key}]` : `${depth > 0 ? "." : ""}${key}`;
    if (depth !== 1 || at[0] !== "steps") return;
    const place: unknown = document.getIn(["steps", key, "place"]);
    if (typeof place === "string") name += ` (${place})`;
  });
  return name;
}
