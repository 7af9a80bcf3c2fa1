// Numbers from the command line: read strictly, refused with a sentence.
import { Misuse, type Values } from "./verb.ts";

interface Range {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

/** @returns the number of an option, or the standard when it is absent. Throws Misuse. */
export function numberOf(values: Values, name: string, range: Range, standard: number): number {
  const text = values[name];
  if (text === undefined) return standard;
  const value = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  const fits = Number.isFinite(value) && value >= range.min && value <= range.max;
  if (!fits || (range.whole && !Number.isInteger(value))) {
    const kind = range.whole ? "a whole number" : "a number";
    throw new Misuse(
      `--${name} must be ${kind} from ${range.min} to ${range.max}; it is "${text}".`,
    );
  }
  return value;
}

/** @returns the text of an option, or null when it is absent. */
export function textOf(values: Values, name: string): string | null {
  const text = values[name];
  return typeof text === "string" ? text : null;
}
