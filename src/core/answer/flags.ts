// The red flags of a step's answer: one table of rules over the place, the edit and the whole file.
import type { Step } from "../plan/plan.ts";
import { textAt, type Path, type Tree } from "../tree.ts";
import type { Applied } from "./apply.ts";
import { canonical } from "./canonical.ts";
import { hasError, nodesIn } from "./key.ts";
import type { ParsedText, SymbolSpan, Syntax } from "../patch/syntax.ts";
import { isTestPath, protectedPath } from "./paths.ts";

export type Severity = "spoil" | "gate" | "person" | "warn";

export interface Flagged {
  readonly id: string;
  readonly severity: Severity;
  readonly detail: string;
}

/** What a rule looks at: the file before and after, and where the new text stands. */
export interface Reading {
  readonly step: Step;
  readonly tree: Tree;
  readonly applied: Applied;
  readonly old: string;
  readonly added: string;
  readonly before: ParsedText | null;
  readonly after: ParsedText | null;
  readonly linesMax: number;
}

interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly rule: string;
  judge(reading: Reading): string | null;
}

const first = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[0]?.slice(0, 60) ?? null;

/** The added text without what the old text had: a flag is about what an answer brings in. */
function fresh(reading: Reading, pattern: RegExp): string | null {
  const found = first(reading.added, pattern);
  return found !== null && !pattern.test(reading.old) ? found : null;
}

const commentsOf = (parsed: ParsedText | null, reading: Reading): string => {
  if (!parsed) return reading.added;
  const { start, end } = reading.applied;
  const visit = (node: ParsedText["root"]): string =>
    node.type === "comment" && node.start >= start && node.end <= end
      ? `${parsed.text.slice(node.start, node.end)}\n`
      : node.children.map(visit).join("");
  return visit(parsed.root);
};

