// Parsing in this thread: trees by web-tree-sitter, errors by oxc; every tree is freed here.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { Language as Grammar, Parser } from "web-tree-sitter";
import type { Language, ParsedText, SyntaxNode } from "../core/patch/syntax.ts";
import { plainTree } from "./convert.ts";
import { errorsIn } from "./errors.ts";
import { grammars } from "./languages.ts";
import { symbolsIn } from "./symbols.ts";

const parseMsMax = 500;
/** So short a text cannot be nested deep enough to break the parsers; most symbols are shorter. */
export const safeCharsMax = 2048;
/** A parse that took longer may have been deep enough to break the parser. */
const doubtfulMs = 100;
/** A text whose tree is known, to see that a parser still works. */
const probe = "a(b);";

/** What came of a text, and whether the next one can be parsed in this thread. */
export interface Parsed {
  /** Null when the text is nested too deep or the time budget ran out. */
  readonly parsed: ParsedText | null;
  readonly sound: boolean;
}

interface Own {
  readonly parser: Parser;
  /** The tree of the probe while all was well. */
  readonly known: string;
}

/** Never let go of: collecting a broken parser would end the process. */
const opened = new Map<Language, Own>();

/** Loads the grammar of a language, once. */
export async function openParser(language: Language): Promise<void> {
  if (opened.has(language)) return;
  await Parser.init();
  const wasm = createRequire(import.meta.url).resolve(grammars[language]);
  const grammar = await Grammar.load(new Uint8Array(await readFile(wasm)));
  const parser = new Parser();
  parser.setLanguage(grammar);
  opened.set(language, { parser, known: probed(parser) });
}

function probed(parser: Parser): string {
  const tree = parser.parse(probe);
  const shown = tree?.rootNode.toString() ?? "";
  tree?.delete();
  return shown;
}

/**
 * Parses with a grammar that was loaded. Unwinding a text that is nested thousands of levels deep
 * overflows the stack that all parsers share: after a long text that was given up, or a trap, none
 * of them is sound.
 */
export function parseHere(language: Language, text: string): Parsed {
  const own = opened.get(language);
  if (!own) return { parsed: null, sound: true };
  try {
    return parsedBy(own, language, text);
  } catch (error) {
    // WebAssembly's own error for a trap.
    if (!(error instanceof Error) || error.name !== "RuntimeError") throw error;
    return { parsed: null, sound: false };
  }
}

function parsedBy({ parser, known }: Own, language: Language, text: string): Parsed {
  const begun = performance.now();
  const late = (): boolean => performance.now() > begun + parseMsMax;
  const tree = parser.parse(text, null, { progressCallback: late });
  if (tree === null) {
    if (text.length > safeCharsMax) return { parsed: null, sound: false };
    parser.reset();
    return { parsed: null, sound: probed(parser) === known };
  }
  let root: SyntaxNode | null = null;
  try {
    root = plainTree(tree, late);
  } finally {
    tree.delete();
  }
  const doubtful = root === null || performance.now() > begun + doubtfulMs;
  const sound = !doubtful || probed(parser) === known;
  if (root === null) return { parsed: null, sound };
  const errors = errorsIn(language, text, root);
  const symbols = symbolsIn(language, root, text);
  return { parsed: { language, text, root, errors, symbols }, sound };
}
