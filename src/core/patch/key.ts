// The vote key K1: two answers have one key when nothing but their spelling differs.
import { digest } from "../digest.ts";
import type { Brand } from "../kernel.ts";
import type { Step } from "../plan/plan.ts";
import { withChanges, type Change, type Tree } from "../tree.ts";
import { canonicalOf } from "./canonical.ts";
import { inOrder, type Part } from "./import-order.ts";
import { importsIn } from "./imports.ts";
import { rulesOf } from "./languages.ts";
import { isComment } from "./nodes.ts";
import { parsedAt, symbolOf, type Span } from "./place.ts";
import type { ParsedText, Syntax, SyntaxNode } from "./syntax.ts";

/** Names a class of answers: `k1:v4:<language>:<hash>`, or `k1:v4:text:<hash>` for exact text. */
export type VoteKey = Brand<string, "VoteKey">;

/** Keys are comparable only within one version of rules and grammars. */
const version = "k1:v4";

/**
 * The key of a change to the step's place: canonical form of the symbol or file after it, and of
 * the imports of its file. What has no grammar, cannot be parsed or holds an error is
 * keyed by its exact text. Source: research on patches, §3.1.
 * @param changes none at all gives the key of the place as it is.
 */
export function voteKey(
  before: Tree,
  changes: readonly Change[],
  step: Step,
  syntax: Syntax,
): VoteKey {
  const { path } = step.target;
  const after = withChanges(before, changes);
  const parsed = parsedAt(after, path, syntax);
  const others = changes.filter((change) => change.path !== path);
  if (parsed === null || isUnsure(parsed, step) || others.length > 0) {
    const exact = changes.map(({ path, entry }) => [path, entry?.mode, content(entry)]);
    return key("text", exact.length > 0 ? exact : [path, content(after.get(path) ?? null)]);
  }
  const around = rulesOf(parsed.language).surroundings?.(before) ?? null;
  if (step.target.kind === "file") {
    return key(parsed.language, ["file", canonicalOf([parsed.root], parsed, around)]);
  }
  const span = symbolOf(parsed, step);
  if (span === null) return key("text", [parsed.text]);
  const own = canonicalOf(nodesIn(parsed.root, span), parsed, around);
  return key(parsed.language, [own, ...importsOf(parsed)]);
}

/** An error makes a text unsure; in a tolerant language, only what is broken itself is. */
const isUnsure = (parsed: ParsedText, step: Step): boolean =>
  parsed.errors.length > 0 && (step.target.kind === "file" || !rulesOf(parsed.language).tolerant);

const key = (kind: string, parts: readonly unknown[]): VoteKey =>
  `${version}:${kind}:${digest(`${kind}\n${JSON.stringify(parts)}`)}` as VoteKey;

const content = (entry: Change["entry"]): unknown =>
  typeof entry?.content === "string" ? entry.content : entry && [...entry.content];

/** All imports of the file, with a mark where something else stands between two of them. */
function importsOf(parsed: ParsedText): readonly string[] {
  let end = 0;
  const parts = importsIn(parsed).flatMap(({ statement, key: form, binds }): readonly Part[] => {
    const between = nodesIn(parsed.root, { start: end, end: statement.start });
    ({ end } = statement);
    const apart = between.some((node) => node.named && !isComment(node));
    return [...(apart ? [{ form: "*", binds: null }] : []), { form, binds }];
  });
  return inOrder(parts);
}

/** The topmost nodes that lie inside a span. */
export function nodesIn(root: SyntaxNode, span: Span): readonly SyntaxNode[] {
  const inside: SyntaxNode[] = [];
  const walk = (node: SyntaxNode): void => {
    if (node.end <= span.start || node.start >= span.end) return;
    if (node.start >= span.start && node.end <= span.end) inside.push(node);
    else node.children.forEach(walk);
  };
  walk(root);
  return inside;
}
