// A ballot of the answer book: which of the shown proposals says what a right answer says.
import { readForm } from "../core/requirement/form.ts";
import type { Book, Entry } from "./book.ts";
import { drawn, type Chance } from "./chance.ts";

/**
 * The number (from 1) of the option to name, or "none". With the book's odds it is the first right
 * answer of the entry that is among the options ("none" when no option is right), else another.
 * @param options texts of a place, or canonical JSON, in which a parser may have filled in defaults
 * or left out a wrapper.
 */
export function choiceOf(
  entry: Entry,
  options: readonly string[],
  odds: Book["choice"],
  chance: Chance,
): number | "none" {
  const values = options.map(readOption);
  const rights = entry.right.map((answer) => readOption(answer.text));
  const first = rights.find((right) => values.some((value) => says(value, right)));
  const right = first === undefined ? -1 : values.findIndex((value) => says(value, first));
  const sides = [
    { kind: "right", share: odds.right },
    { kind: "other", share: odds.other },
    { kind: "none", share: odds.none },
  ] as const;
  const side = drawn(sides, (s) => s.share, chance("side"))?.kind ?? "none";
  const others = options.map((_, i) => i + 1).filter((n) => n !== right + 1);
  if (side === "other") return drawn(others, () => 1, chance("other")) ?? "none";
  return side === "right" && right >= 0 ? right + 1 : "none";
}

/** The value of a JSON text, out of an object that only wraps a list; any other text is itself. */
function readOption(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const requirements = readForm(value);
  if (requirements.success) return requirements.data;
  if (!isRecord(value)) return value;
  const [only, ...more] = Object.values(value);
  return more.length === 0 && Array.isArray(only) ? only : value;
}

/** Whether a value says everything that `right` says; white space and further keys do not count. */
function says(value: unknown, right: unknown): boolean {
  if (typeof right === "string" && typeof value === "string") return plain(value) === plain(right);
  if (Array.isArray(right)) {
    if (!Array.isArray(value) || value.length !== right.length) return false;
    return right.every((item, i) => says(value[i], item));
  }
  if (isRecord(right)) {
    return isRecord(value) && Object.entries(right).every(([key, item]) => says(value[key], item));
  }
  return value === right && right !== undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();
