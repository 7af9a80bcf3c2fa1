// Chance without a state: a number from a name, so that no order of calls changes what is drawn.
import { createHash } from "node:crypto";

/** Numbers in 0 ≤ x < 1, one for each `of`; the same name and `of` always give the same one. */
export type Chance = (of: string) => number;

/** @param name what the numbers depend on; its parts are kept apart whatever they contain. */
export function chanceOf(name: readonly (string | number)[]): Chance {
  return (of) => {
    const bytes = createHash("sha256")
      .update(JSON.stringify([...name, of]))
      .digest();
    return bytes.readUIntBE(0, 6) / 2 ** 48;
  };
}

/**
 * The item at `chance` on a line where each item is as long as its weight (≥ 0).
 * @returns undefined only when there is no item with a weight above 0.
 */
export function drawn<T>(
  items: readonly T[],
  weightOf: (item: T) => number,
  chance: number,
): T | undefined {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let left = chance * total;
  let last: T | undefined;
  for (const item of items) {
    const weight = weightOf(item);
    if (weight <= 0) continue;
    if (left < weight) return item;
    left -= weight;
    last = item;
  }
  return last;
}
