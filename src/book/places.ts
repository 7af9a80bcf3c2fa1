// A ballot over places: those that the book's right plan writes are the right ones to name.
import { z } from "zod";
import type { About } from "../core/agent/prompt.ts";
import type { Book, Entry } from "./book.ts";
import { drawn, type Chance } from "./chance.ts";

type Places = Extract<About, { readonly kind: "places" }>;

/**
 * Numbers (from 1) of the options to name; [] when the plan writes none of them. With the book's
 * odds it is all that the entry's first right plan writes, one other place, or none.
 */
export function placesOf(
  entry: Entry,
  { of, options }: Places,
  odds: Book["choice"],
  chance: Chance,
): readonly number[] {
  const written = writtenBy(entry.right[0].text);
  const wanted = new Set(of === "files" ? written.map(([path]) => path) : written.map(named));
  const numbers = options.map((_, i) => i + 1);
  const right = numbers.filter((n) => wanted.has(options[n - 1] ?? ""));
  const sides = [
    { kind: "right", share: odds.right },
    { kind: "other", share: odds.other },
    { kind: "none", share: odds.none },
  ] as const;
  const side = drawn(sides, (s) => s.share, chance("side"))?.kind ?? "none";
  if (side === "right") return right;
  if (side === "none") return [];
  const others = numbers.filter((n) => !right.includes(n));
  const other = drawn(others, () => 1, chance("other"));
  return other === undefined ? right : [other];
}

const target = z.object({
  path: z.string(),
  symbol: z.string().optional(),
  ordinal: z.number().default(0),
});

type Written = readonly [path: string, symbol: string | null];

const named = ([path, symbol]: Written): string => (symbol === null ? path : `${path}#${symbol}`);

/** Paths and symbols of every step of a plan's JSON. */
function writtenBy(plan: string): readonly Written[] {
  const found: Written[] = [];
  JSON.parse(plan, (key: string, value: unknown) => {
    const read = key === "target" ? target.safeParse(value) : null;
    if (!read?.success) return value;
    const { path, symbol, ordinal } = read.data;
    const which = ordinal > 0 ? `#${ordinal}` : "";
    found.push([path, symbol === undefined ? null : `${symbol}${which}`]);
    return value;
  });
  return found;
}
