// The Syntax port over web-tree-sitter and oxc: short texts are parsed here, long ones in a thread.
import type { Language, ParsedText, Syntax } from "../core/patch/syntax.ts";
import { languageOf, languages } from "./languages.ts";
import { openParser, parseHere, safeCharsMax } from "./parser.ts";
import { Recent } from "./recent.ts";
import { Threads } from "./threads.ts";

const textBytesMax = 512 * 1024;
const recentMax = 64;

/** Loads the grammars once; the port is synchronous and keeps the last 64 results. */
export async function openSyntax(): Promise<Syntax> {
  for (const language of languages) await openParser(language);
  const recent = new Recent<ParsedText | null>(recentMax);
  const threads = new Threads();
  let sound = true;
  const parsed = (language: Language, text: string): ParsedText | null => {
    if (!sound || text.length > safeCharsMax) return threads.parse(language, text);
    const here = parseHere(language, text);
    ({ sound } = here);
    return here.parsed;
  };
  return {
    languageOf,
    parse: (language, text) =>
      tooLarge(text) ? null : recent.get(`${language}\n${text}`, () => parsed(language, text)),
  };
}

/** UTF-16 length first: a text of that many units has at least as many UTF-8 bytes. */
const tooLarge = (text: string): boolean =>
  text.length > textBytesMax || Buffer.byteLength(text) > textBytesMax;
