// Code that counts its own calls and answers by the count, as tests call it in a known order.
import { familyOf, type Family } from "../patch/families.ts";
import { childAt } from "../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import { branchesIn } from "./branches.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { isFunction, nameOf } from "./functions.ts";
import { codeOnly } from "./new-text.ts";

/** How a task says that it is meant: "after three failures", "every second call". */
const meant = new RegExp(
  "\\b(?:after|every|first|second|third|\\d+th|n-?th)\\b[^.\\n]{0,30}" +
    "\\b(?:calls?|times?|attempts?|tries|failures?|requests?)\\b",
  "i",
);

export const callCounter: RedFlag = {
  id: "call-counter",
  severity: "spoil",
  rule:
    "a function counts its calls in a place that outlives them, and one count is answered by a " +
    "literal, or the count chooses one of a list of literals; its task speaks of no count",
  explain: "The answer depends on how often it was called; another one was drawn.",
  raised(reading) {
    const { step, oldParsed, newParsed, newSpan } = reading;
    if (step.kind !== "code" || newParsed === null || meant.test(step.task)) return null;
    const had = new Set(oldParsed === null ? [] : countersIn(oldParsed, reading.oldSpan));
    const name = countersIn(newParsed, newSpan).find((one) => !had.has(one));
    return name === undefined ? null : `the calls that ${name.slice(0, 80)} counts are answered`;
  },
};

/** Counters of calls that decide what a function answers, as they are written. */
function countersIn(parsed: ParsedText, span: Reading["newSpan"]): readonly string[] {
  const found: string[] = [];
  const walk = (node: SyntaxNode, parent: SyntaxNode | null, outer: SyntaxNode | null): void => {
    if (node.end <= span.start || node.start >= span.end) return;
    const counting = isFunction(node) && !isDriven(node, parent, outer, parsed);
    if (counting) found.push(...countedBy(node, parsed));
    const around = isFunction(node) ? node : outer;
    for (const child of node.children) walk(child, node, around);
  };
  walk(parsed.root, null, null);
  return found;
}

function countedBy(fn: SyntaxNode, parsed: ParsedText): readonly string[] {
  const code = codeOf(fn, parsed);
  const counters = new Set([...code.matchAll(counts)].map((groups) => nameIn(groups)));
  return [...counters].filter(
    (name) => outlives(name, fn, code, parsed) && decides(name, fn, parsed),
  );
}

const codeOf = (node: SyntaxNode, parsed: ParsedText): string =>
  codeOnly(parsed, parsed.text.slice(node.start, node.end), node.start);

/**
 * Whether the function around this one calls it, by itself or by another one that it is given to:
 * what it counts are no calls from outside, and what these count is found in the function around.
 */
function isDriven(
  fn: SyntaxNode,
  parent: SyntaxNode | null,
  outer: SyntaxNode | null,
  parsed: ParsedText,
): boolean {
  if (outer === null || fn.type === "method_definition") return false;
  if (parent?.type.startsWith("argument") === true) return true;
  const name = nameOf(fn, parsed);
  if (!/^\w+$/.test(name)) return false;
  const returned = new RegExp(`\\breturn\\s+(?:[({[][^\\n]*)?\\b${name}\\b(?!\\s*\\()`);
  return !returned.test(codeOf(outer, parsed));
}

const place = String.raw`(?:[$@]{0,2}[A-Za-z_][\w$]*(?:(?:\.|::|->)[A-Za-z_][\w$]*)*(?:\[0\])?)`;
/** `n += 1`, `n++`, `++n`, `n = n + 1`, and what atomic numbers are counted by. */
const counts = new RegExp(
  [
    String.raw`(${place})(?:\s*\+=\s*1\b|\+\+)`,
    String.raw`\+\+\s*(${place})`,
    String.raw`(${place})\s*=\s*\1?(${place})\s*\+\s*1\b`,
    String.raw`(${place})\s*\.\s*(?:fetch_add|incrementAndGet|getAndIncrement|increment)\b`,
    String.raw`\batomic\.Add\w+\(\s*&(${place})|(${place})\s*\.\s*Add\(\s*1\s*\)`,
  ].join("|"),
  "g",
);

const nameIn = ([, ...names]: RegExpMatchArray): string => names.find((name) => name) ?? "";

const words = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

type Lives = (name: string, fn: SyntaxNode, code: string, parsed: ParsedText) => boolean;

/** A property of the function itself: `f.calls`. */
const ofItself: Lives = (name, fn, _code, parsed) => {
  const own = nameOf(fn, parsed);
  return own !== "" && name.startsWith(`${own}.`);
};

/** A property of what a word declares at the left margin, where no local stands. */
const ofGlobal = (name: string, word: string, { text }: ParsedText): boolean => {
  const base = /^[A-Za-z_$][\w$]*(?=\.)/.exec(name)?.[0];
  return base !== undefined && new RegExp(`^${word}\\s+${words(base)}(?![\\w$])`, "m").test(text);
};

