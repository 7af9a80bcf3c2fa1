// How long a test waits, how far off a number may be, how often it is tried again.
import { childAt, partsOf, visit } from "../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import { quantityOf } from "./quantity.ts";

/** A limit where it is set; what is looser, a greater number or a smaller one. */
export interface Limit {
  /** The word and the place that it is set by. */
  readonly by: string;
  /** Times in milliseconds. */
  readonly value: number;
  readonly looser: "greater" | "smaller";
}

/** Names of fields, variables and named arguments, in lower case and without underscores. */
const greater = new RegExp(
  "^(?:\\w*timeout\\w*|\\w*deadline|\\w*tol|\\w*tolerance|rel|abs|delta|eps|epsilon|margin|" +
    "max(?:relative|ulps)|slack|within|(?:max)?retr(?:y|ies)|reruns)$",
);
const smaller = /^(?:places|decimals?|(?:num|significant)?digits|precision)$/;

/** Functions and macros by their last name, and which argument sets the limit; -1: the last. */
const calls: Readonly<Record<string, number>> = {
  After: 0,
  EXPECT_NEAR: 2,
  ASSERT_NEAR: 2,
  Eventually: 2,
  InDelta: 3,
  InDeltaSlice: 3,
  InEpsilon: 3,
  Timeout: 0,
  WithTimeout: 1,
  WithinAbs: 1,
  WithinRel: 1,
  WithinULP: 1,
  approximately: -1,
  assertEquals: 2,
  assertArrayEquals: 2,
  assertTimeout: 0,
  assertTimeoutPreemptively: 0,
  assert_allclose: 2,
  assert_in_delta: 2,
  assert_in_epsilon: 2,
  be_within: 0,
  byLessThan: 0,
  closeTo: -1,
  epsilon: 0,
  it: 2,
  margin: 0,
  offset: 0,
  retryTimes: 0,
  test: 2,
  timeout: 0,
  within: 0,
};
const closer: Readonly<Record<string, number>> = {
  assertAlmostEqual: 2,
  assert_almost_equal: 2,
  toBeCloseTo: 1,
};

/** All limits of a text whose value stands there, in its order. */
export function limitsIn(parsed: ParsedText): readonly Limit[] {
  const found: Limit[] = [];
  visit(parsed.root, (node) => {
    found.push(...named(node, parsed), ...called(node, parsed), ...compared(node, parsed));
  });
  return found;
}

/** The first kind of limit that one text sets looser than another did; null when none. */
export function loosened(old: ParsedText, now: ParsedText): string | null {
  const [before, after] = [limitsIn(old), limitsIn(now)];
  for (const by of new Set(after.map((limit) => limit.by))) {
    const of = (limits: readonly Limit[]) => limits.filter((limit) => limit.by === by);
    const gone = without(of(before), of(after));
    const come = without(of(after), of(before));
    const sign = of(after)[0]?.looser === "smaller" ? -1 : 1;
    const most = (values: readonly number[]) => Math.max(...values.map((value) => sign * value));
    if (gone.length > 0 && come.length > 0 && most(come) > most(gone)) {
      return `${by} was ${sign * most(gone)} and is ${sign * most(come)}`;
    }
  }
  return null;
}

/** Values of some that the others have not, each as often as it occurs. */
function without(some: readonly Limit[], others: readonly Limit[]): readonly number[] {
  const left = others.map(({ value }) => value);
  return some.flatMap(({ value }) => {
    const at = left.indexOf(value);
    if (at < 0) return [value];
    left.splice(at, 1);
    return [];
  });
}

const textOf = (node: SyntaxNode | undefined, { text }: ParsedText): string =>
  node === undefined ? "" : text.slice(node.start, node.end);

/** `timeout: 5`, `rel=1e-3`, `const EPSILON = 1e-9`, and the same among the words of a macro. */
function named(node: SyntaxNode, parsed: ParsedText): readonly Limit[] {
  if (node.type === "token_tree") return inMacro(textOf(node, parsed));
  const name = ["name", "key", "left", "pattern", "declarator"]
    .map((field) => childAt(node, field))
    .find((child) => child !== undefined);
  const value = childAt(node, "value") ?? childAt(node, "right");
  return name && value ? byName(textOf(name, parsed), textOf(value, parsed)) : [];
}

const inMacro = (text: string): readonly Limit[] => [
  ...[...text.matchAll(/(\w+)\s*=\s*([\d._]+(?:e-?\d+)?\w*)/g)].flatMap(
    ([, name = "", value = ""]) => byName(name, value),
  ),
  ...distance(text),
];

function byName(name: string, written: string): readonly Limit[] {
  const word = (/(\w+)["'`]?$/.exec(name)?.[1] ?? "").replaceAll("_", "").toLowerCase();
  const looser = greater.test(word) ? "greater" : smaller.test(word) ? "smaller" : null;
  const value = looser === null ? null : quantityOf(written);
  return value === null || looser === null ? [] : [{ by: word, value, looser }];
}

function called(node: SyntaxNode, parsed: ParsedText): readonly Limit[] {
  const list = childAt(node, "arguments");
  if (list === undefined) return [];
  const callee = parsed.text.slice(node.start, list.start).trim();
  const word = /^(?:jest|vi)\.setTimeout$/.test(callee)
    ? "timeout"
    : (/(\w+)!?$/.exec(callee)?.[1] ?? "");
  const [table, looser] = Object.hasOwn(calls, word)
    ? ([calls, "greater"] as const)
    : ([closer, "smaller"] as const);
  const place = Object.hasOwn(table, word) ? table[word] : undefined;
  if (place === undefined) return [];
  const values = partsOf(list).map((part) => textOf(part, parsed));
  // A message in front of all others.
  if (word.startsWith("assertE") && values[0]?.startsWith('"')) return [];
  const value = quantityOf(values.at(place) ?? "");
  return value === null ? [] : [{ by: word, value, looser }];
}

function compared(node: SyntaxNode, parsed: ParsedText): readonly Limit[] {
  const compares = /^(?:binary\w*|comparison_operator)$/.test(node.type);
  return compares ? distance(textOf(node, parsed)) : [];
}

/** `abs(a - b) < 1e-9`. */
function distance(text: string): readonly Limit[] {
  const shape = /\bf?abs\b[^<>]*[<>]=?\s*([\d._]+(?:e-?\d+)?\w*)\)?$/i;
  const value = quantityOf(shape.exec(text)?.[1] ?? "");
  return value === null ? [] : [{ by: "abs", value, looser: "greater" }];
}
