// What is wrong with a written file, in words for whoever wrote it and in the order of the file.
import { isNode, type Document, type YAMLError } from "yaml";
import type { z } from "zod";

/** Keys and indexes from the top of the file to a value. */
export type Keys = readonly (string | number)[];

/** Where the deepest part of the path that exists begins in the text; 0 when there is none. */
export function offsetOf(at: Keys, document: Document): number {
  for (let depth = at.length; depth >= 0; depth -= 1) {
    const node: unknown = document.getIn(at.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** The mistakes as they follow one another in the file; those at one place keep their order. */
export const inFileOrder = <T extends { readonly at: Keys }>(
  mistakes: readonly T[],
  document: Document,
): readonly T[] => mistakes.toSorted((a, b) => offsetOf(a.at, document) - offsetOf(b.at, document));

/** The YAML reader's own sentence with its line, without the excerpt that it announces. */
export const yamlWords = (error: YAMLError): string =>
  (error.message.split("\n")[0] ?? "").replace(/:$/, "");

/** What a value must be. Zod's own words only where a schema has words of ours. */
export function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.message.endsWith("received undefined")) return "is missing";
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map((one) => JSON.stringify(one)).join(" or ")}`;
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return "must not be empty";
      return `must be at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "string") return `must have at most ${issue.maximum} characters`;
      if (issue.origin === "array") return `must have at most ${issue.maximum} entries`;
      return `must be at most ${issue.maximum}`;
    default:
      return issue.message.startsWith("Invalid") ? "does not belong here" : issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};
