// Brackets, comments and conditions of C and C++ that stay open: what a tree full of macros hides.

/** What is never closed reaches to the end, so that no place is looked at twice. */
const literals = [
  "//(?:\\\\\\r?\\n|[^\\n])*",
  "/\\*(?:[^]*?\\*/|[^]*)",
  '\\b(?:u8|[uUL])?R"([^\\s()\\\\"]{0,16})\\((?:[^]*?\\)\\1"|[^]*)',
  '"(?:\\\\[^]|[^"\\\\\\n])*"?',
  // Within a number a quote parts its digits.
  "(?<!\\b\\d\\w{0,99})'(?:\\\\[^]|[^'\\\\\\n])*'?",
  "\\\\\\r?\\n",
];
const hidden = new RegExp(literals.join("|"), "g");
/** What stands for such a comment or raw string afterwards. */
const neverClosed = "/*";
const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

interface Bracket {
  readonly closer: string;
  readonly line: number;
}

interface Condition {
  readonly line: number;
  /** Whether the text around it counts. */
  readonly around: boolean;
  /** Whether one of its branches was read. */
  taken: boolean;
}

/**
 * The first place that opens without an end or ends without a beginning, as a sentence; null where
 * all is even. Of each condition one branch is read, the first but for `#if 0`: others may open the
 * same brackets again. A macro may hold a bracket: compare with the text before a change.
 */
export function unclosed(text: string): string | null {
  const lines = masked(text).split("\n");
  const brackets: Bracket[] = [];
  const conditions = new Conditions();
  let number = 1;
  for (const line of lines) {
    if (line.includes(neverClosed))
      return `line ${number}: a comment or raw string is never closed`;
    const [, word, rest = ""] = /^\s*#\s*(\w+)([^\n]*)/.exec(line) ?? [];
    if (word !== undefined) {
      const odd = conditions.read(word, rest, number) ?? oddIn(word, rest);
      if (odd !== null) return `line ${number}: ${odd}`;
    } else if (conditions.counts) {
      const odd = pair(line, number, brackets);
      if (odd !== null) return odd;
    }
    number += 1 + (line.match(/\f/g)?.length ?? 0);
  }
  const [bracket] = brackets;
  if (bracket) return `line ${bracket.line}: what opens here never closes with ${bracket.closer}`;
  return conditions.line === null ? null : `line ${conditions.line}: #if has no #endif`;
}

/** The text without comments and literals; a line end inside of those is a form feed. */
const masked = (text: string): string =>
  text.replaceAll("\f", " ").replace(hidden, (one: string, mark?: string) => {
    const lineEnds = one.replace(/[^\n]+/g, "").replaceAll("\n", "\f");
    const comment = one.startsWith("/*") && (one.length < 4 || !one.endsWith("*/"));
    const raw = mark !== undefined && !one.endsWith(`)${mark}"`);
    return `${comment || raw ? neverClosed : " "}${lineEnds}`;
  });

/** Which lines count between `#if`, `#else` and `#endif`. */
class Conditions {
  readonly #open: Condition[] = [];
  counts = true;

  /** The line of the first condition that is open. */
  get line(): number | null {
    return this.#open[0]?.line ?? null;
  }

  /** @returns what is wrong with a directive. */
  read(word: string, rest: string, line: number): string | null {
    if (word.startsWith("if")) {
      const taken = !(word === "if" && /^\s+0\s*$/.test(rest));
      this.#open.push({ line, around: this.counts, taken });
      this.counts &&= taken;
      return null;
    }
    if (!/^(?:else|elif|endif)/.test(word)) return null;
    const last = this.#open.at(-1);
    if (!last) return `#${word} has no #if`;
    this.counts = last.around && (word === "endif" || !last.taken);
    last.taken = true;
    if (word === "endif") this.#open.pop();
    return null;
  }
}

/** A macro may hold one brace of a pair, but hardly one parenthesis. */
function oddIn(word: string, rest: string): string | null {
  if (word !== "define") return null;
  const brackets: Bracket[] = [];
  const odd = pair(rest.replace(/[{}]/g, ""), 0, brackets);
  return odd !== null || brackets.length > 0 ? "the brackets of #define do not match" : null;
}

/** Opens and closes what a line does. @returns what is wrong with it. */
function pair(line: string, first: number, brackets: Bracket[]): string | null {
  let number = first;
  for (const char of line.match(/[()[\]{}\f]/g) ?? []) {
    const closer = closers[char];
    if (char === "\f") number += 1;
    else if (closer !== undefined) brackets.push({ closer, line: number });
    else if (brackets.pop()?.closer !== char) return `line ${number}: ${char} closes nothing`;
  }
  return null;
}
