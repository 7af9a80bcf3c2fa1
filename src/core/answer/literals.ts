// Literals by value: quotes and escapes of strings, spellings of numbers.

const simple: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
};

/** The value of a quoted string literal; legacy octal escapes are left as they are written. */
export function cooked(literal: string): string {
  const escape = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;
  return literal.slice(1, -1).replace(escape, (whole, point, unit, byte, char, at: number, all: string) => {
    const hex: unknown = point ?? unit ?? byte;
    if (typeof hex === "string") {
      const code = parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    const one = String(char);
    if (/^(\r\n|[\n\r\u2028\u2029])$/.test(one)) return "";
    const octal = /[0-9]/.test(one) && !(one === "0" && !/[0-9]/.test(all[at + 2] ?? ""));
    if (octal) return whole;
    return simple[one] ?? one;
  });
}

/** `0x10`, `16`, `1_6` and `16.0` are one number; bigint literals keep their mark. */
export function numberText(literal: string): string {
  const text = literal.replaceAll("_", "").toLowerCase();
  if (text.endsWith("n") || /^0\d/.test(text)) return text;
  const value = Number(text);
  return Number.isNaN(value) ? text : String(value);
}
