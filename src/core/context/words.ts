// Words of code and prose: identifiers whole and in their parts, as spans of a text.

const [other, lower, upper, digit, joint] = [0, 1, 2, 3, 4] as const;

/** What each ASCII character is to an identifier. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[a-z]/.test(char)) return lower;
  if (/[A-Z]/.test(char)) return upper;
  if (/[0-9]/.test(char)) return digit;
  return char === "_" || char === "$" ? joint : other;
});

/** Outside ASCII every letter counts as lower case; halves of surrogate pairs are letters. */
function kindOf(code: number): number {
  if (code < 128) return kinds[code] ?? other;
  return /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(String.fromCharCode(code)) ? lower : other;
}

const wordMin = 2;
const wordMax = 40;

/**
 * Visits `parseHTTPHeader_v2` as `parse`, `HTTP`, `Header`, `v2` and whole; a word of one part
 * once. Words begin with a letter and have 2 to 40 characters; others are passed over.
 */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  const word = (start: number, end: number): void => {
    const long = end - start;
    if (long >= wordMin && long <= wordMax && kindOf(text.charCodeAt(start)) !== digit) {
      visit(start, end);
    }
  };
  for (let at = 0; at < text.length; ) {
    let end = at;
    let begun = at;
    for (let before: number = joint; end < text.length; end += 1) {
      const kind = kindOf(text.charCodeAt(end));
      if (kind === other) break;
      if (kind === joint || startsPart(before, kind, text.charCodeAt(end + 1))) {
        word(begun, end);
        begun = kind === joint ? end + 1 : end;
      }
      before = kind;
    }
    word(begun, end);
    if (begun > at) word(at, end);
    at = end + 1;
  }
}

/** `xY`, `8Y`, and the last capital of `HTTPHeader` begin a part. */
function startsPart(before: number, kind: number, nextCode: number): boolean {
  if (kind !== upper || before === joint) return false;
  if (before !== upper) return true;
  return kindOf(nextCode) === lower;
}

/**
 * 32-bit FNV-1a of a word, ASCII letters taken as lower case. A plural is its singular: the last
 * `s` of four letters or more does not count, unless there are two (docs/context.md).
 */
export function wordHash(text: string, start = 0, end = text.length): number {
  let hash = 0x811c9dc5;
  const plural = end - start > 3 && isS(text, end - 1) && !isS(text, end - 2);
  const last = plural ? end - 1 : end;
  for (let at = start; at < last; at += 1) {
    const code = text.charCodeAt(at);
    hash = Math.imul(hash ^ (kinds[code] === upper ? code + 32 : code), 0x01000193);
  }
  return hash >>> 0;
}

const isS = (text: string, at: number): boolean => (text.charCodeAt(at) | 32) === 115;

/** 32-bit FNV-1a of a name as it is written. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
