// Tests that were there and demand another value now: a literal changed in its place.
import { canonicalOf } from "../patch/canonical.ts";
import { isComment } from "../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { holds, isLiteral } from "./literals.ts";

const recorded = /\.(?:snap|golden|approved\.\w+)$|(?:^|\/)__snapshots__\//;

export const expectation: RedFlag = {
  id: "expectation",
  severity: "person",
  rule:
    "a test step changes a literal of a test that was there, and neither the issue nor the plan " +
    "names the new one; or it rewrites a recorded snapshot",
  explain: "A test that was there asks for another value now; please look whether it should.",
  raised(reading) {
    const { step, before, changes, oldParsed, newParsed } = reading;
    if (step.kind !== "test") return null;
    const snapshot = changes.find(({ path }) => recorded.test(path) && before.has(path));
    if (snapshot) return `the snapshot ${snapshot.path} is rewritten`;
    if (oldParsed === null || newParsed === null) return null;
    const became = replaced(oldParsed, newParsed, reading);
    return became === null || isSame(oldParsed, newParsed) ? null : became;
  },
};

/** Nothing but the spelling differs. */
const isSame = (old: ParsedText, now: ParsedText): boolean =>
  canonicalOf([old.root], old) === canonicalOf([now.root], now);

/** A statement or a row of a table with its literals taken out, and those. */
interface Demand {
  readonly words: string[];
  readonly literals: string[];
}

function replaced(old: ParsedText, now: ParsedText, { step, whole }: Reading): string | null {
  const known = `${step.task}\n${whole?.words ?? ""}`;
  const [gone, come] = [byWords(old), byWords(now)];
  for (const [words, were] of gone) {
    const are = come.get(words) ?? [];
    const was = were.filter((one) => !are.includes(one))[0];
    const is = are.filter((one) => !were.includes(one))[0];
    if (was === undefined || is === undefined) continue;
    const [before, after] = [was.split("\0"), is.split("\0")];
    const unsaid = after.findIndex((one, n) => one !== before[n] && !holds(known, one));
    if (unsaid >= 0) return `${shown(before[unsaid])} became ${shown(after[unsaid])}`;
  }
  return null;
}

/** Without quotes, prefixes, and what layouts choose: escaped quotes, parts put together. */
const spelled = (literal: string): string =>
  /["'`]$/.test(literal)
    ? literal
        .replace(/(["'])\s+[rubfRUBF]*\1/g, "")
        .replace(/^[a-zA-Z]{0,2}(?:"""|'''|["'`])|(?:"""|'''|["'`])$/g, "")
        .replace(/\\(["'`])/g, "$1")
    : literal.toLowerCase().replace(/[_\s]+/g, "");

const shown = (literal: string | undefined): string => (literal ?? "").slice(0, 80);

/** The literals of all demands that are the same without them. */
function byWords(parsed: ParsedText): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { words, literals } of demandsIn(parsed)) {
    if (literals.length === 0) continue;
    const key = words.join(" ");
    found.set(key, [...(found.get(key) ?? []), literals.join("\0")]);
  }
  return found;
}

const holders = new RegExp(
  "^(?:program|module|block|statement_block|compound_statement|body_statement|do_block|then|" +
    "statement_list|array|list|tuple|set|dictionary|object|hash|literal_value|initializer_list|" +
    "array_initializer|array_expression|tuple_expression)$",
);

function demandsIn({ root, text }: ParsedText): readonly Demand[] {
  const found: Demand[] = [];
  const walk = (node: SyntaxNode, parent: SyntaxNode | null, around: Demand): void => {
    if (isComment(node) || /import|^use_declaration$|include/.test(node.type)) return;
    const said = text.slice(node.start, node.end);
    if (isLiteral(node, text)) {
      around.words.push("§");
      around.literals.push(spelled(said));
      return;
    }
    if (node.children.length === 0) {
      // Commas and semicolons come and go with the layout.
      if (!/^[,;\s]*$/.test(said)) around.words.push(said);
      return;
    }
    const own = node.named && parent !== null && holders.test(parent.type) && !isLone(node, text);
    const demand = own ? { words: [], literals: [] } : around;
    if (own) {
      around.words.push("…");
      found.push(demand);
    }
    for (const child of node.children) walk(child, node, demand);
  };
  walk(root, null, { words: [], literals: [] });
  return found;
}

/** Nothing but one literal, however it is wrapped. */
const isLone = (node: SyntaxNode, text: string): boolean => {
  const [only, ...more] = node.children;
  if (isLiteral(node, text)) return true;
  return only !== undefined && more.length === 0 && isLone(only, text);
};
