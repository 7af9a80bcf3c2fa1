// Values of JavaScript literals, so that spellings of one value have one form.

const simple: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  v: "\v",
  f: "\f",
};
const escapes =
  /\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|0(?!\d)|\r\n|([\s\S]))/g;
/** Octal escapes, and `\u` or `\x` without their digits: better left as they are written. */
const doubtful = /[0-9ux]/;

/**
 * The value of what stands between the quotes of a string.
 * @returns null for octal escapes and anything else that is better left as it is written.
 */
export function stringValue(inner: string): string | null {
  if (!inner.includes("\\")) return inner;
  let good = true;
  const value = inner.replace(escapes, (all, point, unit, byte, char) => {
    const hex: unknown = point ?? unit ?? byte;
    if (typeof hex === "string") {
      const code = parseInt(hex, 16);
      if (code > 0x10ffff) good = false;
      return code > 0x10ffff ? "" : String.fromCodePoint(code);
    }
    if (all === "\\0") return "\0";
    if (typeof char !== "string" || /[\n\r\u2028\u2029]/.test(char)) return "";
    if (doubtful.test(char)) good = false;
    return Object.hasOwn(simple, char) ? (simple[char] ?? char) : char;
  });
  return good ? value : null;
}

/** `0x10`, `16`, `1_6.0` are one value; a big integer keeps its `n`; old octals stay as written. */
export function numberValue(written: string): string {
  const plain = written.replaceAll("_", "").toLowerCase();
  if (/^0\d/.test(plain)) return written;
  if (/^(?:0x[\da-f]+|0o[0-7]+|0b[01]+|\d+)n$/.test(plain)) return `${BigInt(plain.slice(0, -1))}n`;
  const value = Number(plain);
  return Number.isNaN(value) ? written : String(value);
}

/** A name that needs no quotes as a key. */
export const isName = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);
