// Which grammar reads which file: the table that a new language is added to.
import type { Language } from "../core/patch/syntax.ts";

/** The grammar of each language as its npm package ships it; versions are pinned exactly. */
export const grammars: Readonly<Record<Language, string>> = {
  javascript: "tree-sitter-javascript/tree-sitter-javascript.wasm",
  typescript: "tree-sitter-typescript/tree-sitter-typescript.wasm",
  tsx: "tree-sitter-typescript/tree-sitter-tsx.wasm",
};

export const languages: readonly Language[] = ["javascript", "typescript", "tsx"];

const byEnding: Readonly<Record<string, Language>> = {
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
};

/** The language by the ending of a path, or null when no grammar fits. */
export function languageOf(path: string): Language | null {
  const ending = /\.([a-z]+)$/.exec(path)?.[1];
  if (ending === undefined || !Object.hasOwn(byEnding, ending)) return null;
  return byEnding[ending] ?? null;
}
