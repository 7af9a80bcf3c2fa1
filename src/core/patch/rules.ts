// What a language says about its syntax trees, so that everything else knows no language.
import type { Tree } from "../tree.ts";
import type { ParsedText, SyntaxNode } from "./syntax.ts";

/** A name that may be called anything without a difference; compared by identity. */
export interface Binding {
  readonly name: string;
}

/** Macros by name, with the words of their bodies that could mean a local. */
export type Surroundings = ReadonlyMap<string, ReadonlySet<string>>;

/** Writes nodes canonically; given to the forms of a language. */
export interface Writer {
  readonly text: string;
  /** The node with its form, or the plain one; "" for what is dropped. */
  node(node: SyntaxNode, parent: SyntaxNode | null): string;
  /**
   * `(type field=child child …)`; any text between children that is not blank is kept.
   * @param part writes a child with its field in another way; null = in the usual way.
   */
  plain(node: SyntaxNode, part?: (child: SyntaxNode) => string | null): string;
  /** A leaf of the given type; the value is quoted. */
  leaf(type: string, value: string): string;
  /** `§n` for a name that may be renamed, by first occurrence; otherwise null. */
  local(node: SyntaxNode): string | null;
}

/** How nodes of one type are written; null = plainly after all. */
export type Form = (node: SyntaxNode, write: Writer, parent: SyntaxNode | null) => string | null;

export interface Rules {
  readonly forms: Readonly<Record<string, Form>>;
  /** True for what a reader of the program cannot observe: comments, commas, semicolons. */
  dropped(node: SyntaxNode, parent: SyntaxNode | null, text: string): boolean;
  /** The binding of each node that may be renamed. */
  bindings(
    nodes: readonly SyntaxNode[],
    text: string,
    around: Surroundings | null,
  ): ReadonlyMap<SyntaxNode, Binding>;
  /**
   * The nodes that hold all locals there are: each outermost one is read by itself, so that a name
   * which must stay in one function may go in another. Absent where all is read together.
   */
  readonly functions?: ReadonlySet<string>;
  /** What the rest of a repository says about names; absent where it says nothing. */
  readonly surroundings?: (tree: Tree) => Surroundings;
  /** Node types whose lines must not be shifted. */
  readonly verbatim: ReadonlySet<string>;
  /** What kind of import a top-level statement is, or null. */
  importKind(node: SyntaxNode, text: string): string | null;
  /**
   * The names that an import binds where it does nothing else, so that its place among others does
   * not matter; none where no order of imports matters at all. Null where in doubt.
   * @param before what stands in front of it.
   */
  importBinds(
    node: SyntaxNode,
    text: string,
    before: SyntaxNode | undefined,
  ): readonly string[] | null;
  /** The imports of a file where they are not simply statements of its top level. */
  readonly imports?: (root: SyntaxNode, text: string) => readonly ImportPlace[];
  /** Where hashbang, directives and header comment end; 0 when there are none. */
  headEnd(root: SyntaxNode, text: string): number;
  /** Node types of comments. */
  readonly comments: ReadonlySet<string>;
  /** What a comment up to the end of its line begins with. */
  readonly lineComment: "//" | "#";
  /** Empty lines between two symbols of a file. */
  readonly blankLines: 1 | 2;
  /** True when an error elsewhere in a file says nothing about a symbol without one. */
  readonly tolerant: boolean;
  /**
   * The first place that opens without an end or ends without a beginning; null where all is even.
   * For languages whose macros make trees unsure; absent where the tree says it all.
   */
  readonly unclosed?: (text: string) => string | null;
  /** Texts that a signature is read in, `§` standing for it; the first that parses counts. */
  readonly frames: Frames;
  /** `suite > name` of every test with a name that is plain in the text, in its order. */
  testNames(parsed: ParsedText): readonly string[];
}

/** One import: what is taken away with it, and the statement behind which others are put. */
export interface ImportPlace {
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
}

export interface Frames {
  readonly top: readonly string[];
  readonly member: readonly string[];
}
