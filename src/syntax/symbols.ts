// The symbols of a file: what a step can name and a signature belongs to.
import { familyOf, type Family } from "../core/patch/families.ts";
import type { Language, SymbolSpan, SyntaxNode } from "../core/patch/syntax.ts";
import { c } from "./declare/c.ts";
import type { Declared, Declaring } from "./declare/declared.ts";
import { go } from "./declare/go.ts";
import { java } from "./declare/java.ts";
import { javascript } from "./declare/javascript.ts";
import { python } from "./declare/python.ts";
import { ruby } from "./declare/ruby.ts";
import { rust } from "./declare/rust.ts";
import { spanWith } from "./surroundings.ts";

const declaring: Readonly<Record<Family, Declaring>> = {
  javascript,
  python,
  go,
  rust,
  java,
  c,
  ruby,
};

/**
 * Functions, classes with their members, variables and types, in file order. Overloads of one
 * function that the language declares together are one symbol; others of one name are told apart
 * by ordinal.
 */
export function symbolsIn(
  language: Language,
  root: SyntaxNode,
  text: string,
): readonly SymbolSpan[] {
  const { top, members } = declaring[familyOf(language)];
  const counts = new Map<string, number>();
  const symbols: SymbolSpan[] = [];
  const add = (d: Declared, container: string, siblings: readonly SyntaxNode[]): void => {
    const name = `${container}${d.name}`;
    const ordinal = counts.get(name) ?? 0;
    counts.set(name, ordinal + 1);
    const span = spanWith(d.first, d.last, d.among ?? siblings, text);
    const signature = text.slice(d.first.start, d.bodyStart).replace(/[\s=]+$/, "");
    symbols.push({ name, ordinal, kind: d.kind, ...span, exported: d.exported, signature });
    for (const member of d.body === null ? [] : members(d, text)) {
      add(member, `${name}.`, d.body?.children ?? []);
    }
  };
  for (const declared of top(root, text)) add(declared, "", root.children);
  return symbols.sort((a, b) => a.start - b.start || b.end - a.end);
}
