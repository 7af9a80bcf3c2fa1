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

/**
 * The number behind a metric's name: `p99_ms: 12.5`, `p99_ms=12.5`, `p99_ms 12.5`, as JSON too.
 * @param output what the command printed. @returns a sentence where the name is missing, has no
 * number, or is printed with several: what is printed twice may not come from the command.
 */
export function readMeasure(
  output: string,
  metric: string,
): { readonly value: number } | { readonly because: string } {
  const name = metric.replace(/[.]/g, "\\.");
  const number = "[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?";
  const pattern = new RegExp(`(?<![\\w.-])${name}["']?\\s*[:=]?\\s*(${number})(?![\\w.])`, "g");
  const lines = output.replace(/\u001b\[[0-9;]*[A-Za-z]/gu, "").split(/\r?\n/u);
  const found = lines
    .filter((line) => line.length <= lineMax)
    .flatMap((line) => [...line.matchAll(pattern)].map(([, value]) => Number(value)));
  const [first] = found;
  if (first === undefined) return { because: `it printed no number for ${metric}` };
  if (found.length === 1) return { value: first };
  return { because: `it printed ${metric} ${found.length} times` };
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
