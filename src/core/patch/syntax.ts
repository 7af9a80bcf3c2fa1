// The Syntax port: parsers behind plain values, so that the core never sees a parser's own objects.
import type { Path } from "../tree.ts";

/** Languages with a grammar. Others are keyed by their exact text and never merged. */
export type Language =
  "javascript" | "typescript" | "tsx" | "python" | "go" | "rust" | "java" | "c" | "cpp" | "ruby";

/** A node of a concrete syntax tree, offsets in UTF-16 code units of the parsed text. */
export interface SyntaxNode {
  readonly type: string;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  /** The field name under the parent, when the grammar gives one. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** A top-level function, class, variable or type, or a member of a class. */
export interface SymbolSpan {
  /** `name` or `Class.member`. */
  readonly name: string;
  /** 0 for the first of that name in the file. */
  readonly ordinal: number;
  readonly kind: "function" | "class" | "method" | "variable" | "type";
  /** Includes `export`, decorators and the doc comment directly above. */
  readonly start: number;
  readonly end: number;
  readonly exported: boolean;
  /** The declaration without its body: what a signature change is judged by. */
  readonly signature: string;
}

/** One parsed text. Everything in it is plain data; nothing needs to be freed. */
export interface ParsedText {
  readonly language: Language;
  readonly text: string;
  readonly root: SyntaxNode;
  /** Sentences with a line number; empty when the parser of record accepts the text. */
  readonly errors: readonly string[];
  readonly symbols: readonly SymbolSpan[];
}

/** A name where a text uses it. */
export interface Use {
  readonly name: string;
  /** Called or made with `new`, named as a type, or any other identifier. */
  readonly kind: "call" | "type" | "name";
  readonly start: number;
}

/** What a reader passing by needs of a text: no tree, no verdict on its errors. */
export interface Skim {
  readonly symbols: readonly SymbolSpan[];
  readonly uses: readonly Use[];
}

/** What an index needs of a text: each name once. */
export interface Names {
  /** `f`, and both parts of `Class.member`. */
  readonly defined: readonly string[];
  readonly used: readonly string[];
}

export interface Syntax {
  /** The language by file name, or null when no grammar fits. */
  languageOf(path: Path): Language | null;
  /**
   * Parses at most 512 KB within a bounded time.
   * @returns null when the text is too large or the budget ran out.
   */
  parse(language: Language, text: string): ParsedText | null;
  /** Within the same limits as parse(), at a third of its cost and memory. */
  skim(language: Language, text: string): Skim | null;
  /** As skim(), and nothing is kept: for reading a whole repository. */
  names(language: Language, text: string): Names | null;
}
