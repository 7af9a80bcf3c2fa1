// Where a step writes: the span of its symbol in the file, and a short hash of the old text.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { no, ok, type Result } from "../kernel.ts";
import type { Step } from "../plan/plan.ts";
import { textAt, type Tree } from "../tree.ts";
import type { Syntax } from "../patch/syntax.ts";

/** The text that a step replaces, and where it stands in its file. */
export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly old: string;
}

/** @returns the place, or a sentence when it does not exist (any more). */
export function placeIn(tree: Tree, step: Step, syntax: Syntax): Result<Place, string> {
  const { target } = step;
  const file = textAt(tree, target.path);
  if (target.kind === "file") {
    if (file === null && tree.has(target.path)) return no(`${target.path} is not a text file`);
    return ok({ file: file ?? "", start: 0, end: file?.length ?? 0, old: file ?? "" });
  }
  if (file === null) return no(`${target.path} does not exist or is not text`);
  const language = syntax.languageOf(target.path);
  const parsed = language === null ? null : syntax.parse(language, file);
  if (!parsed) return no(`${target.path} cannot be parsed`);
  if (target.kind === "addition") {
    const taken = parsed.symbols.some((s) => s.name === target.symbol);
    return taken ? no(`${target.symbol} exists already`) : ok({ file, start: file.length, end: file.length, old: "" });
  }
  const found = parsed.symbols.find((s) => s.name === target.symbol && s.ordinal === target.ordinal);
  if (!found) return no(`${target.path} has no ${target.symbol}`);
  const { start, end } = found;
  return ok({ file, start, end, old: file.slice(start, end) });
}

/** First 12 hex digits of SHA-256 over the old text; of the empty text where there is none. */
export function baseHash(tree: Tree, step: Step, syntax: Syntax): string {
  const place = placeIn(tree, step, syntax);
  return bytesToHex(sha256(utf8ToBytes(place.ok ? place.value.old : ""))).slice(0, 12);
}
