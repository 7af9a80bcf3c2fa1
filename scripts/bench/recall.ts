// A proxy for issues: words that a person wrote about code must lead to the file they stand in.
import { factsOf } from "../../src/core/context/facts.ts";
import { indexOf } from "../../src/core/context/index.ts";
import { rank } from "../../src/core/context/rank.ts";
import type { ParsedText, SyntaxNode, Syntax } from "../../src/core/patch/syntax.ts";
import { isTestPath } from "../../src/core/redflag/paths.ts";
import { textAt } from "../../src/core/tree.ts";
import { written } from "./packages.ts";

const perFileMax = 3;
const wordsMin = 8;

/**
 * Queries are doc comments of exported symbols, at least 8 words, examples left out; the indexed
 * texts hold no comments. @returns how often the right file is among the first k, in percent.
 */
export async function recallOf(syntax: Syntax) {
  const files = [...written().values()].flatMap((tree) =>
    [...tree.keys()].flatMap((path) => {
      const language = isTestPath(path) ? null : syntax.languageOf(path);
      const parsed = language && syntax.parse(language, textAt(tree, path) ?? "");
      return parsed ? [{ path, bare: withoutComments(parsed), queries: docsIn(parsed) }] : [];
    }),
  );
  const index = indexOf(
    files.map(({ path, bare }) => {
      const language = syntax.languageOf(path);
      return [path, factsOf(bare, language && syntax.names(language, bare))] as const;
    }),
  );
  const places = files.flatMap(({ path, queries }) =>
    queries.map((query) => rank(index, query).findIndex((one) => one.path === path)),
  );
  const among = (k: number): number =>
    Math.round((1000 * places.filter((at) => at >= 0 && at < k).length) / places.length) / 10;
  const reciprocal = places.reduce((sum, at) => sum + (at < 0 ? 0 : 1 / (at + 1)), 0);
  return {
    files: files.length,
    queries: places.length,
    at1: among(1),
    at5: among(5),
    at10: among(10),
    at20: among(20),
    mrr: Math.round((1000 * reciprocal) / places.length) / 10,
  };
}

function withoutComments({ root, text }: ParsedText): string {
  const comments: SyntaxNode[] = [];
  const walk = (node: SyntaxNode): void => {
    if (node.type === "comment") comments.push(node);
    for (const child of node.children) walk(child);
  };
  walk(root);
  let bare = "";
  let from = 0;
  for (const { start, end } of comments) {
    bare += text.slice(from, start);
    from = end;
  }
  return bare + text.slice(from);
}

function docsIn({ symbols, text }: ParsedText): readonly string[] {
  return symbols
    .filter((symbol) => symbol.exported)
    .flatMap(({ start, end }) => /^\/\*\*([\s\S]*?)\*\//.exec(text.slice(start, end))?.[1] ?? [])
    .map((doc) => doc.replace(/^\s*\* ?/gm, "").replace(/```[\s\S]*?```/g, " ").trim())
    .filter((doc) => doc.split(/\s+/).length >= wordsMin)
    .slice(0, perFileMax);
}
