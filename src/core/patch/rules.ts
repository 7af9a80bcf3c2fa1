// What a language says about its syntax trees, so that everything else knows no language.
import type { SyntaxNode } from "./syntax.ts";

/** A name that may be called anything without a difference; compared by identity. */
export interface Binding {
  readonly name: string;
}

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
  bindings(nodes: readonly SyntaxNode[], text: string): ReadonlyMap<SyntaxNode, Binding>;
  /** Node types whose lines must not be shifted. */
  readonly verbatim: ReadonlySet<string>;
  /** What kind of import a top-level statement is, or null. */
  importKind(node: SyntaxNode, text: string): string | null;
  /** Where hashbang, directives and header comment end; 0 when there are none. */
  headEnd(root: SyntaxNode, text: string): number;
  /** Node types of comments. */
  readonly comments: ReadonlySet<string>;
}
