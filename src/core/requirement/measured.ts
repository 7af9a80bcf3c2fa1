// Reads the number that a measuring command printed, and holds it against its bar.
import type { Measure } from "./requirement.ts";

/** What one run of a measure came to. */
export interface Reading {
  /** `R2`. */
  readonly requirement: string;
  /** Null where no number was read; `because` says why. */
  readonly value: number | null;
  readonly because: string;
}

const lineMax = 500;

const number = "[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?";
/** What may stand between the digits of `1,200`, `1'200`, `1 200` and `5-10`. */
const joint = "(?:\\s*[,.'’‘·:/–—-]\\s*|\\s+)";
const plain = new RegExp(`^(${number})(?![\\w.]|${joint}\\d)`, "u");

/**
 * The number behind a metric's name: `p99_ms: 12.5`, `p99_ms=12.5`, `p99_ms 12.5`, as JSON too.
 * @param output what the command printed. @returns a sentence where the name is missing, has no
 * number or one that can be read in two ways, or is printed with several: what is printed twice
 * may not come from the command.
 */
export function readMeasure(
  output: string,
  metric: string,
): { readonly value: number } | { readonly because: string } {
  const name = metric.replace(/[.]/g, "\\.");
  const pattern = new RegExp(`(?<![\\w.-])${name}(?!\\w)["']?\\s*[:=]?\\s*(?=[-+]?\\d)`, "g");
  const lines = output.replace(/\u001b\[[0-9;]*[A-Za-z]/gu, "").split(/\r?\n/u);
  const found = lines
    .filter((line) => line.length <= lineMax)
    .flatMap((line) => [...line.matchAll(pattern)].map((m) => line.slice(m.index + m[0].length)));
  const [first] = found;
  if (first === undefined) return { because: `it printed no number for ${metric}` };
  if (found.length > 1) return { because: `it printed ${metric} ${found.length} times` };
  const value = plain.exec(first)?.[1];
  if (value !== undefined) return { value: Number(value) };
  return { because: `it printed ${metric} not as a plain number, such as 1200 or 1200.5` };
}

/** Whether a reading is at least as near to the bar as an earlier one; null: no number was read. */
export function unworsened(value: number | null, before: number | null, { op }: Measure): boolean {
  if (value === null || before === null) return value === before;
  switch (op) {
    case "<=":
    case "<":
      return value <= before;
    case ">=":
    case ">":
      return value >= before;
    case "=":
      return value === before;
  }
}

/** Whether a number reaches the bar. */
export function reaches(value: number, { op, value: bar }: Measure): boolean {
  switch (op) {
    case "<=":
      return value <= bar;
    case "<":
      return value < bar;
    case ">=":
      return value >= bar;
    case ">":
      return value > bar;
    case "=":
      return value === bar;
  }
}