/** Whether a word of the language declares it in the function, or it is a parameter. */
const isLocal = (name: string, fn: SyntaxNode, code: string, by: RegExp): boolean => {
  const parameters = childAt(fn, "parameters") ?? childAt(fn, "parameter") ?? fn;
  const head = parameters === fn ? "" : code.slice(0, parameters.end - fn.start);
  const word = `\\b${words(name)}(?![\\w$])`;
  return new RegExp(word).test(head) || new RegExp(by.source.replace("§", () => word)).test(code);
};

const inJavaScript: Lives = (name, fn, code, parsed) =>
  /[.[]/.test(name)
    ? ofItself(name, fn, code, parsed) ||
      name.startsWith("globalThis.") ||
      ofGlobal(name, "(?:export\\s+)?(?:const|let|var)", parsed)
    : !isLocal(name, fn, code, /\b(?:let|var|const)\s[^;={]*§/);

const inPython: Lives = (name, fn, code, parsed) => {
  const list = name.replace(/\[0\]$/, "");
  if (list !== name) return new RegExp(`\\b${words(list)}\\s*(?::[^=]*)?=\\s*\\[`).test(code);
  if (name.includes(".")) {
    return /^(?:cls|self\.__class__|type\(self\))\./.test(name) || ofItself(name, fn, code, parsed);
  }
  const [said, first] = code.split(
    new RegExp(`\\b(?:global|nonlocal)\\b[^\\n]*\\b${words(name)}\\b`),
  );
  // What it sets before a function inside of it says so is its own.
  return (
    first !== undefined && !new RegExp(`^[ \\t]+${words(name)}\\s*=(?!=)`, "m").test(said ?? "")
  );
};

/** Whether a function of Rust, Java, C or C++ has a local of that name, which dies with it. */
const isShadowed = (name: string, code: string): boolean =>
  /^\w+$/.test(name) &&
  new RegExp(
    "(?:^|[;{}(,])\\s*(?!(?:return|else|throw|delete|goto|static)\\b)" +
      `(?:\\w[\\w<>[\\]:]*[\\s*&]+){1,3}${name}\\s*(?:=(?!=)|[;,)[:])`,
  ).test(code);

/** Declared by a word, or at the left margin, where fields and locals never stand. */
const declared =
  (word: RegExp): Lives =>
  (name, _fn, code, parsed) => {
    if (isShadowed(name, code)) return false;
    const last = /[\w$]+$/.exec(name)?.[0] ?? name;
    const text = codeOnly(parsed, parsed.text, 0);
    return new RegExp(`(?:${word.source})[^;(){}\\n]*\\b${words(last)}\\b`, "m").test(text);
  };

const inGo: Lives = (name, fn, code, parsed) =>
  name.includes(".")
    ? ofGlobal(name, "var", parsed)
    : !isLocal(name, fn, code, /§[^\n;{]*:=|\bvar\s+§/);

const inRuby: Lives = (name) => /^(?:\$|@@)/.test(name);

const lives: Readonly<Record<Family, Lives>> = {
  javascript: inJavaScript,
  python: inPython,
  go: inGo,
  rust: declared(/\bstatic\b/),
  java: declared(/\bstatic\b/),
  c: declared(
    /\bstatic\b|^(?!return|typedef|struct|class|using)\w[\w: <>]*\s\*?(?=\w+\s*(?:=|;|\{))/,
  ),
  ruby: inRuby,
};

const outlives: Lives = (name, fn, code, parsed) =>
  lives[familyOf(parsed.language)](name, fn, code, parsed);

/** Whether a branch asks for one count and answers a literal, or the count picks a literal. */
function decides(name: string, fn: SyntaxNode, parsed: ParsedText): boolean {
  const code = parsed.text.slice(fn.start, fn.end);
  // What holds the count for a while.
  const alias = new RegExp(`([\\w$]+)\\s*:?=[^=;\\n]*${words(name)}(?![\\w$])`).exec(code)?.[1];
  const counter = [name, ...(alias === undefined ? [] : [alias])].map(words).join("|");
  const asks = new RegExp(`(?<![\\w$.])(?:${counter})(?![\\w$])`);
  const one = /(?:===?|\.equals?\()\s*\d+\b|\b\d+\s*===?/;
  const branch = branchesIn(parsed, fn).some(({ heads, subject, answered }) => {
    if (answered === null) return false;
    const said = heads.map((head) => parsed.text.slice(head.start, head.end)).join(" ");
    return (asks.test(said) && one.test(said)) || (asks.test(subject) && /^\D{0,6}\d/.test(said));
  });
  const picks = new RegExp(
    `[\\]}]\\s*\\[[^\\]%\\n]*(?<![\\w$.])(?:${counter})(?![\\w$])[^\\]%\\n]*\\]`,
  );
  return branch || picks.test(code);
}
