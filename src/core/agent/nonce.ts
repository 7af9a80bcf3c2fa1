// Chance without a state: markers of prompts and orders of ballots, made from the run's seed.
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const nonceLength = 12;

/**
 * The marker of one prompt: 12 characters of [a-z0-9] (62 bits) that nobody can know without the
 * run's seed; the same again in every replay.
 */
export function nonceOf(seed: string, key: string): string {
  const bytes = sha256(utf8ToBytes(`nonce\u0000${seed}\u0000${key}`));
  let nonce = "";
  for (const byte of bytes.subarray(0, nonceLength)) nonce += letters[byte % letters.length] ?? "";
  return nonce;
}

/** The same items in the order of ballot `n`: a Fisher–Yates shuffle driven by SHA-256. */
export function shuffled<T>(items: readonly T[], seed: string, n: number): readonly T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = below(i + 1, `order\u0000${seed}\u0000${n}\u0000${i}`);
    const [a, b] = [order[i], order[j]];
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
  }
  return order;
}

/** A whole number in 0 … limit-1; the bias of the remainder is below limit / 2^48. */
function below(limit: number, key: string): number {
  let value = 0;
  for (const byte of sha256(utf8ToBytes(key)).subarray(0, 6)) value = value * 256 + byte;
  return value % limit;
}
