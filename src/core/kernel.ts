// The few words that every room uses: results, brands, instants, assertions.

declare const brand: unique symbol;

/** A value that only its parser can make. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds since 1970-01-01T00:00:00Z; comes from the Clock port, never from the machine. */
export type Instant = number;

/** A git object id, 40 lowercase hex digits. */
export type Sha = Brand<string, "Sha">;

export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const no = <E>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});

/** Throws when the house contradicts itself. Never used for what the world may do. */
export function assert(truth: boolean, what: string): asserts truth {
  if (!truth) throw new Error(`A bug in Quorum: ${what}`);
}

/** The end of a switch over a union: compiles only when every member was matched. */
export function unreachable(value: never): never {
  throw new Error(`A bug in Quorum: unexpected ${JSON.stringify(value)}`);
}

/** @returns the sha, or null when the text is not 40 lowercase hex digits. */
export function parseSha(text: string): Sha | null {
  return /^[0-9a-f]{40}$/.test(text) ? (text as Sha) : null;
}

/** The sha of a text that git or GitHub itself gave. Throws when it is none. */
export function sha(text: string): Sha {
  const parsed = parseSha(text);
  assert(parsed !== null, `not a sha: ${text.slice(0, 60)}`);
  return parsed;
}
