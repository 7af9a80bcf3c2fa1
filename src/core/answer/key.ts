// The vote key K1: two answers are the same vote when their canonical syntax trees are equal.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Step } from "../plan/plan.ts";
import type { Applied, Edit } from "./apply.ts";
import { canonical } from "./canonical.ts";
import type { ParsedText, SyntaxNode, Syntax } from "../patch/syntax.ts";

export const keyVersion = "k1:v1";

/**
 * Key of an applied edit: `k1:v1:<language>:<24 hex>`. What has no grammar or does not parse is
 * keyed by its exact text and merges with nothing else. Similarity never merges votes.
 */
export function voteKey(applied: Applied, step: Step, edit: Edit, syntax: Syntax): string {
  const language = syntax.languageOf(step.target.path);
  const parsed = language === null ? null : syntax.parse(language, applied.after);
  const imports = edit.imports.map(({ op, statement }) => (op === "add" ? "+" : "-") + statement);
  if (!parsed || parsed.errors.length > 0 || language === null || hasError(parsed.root)) {
    const exact = applied.after.slice(applied.start, applied.end);
    return `${keyVersion}:text:${digest([exact, ...imports].join("\0"))}`;
  }
  const nodes = nodesIn(parsed.root, applied.start, applied.end);
  const added = imports.map((line) => line[0] + importForm(line.slice(1), syntax, parsed)).sort();
  return `${keyVersion}:${language}:${digest([canonical(parsed, nodes), ...added].join("\0"))}`;
}

/** The outermost nodes that lie wholly between two offsets. */
export function nodesIn(node: SyntaxNode, start: number, end: number): readonly SyntaxNode[] {
  if (node.start >= start && node.end <= end && node.type !== "program") return [node];
  if (node.end <= start || node.start >= end) return [];
  return node.children.flatMap((child) => nodesIn(child, start, end));
}

/** A node of a text that the grammar could not make out. */
export function hasError(node: SyntaxNode): boolean {
  return node.type === "ERROR" || node.type === "MISSING" || node.children.some(hasError);
}

function importForm(line: string, syntax: Syntax, near: ParsedText): string {
  const parsed = syntax.parse(near.language, line);
  return parsed ? canonical(parsed, parsed.root.children) : line;
}

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, 24);
