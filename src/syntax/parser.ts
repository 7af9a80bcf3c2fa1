// Parsing in this thread: trees by web-tree-sitter, errors by oxc; every tree is freed here.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { Language as Grammar, Parser } from "web-tree-sitter";
import type { Language, Names, ParsedText, Skim, SyntaxNode } from "../core/patch/syntax.ts";
import { inBaseline } from "./baseline.ts";
import { plainTree } from "./convert.ts";
import { errorsIn } from "./errors.ts";
import { grammars, largeLexers } from "./languages.ts";
import { symbolsIn } from "./symbols.ts";
import { usesIn } from "./uses.ts";

const parseMsMax = 500;
/** So short a text cannot be nested deep enough to break the parsers; most symbols are shorter. */
export const safeCharsMax = 2048;
/** A parse that took longer may have been deep enough to break the parser. */
const doubtfulMs = 100;
/** A text whose tree is known, to see that a parser still works. */
const probe = "a(b);";

/** How a text can be read: with everything, with symbols and uses, or for its names alone. */
export interface Reads {
  readonly parse: ParsedText;
  readonly skim: Skim;
  readonly names: Names;
}

/** What came of a text, and whether the next one can be parsed in this thread. */
export interface Read<How extends keyof Reads> {
  /** Null when the text is nested too deep or the time budget ran out. */
  readonly read: Reads[How] | null;
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
  // The probe is the first text that the lexer reads: how it was compiled then, it stays.
  const known = largeLexers.has(language) ? inBaseline(() => probed(parser)) : probed(parser);
  opened.set(language, { parser, known });
}

function probed(parser: Parser): string {
  const tree = parser.parse(probe);
  const shown = tree?.rootNode.toString() ?? "";
  tree?.delete();
  return shown;
}

const reading: { readonly [How in keyof Reads]: Reading<Reads[How]> } = {
  parse: (language, text, root) => {
    const errors = errorsIn(language, text, root);
    const symbols = symbolsIn(language, root, text);
    return { language, text, root, errors, symbols };
  },
  skim: (language, text, root) => ({
    symbols: symbolsIn(language, root, text),
    uses: usesIn(root, text),
  }),
  names: (language, text, root) => ({
    defined: distinct(symbolsIn(language, root, text).flatMap((s) => s.name.split("."))),
    used: distinct(usesIn(root, text).map((use) => use.name)),
  }),
};

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

type Reading<Value> = (language: Language, text: string, root: SyntaxNode) => Value;

/**
 * Reads with a grammar that was loaded. Unwinding a text that is nested thousands of levels deep
 * overflows the stack that all parsers share: after a long text that was given up, or a trap, none
 * of them is sound.
 */
export function readHere<How extends keyof Reads>(
  how: How,
  language: Language,
  text: string,
): Read<How> {
  const own = opened.get(language);
  if (!own) return { read: null, sound: true };
  try {
    const { root, sound } = rootBy(own, text, how !== "parse");
    return { read: root && reading[how](language, text, root), sound };
  } catch (error) {
    // WebAssembly's own error for a trap.
    if (!(error instanceof Error) || error.name !== "RuntimeError") throw error;
    return { read: null, sound: false };
  }
}

interface Rooted {
  readonly root: SyntaxNode | null;
  readonly sound: boolean;
}

function rootBy({ parser, known }: Own, text: string, sparse: boolean): Rooted {
  const begun = performance.now();
  const late = (): boolean => performance.now() > begun + parseMsMax;
  const tree = parser.parse(text, null, { progressCallback: late });
  if (tree === null) {
    if (text.length > safeCharsMax) return { root: null, sound: false };
    parser.reset();
    return { root: null, sound: probed(parser) === known };
  }
  let root: SyntaxNode | null = null;
  try {
    root = plainTree(tree, late, sparse);
  } finally {
    tree.delete();
  }
  const doubtful = root === null || performance.now() > begun + doubtfulMs;
  return { root, sound: !doubtful || probed(parser) === known };
}