const elision =
  /(\.\.\.|…)\s*(rest|existing|remaining|other|same|previous|unchanged)|(rest|remainder) of (the )?(code|file|function|class|implementation)|(existing|remaining|other) (code|methods?|tests?) (here|unchanged|stays?|remain)|^\s*(\/\/|\/\*|#)?\s*(\.\.\.|…)\s*(\*\/)?\s*$/im;
const stub =
  /throw new Error\(\s*["'`](not (yet )?implemented|todo|unimplemented)|\bnot implemented\b.*throw/i;
const invisible = /[\u202a-\u202e\u2066-\u2069\u200b-\u200d\u2060\u00ad\u180e]|(?!^)\ufeff|[\u{e0000}-\u{e007f}]/u;
const secret =
  /\b(gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|sk-[A-Za-z0-9_-]{20,}|sk_live_\w{16,}|xox[bap]-[\w-]{10,}|npm_[A-Za-z0-9]{30,})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const suppression = /@ts-(ignore|nocheck|expect-error)|eslint-disable|oxlint-disable|biome-ignore|istanbul ignore/;
const exit = /\bprocess\.(exit|abort|kill)\s*\(/;
const skipped = /\b(test|it|describe|suite)\s*\.\s*(skip|only|todo)\b/;

/** Every rule, cheapest first; README's table is made from it. */
export const redFlags: readonly Rule[] = [
  {
    id: "protected-path",
    severity: "spoil",
    rule: "writes CI, manifests, lockfiles, agent files or other settings",
    judge: ({ step }) => (protectedPath(step.target.path) ? step.target.path : null),
  },
  {
    id: "test-touched",
    severity: "spoil",
    rule: "a code step writes tests, or a test step writes code",
    judge: ({ step }) =>
      isTestPath(step.target.path) === (step.kind === "test") ? null : step.target.path,
  },
  {
    id: "file-kind",
    severity: "spoil",
    rule: "the file is no regular text file of at most 512 KB",
    judge: ({ step, tree, applied }) => {
      const entry = tree.get(step.target.path);
      if (entry && entry.mode !== "100644" && entry.mode !== "100755") return entry.mode;
      if (applied.after.includes("\0")) return "binary";
      return applied.after.length > 512 * 1024 ? "too large" : null;
    },
  },
  {
    id: "length",
    severity: "spoil",
    rule: "more changed lines than the settings allow",
    judge: ({ added, linesMax }) => {
      const lines = added.split("\n").length;
      return lines > linesMax ? `${lines} lines` : null;
    },
  },
  {
    id: "conflict",
    severity: "spoil",
    rule: "conflict markers or a stray code fence",
    judge: (r) => fresh(r, /^(<{7} |>{7} |={7}$|```)/m),
  },
  {
    id: "invisible",
    severity: "spoil",
    rule: "invisible or direction-changing characters",
    judge: (r) => (fresh(r, invisible) === null ? null : "an invisible character"),
  },
  { id: "secret", severity: "spoil", rule: "the shape of a key or token", judge: (r) => (fresh(r, secret) === null ? null : "a key or token") },
  { id: "syntax", severity: "spoil", rule: "more syntax errors than before", judge: syntaxErrors },
  { id: "scope", severity: "spoil", rule: "changes something beside its place", judge: beside },
  {
    id: "no-change",
    severity: "spoil",
    rule: "the text means the same as before",
    judge: ({ before, after, old, added, applied, step }) => {
      if (old === added) return "the same text";
      if (!before || !after || step.target.kind !== "symbol") return null;
      const at = before.text.indexOf(old);
      const was = canonical(before, nodesIn(before.root, at, at + old.length));
      return was === canonical(after, nodesIn(after.root, applied.start, applied.end)) ? "only layout" : null;
    },
  },
  { id: "elision", severity: "spoil", rule: "a comment stands for code that was left out", judge: (r) => first(commentsOf(r.after, r), elision) },
  { id: "stub", severity: "spoil", rule: "a body that only says it is missing", judge: (r) => fresh(r, stub) },
  { id: "skipped-test", severity: "spoil", rule: "tests that are skipped or run alone", judge: (r) => fresh(r, skipped) },
  { id: "early-exit", severity: "spoil", rule: "ends the process", judge: (r) => fresh(r, exit) },
  { id: "suppression", severity: "person", rule: "switches a checker off", judge: (r) => fresh(r, suppression) },
  { id: "debug", severity: "warn", rule: "prints for debugging", judge: (r) => fresh(r, /\bconsole\.(log|debug|dir)\s*\(|\bdebugger\b/) },
];

function syntaxErrors({ before, after }: Reading): string | null {
  if (!after) return null;
  const was = before?.errors.length ?? 0;
  const broken = after.errors.length > was || (was === 0 && hasError(after.root));
  return broken ? (after.errors[0] ?? "the text cannot be parsed") : null;
}

/** One symbol of the right name, and nothing else, stands where one symbol was asked for. */
function beside({ step, before, after, applied }: Reading): string | null {
  const { target } = step;
  if (target.kind === "file" || !after) return null;
  const inside = after.symbols.filter((s) => s.start >= applied.start && s.end <= applied.end + 1);
  const own = inside.find((s) => s.name === target.symbol);
  if (!own) return `${target.symbol} is not there any more`;
  const prefix = `${target.symbol}.`;
  const other = inside.find((s) => s.name !== target.symbol && !s.name.startsWith(prefix));
  if (other) return `also writes ${other.name}`;
  const nodes = nodesIn(after.root, applied.start, applied.end).filter((n) => n.named && n.type !== "comment");
  if (nodes.length > 1 && !nodes.every((n) => n.start >= own.start && n.end <= own.end)) return "more than one statement";
  if (target.kind !== "symbol" || step.signatureMayChange || !before) return null;
  const old = before.symbols.find((s) => s.name === target.symbol && s.ordinal === target.ordinal);
  return old && shapeOf(old, before) !== shapeOf(own, after) ? "its signature changed" : null;
}

/** The symbol without its body, local names aside. */
function shapeOf(symbol: SymbolSpan, parsed: ParsedText): string {
  if (symbol.kind === "variable" || symbol.kind === "type" || symbol.kind === "class") return "";
  const bare = (node: ParsedText["root"]): ParsedText["root"] => ({
    ...node,
    children: node.children.filter((c) => c.field !== "body").map(bare),
  });
  const nodes = nodesIn(parsed.root, symbol.start, symbol.end).filter((n) => n.type !== "comment");
  return canonical(parsed, nodes.map(bare));
}

/** Every flag that the reading raises, in the table's order. */
export function judge(reading: Reading): readonly Flagged[] {
  return redFlags.flatMap(({ id, severity, judge }) => {
    const detail = judge(reading);
    return detail === null ? [] : [{ id, severity, detail: detail.slice(0, 200) }];
  });
}

/** The parsed file that a step writes, before; null where there is none or no grammar. */
export function parsedBefore(tree: Tree, path: Path, syntax: Syntax): ParsedText | null {
  const language = syntax.languageOf(path);
  const text = textAt(tree, path);
  return language === null || text === null ? null : syntax.parse(language, text);
}
