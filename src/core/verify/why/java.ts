// Why tests of Maven failed, and of those whose runners write JUnit's XML.
import { nested } from "../reader.ts";
import { asserted, failure, failuresMax, parts } from "./failure.ts";
import type { Failure, FailureReader } from "./failure.ts";

const title = /^\[\w+\] (\S.*?) +-- Time elapsed: [\d.]+ s <<< (FAILURE|ERROR)!/u;

/** A failed assertion is a FAILURE, anything else an ERROR; its stack ends with an empty line. */
export const whySurefire: FailureReader = (lines) =>
  parts(
    lines,
    (line) => {
      const [, name, word = ""] = title.exec(line) ?? [];
      return name === undefined ? null : { name, word };
    },
    (line) => line === "",
  ).map(({ head, lines: own }) => {
    const test = head.name.replace(/^[\w.$]+/u, (path) => path.split(/[.$]/u).join(nested));
    return failure(test, head.word === "FAILURE" ? [asserted, ...own] : own);
  });

const attributes = `(?:\\s+[\\w.:-]+\\s*=\\s*(?:"[^"]*"|'[^']*'))*`;
const element = new RegExp(`<(testcase|failure|error)(${attributes})\\s*(/?)>`, "gu");
const opening = /<system-(?:out|err)>/u;
/** Characters of an element's text that are looked at. */
const bodyMax = 16_000;

/** An element inside its test case: type and message as attributes, the stack as its text. */
export const whyJunit: FailureReader = (_, whole) => {
  const text = withoutOutput(whole.join("\n"));
  const failures: Failure[] = [];
  let test = "";
  for (const match of text.matchAll(element)) {
    if (failures.length >= failuresMax) break;
    const [tag, name = "", list = "", end] = match;
    if (name === "testcase") {
      test = caseOf(list);
      continue;
    }
    const from = match.index + tag.length;
    const near = end === "/" ? "" : text.slice(from, from + bodyMax);
    const close = near.indexOf(`</${name}>`);
    const body = close < 0 ? near : near.slice(0, close);
    const content = plain(body.replace(/<!\[CDATA\[|\]\]>/gu, "")).split("\n");
    failures.push(failure(test, [headOf(name, list, content), ...content]));
  }
  return failures;
};

/** The text without what tests printed, up to the first element of it that has no end. */
function withoutOutput(text: string): string {
  const kept: string[] = [];
  let rest = text;
  for (let found = opening.exec(rest); found; found = opening.exec(rest)) {
    const close = `</${found[0].slice(1)}`;
    const end = rest.indexOf(close, found.index);
    if (end < 0) break;
    kept.push(rest.slice(0, found.index));
    rest = rest.slice(end + close.length);
  }
  return [...kept, rest].join("");
}

const typed = /^(?:[\w$]+[.\\])*\w*(?:Error|Exception|Failure|Failed)\b/u;

/**
 * Runners differ in where they put the error's type, and some call every error a failure: it is
 * looked for as Node's cause, in the message, in the text, and in the attribute.
 */
function headOf(element: string, list: string, content: readonly string[]): string {
  const message = plain(attribute(list, "message"));
  const type = attribute(list, "type");
  const causes = content.flatMap((line) => /^ *cause: (.+)$/u.exec(line)?.[1] ?? []);
  const lines = [...causes, message, ...content.map((line) => line.trim())];
  const said = lines.find((line) => typed.test(line));
  if (said !== undefined) return said;
  if (typed.test(type)) return `${type}: ${message}`;
  return element === "failure" ? `${asserted}${message}` : message;
}

function caseOf(list: string): string {
  const group = plain(attribute(list, "classname"));
  const path = /^[\w.$]+$/u.test(group) ? group.split(/[.$]/u) : [group];
  return [...path, plain(attribute(list, "name"))].filter((part) => part !== "").join(nested);
}

const attribute = (list: string, key: string): string =>
  new RegExp(`\\s${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "u").exec(list)?.slice(1).find(Boolean) ??
  "";

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  "#10": "\n",
};

const plain = (text: string): string =>
  text.replace(/&(#?\w+);/gu, (all, name: string) => entities[name] ?? all);
