// The Syntax port over web-tree-sitter (trees) and oxc-parser (errors); every tree is freed here.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { Language as Grammar, Parser } from "web-tree-sitter";
import type { Language, ParsedText, Syntax, SyntaxNode } from "../core/patch/syntax.ts";
import { plainTree } from "./convert.ts";
import { errorsIn } from "./errors.ts";
import { grammars, languageOf, languages } from "./languages.ts";
import { Recent } from "./recent.ts";
import { symbolsIn } from "./symbols.ts";

const textBytesMax = 512 * 1024;
const parseMsMax = 500;
const recentMax = 64;

/** Loads the grammars once; the port is synchronous and keeps the last 64 results. */
export async function openSyntax(): Promise<Syntax> {
  await Parser.init();
  const loaded = new Map<Language, Grammar>();
  for (const language of languages) loaded.set(language, await load(grammars[language]));
  const parser = new Parser();
  const recent = new Recent<ParsedText | null>(recentMax);
  return {
    languageOf,
    parse(language, text) {
      const grammar = loaded.get(language);
      if (!grammar || tooLarge(text)) return null;
      return recent.get(`${language}\n${text}`, () => parsed(parser, grammar, language, text));
    },
  };
}

const load = async (wasm: string): Promise<Grammar> =>
  Grammar.load(new Uint8Array(await readFile(createRequire(import.meta.url).resolve(wasm))));

/** UTF-16 length first: a text of that many units has at least as many UTF-8 bytes. */
const tooLarge = (text: string): boolean =>
  text.length > textBytesMax || Buffer.byteLength(text) > textBytesMax;

function parsed(
  parser: Parser,
  grammar: Grammar,
  language: Language,
  text: string,
): ParsedText | null {
  const root = treeOf(parser, grammar, text);
  if (root === null) return null;
  const errors = errorsIn(language, text, root);
  return { language, text, root, errors, symbols: symbolsIn(language, root, text) };
}

function treeOf(parser: Parser, grammar: Grammar, text: string): SyntaxNode | null {
  const end = performance.now() + parseMsMax;
  parser.setLanguage(grammar);
  const options = { progressCallback: () => performance.now() > end };
  const tree = parser.parse(text, null, options);
  if (tree === null) {
    parser.reset();
    return null;
  }
  try {
    return plainTree(tree, () => performance.now() > end);
  } finally {
    tree.delete();
  }
}
