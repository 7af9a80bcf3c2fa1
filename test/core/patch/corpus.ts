// Real functions of installed packages, and ways to write them otherwise or to break them.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { canonicalOf } from "../../../src/core/patch/canonical.ts";
import type { Language, ParsedText, Syntax, SyntaxNode } from "../../../src/core/patch/syntax.ts";

const perFile = 6;

export interface Sample {
  readonly language: Language;
  readonly from: string;
  readonly parsed: ParsedText;
}

const sources: readonly (readonly [language: Language, folder: string, ending: RegExp])[] = [
  ["javascript", "zod/v4/core", /\.js$/],
  ["javascript", "yaml/dist/compose", /\.js$/],
  ["javascript", "pino/lib", /\.js$/],
  ["typescript", "zod/src/v4/core", /\.ts$/],
  ["typescript", "openai/src/internal", /\.ts$/],
  ["tsx", "../test/core/patch/components", /\.txt$/],
];

/** Top-level functions and classes of 5 to 60 lines that parse alone, at most `max` a source. */
export function samples(syntax: Syntax, max: number): readonly Sample[] {
  const found: Sample[] = [];
  for (const [language, folder, ending] of sources) {
    const at = fileURLToPath(new URL(`../../../node_modules/${folder}/`, import.meta.url));
    let left = max;
    for (const name of readdirSync(at)
      .filter((file) => ending.test(file))
      .sort()) {
      const whole = syntax.parse(language, readFileSync(at + name, "utf8"));
      let here = perFile;
      for (const symbol of whole?.symbols ?? []) {
        const text = whole?.text.slice(symbol.start, symbol.end) ?? "";
        const lines = text.split("\n").length;
        if (left === 0 || here === 0 || lines < 5 || lines > 60) continue;
        if (symbol.name.includes(".")) continue;
        const parsed = syntax.parse(language, text);
        if (!parsed || parsed.errors.length > 0 || broken(parsed.root)) continue;
        found.push({ language, from: `${folder}/${name}#${symbol.name}`, parsed });
        left -= 1;
        here -= 1;
      }
    }
  }
  return found;
}

export const broken = (node: SyntaxNode): boolean =>
  node.type === "ERROR" || node.type === "MISSING" || node.children.some(broken);

export const formOf = (parsed: ParsedText): string => canonicalOf([parsed.root], parsed);

/** Every node with its parents, innermost first. */
export function visit(
  node: SyntaxNode,
  look: (node: SyntaxNode, parents: readonly SyntaxNode[]) => void,
  parents: readonly SyntaxNode[] = [],
): void {
  look(node, parents);
  for (const child of node.children) visit(child, look, [node, ...parents]);
}

/** Whole numbers from a fixed seed (Park and Miller). */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 0x7fffffff;
    return state % below;
  };
}

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function withSplices(text: string, splices: readonly Splice[]): string {
  let out = text;
  for (const { start, end, text: put } of [...splices].sort((a, b) => b.start - a.start)) {
    out = out.slice(0, start) + put + out.slice(end);
  }
  return out;
}
