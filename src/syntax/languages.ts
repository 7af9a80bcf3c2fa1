// Which grammar reads which file: the table that a new language is added to.
import type { Language } from "../core/patch/syntax.ts";

/** The grammar of each language as its npm package ships it; versions are pinned exactly. */
export const grammars: Readonly<Record<Language, string>> = {
  javascript: "tree-sitter-javascript/tree-sitter-javascript.wasm",
  typescript: "tree-sitter-typescript/tree-sitter-typescript.wasm",
  tsx: "tree-sitter-typescript/tree-sitter-tsx.wasm",
  python: "tree-sitter-python/tree-sitter-python.wasm",
  go: "tree-sitter-go/tree-sitter-go.wasm",
  rust: "tree-sitter-rust/tree-sitter-rust.wasm",
  java: "tree-sitter-java/tree-sitter-java.wasm",
  c: "tree-sitter-c/tree-sitter-c.wasm",
  cpp: "tree-sitter-cpp/tree-sitter-cpp.wasm",
  ruby: "tree-sitter-ruby/tree-sitter-ruby.wasm",
};

/**
 * Grammars with a function of more than 20 KB, which is their lexer. V8's optimising compiler takes
 * up to 220 MB for a moment over one and makes nothing faster by it (docs/context.md).
 */
export const largeLexers: ReadonlySet<Language> = new Set(["c", "cpp", "ruby"]);

export const languages: readonly Language[] = [
  "javascript",
  "typescript",
  "tsx",
  "python",
  "go",
  "rust",
  "java",
  "c",
  "cpp",
  "ruby",
];

const byEnding: Readonly<Record<string, Language>> = {
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  py: "python",
  pyi: "python",
  go: "go",
  rs: "rust",
  java: "java",
  c: "c",
  // A header may be C++, whose grammar reads C too.
  h: "cpp",
  cc: "cpp",
  cpp: "cpp",
  cxx: "cpp",
  hh: "cpp",
  hpp: "cpp",
  hxx: "cpp",
  rb: "ruby",
  rake: "ruby",
  gemspec: "ruby",
};

/** The language by the ending of a path, or null when no grammar fits. */
export function languageOf(path: string): Language | null {
  const ending = /\.([a-z]+)$/.exec(path)?.[1];
  if (ending === undefined || !Object.hasOwn(byEnding, ending)) return null;
  return byEnding[ending] ?? null;
}
