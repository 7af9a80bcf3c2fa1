// Code that answers the very inputs of the tests by the very outputs that they expect.
import { visit } from "../patch/nodes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";
import { textAt } from "../tree.ts";
import { branchesIn, literalOf } from "./branches.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { holds } from "./literals.ts";
import { isTestPath } from "./paths.ts";

/** A literal that code compares with, and the one that it then answers. */
interface Pair {
  readonly asked: string;
  readonly answered: string;
}

export const specialCase: RedFlag = {
  id: "special-case",
  severity: "spoil",
  rule:
    "a new branch compares with a literal and answers another one, both stand in one test file, " +
    "and neither the issue, the plan nor other code knows the first",
  explain: "The answer knows the tests' inputs instead of doing the work; another one was drawn.",
  raised(reading) {
    const { step, newParsed, oldText, whole, after } = reading;
    if (step.kind !== "code" || newParsed === null || whole === null) return null;
    const known = [oldText, whole.words, step.task];
    const pairs = pairsIn(newParsed, reading.newSpan).filter(
      ({ asked }) => !known.some((text) => text.includes(asked)),
    );
    if (pairs.length === 0) return null;
    const texts = [...after.keys()].filter((path) => path !== step.target.path);
    const tests = texts.filter(isTestPath).map((path) => textAt(after, path) ?? "");
    const code = texts.filter((path) => !isTestPath(path)).map((path) => textAt(after, path) ?? "");
    const found = pairs.find(
      ({ asked, answered }) =>
        tests.some((text) => holds(text, asked) && holds(text, answered)) &&
        !code.some((text) => holds(text, asked)),
    );
    if (found === undefined) return null;
    const [asked, answered] = [found.asked, found.answered].map((one) => one.slice(0, 60));
    return `${asked} is answered by ${answered}, as a test has it`;
  },
};

function pairsIn(parsed: ParsedText, span: Reading["newSpan"]): readonly Pair[] {
  return branchesIn(parsed, span).flatMap(({ heads, answered }) => {
    if (answered === null) return [];
    return heads.flatMap((one) => askedIn(one, parsed.text)).map((asked) => ({ asked, answered }));
  });
}

/** Telling literals that the head of a branch compares with. */
function askedIn(head: SyntaxNode, text: string): readonly string[] {
  const written = text.slice(head.start, head.end);
  const compares = head.field !== "condition" || /===?|\.equals\b|\beq\b/.test(written);
  return compares ? literalsIn(head, text) : [];
}

function literalsIn(node: SyntaxNode, text: string): readonly string[] {
  const found: string[] = [];
  visit(node, (one) => {
    const literal = literalOf(one, text);
    if (literal !== null && isTelling(literal)) found.push(literal);
    return literal === null;
  });
  return found;
}

/** Not one of the values that any code may ask for. */
const isTelling = (literal: string): boolean =>
  /^-?[\d.]/.test(literal) ? Math.abs(Number.parseFloat(literal)) > 2 : literal.length > 2;
