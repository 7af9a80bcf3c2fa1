// The Syntax port over web-tree-sitter and oxc: short texts are parsed here, long ones in a thread.
import type { Language, ParsedText, Skim, Syntax } from "../core/patch/syntax.ts";
import { languageOf, languages } from "./languages.ts";
import { openParser, readHere, safeCharsMax, type Reads } from "./parser.ts";
import { Recent } from "./recent.ts";
import { Threads } from "./threads.ts";

const textBytesMax = 512 * 1024;
const recentMax = 64;

/** Loads the grammars once; the port is synchronous and keeps the last 64 results. */
export async function openSyntax(): Promise<Syntax> {
  for (const language of languages) await openParser(language);
  const parses = new Recent<ParsedText | null>(recentMax);
  const skims = new Recent<Skim | null>(recentMax);
  const threads = new Threads();
  let sound = true;
  function read<How extends keyof Reads>(
    how: How,
    language: Language,
    text: string,
  ): Reads[How] | null {
    if (!sound || text.length > safeCharsMax) return threads.read(how, language, text);
    const here = readHere(how, language, text);
    ({ sound } = here);
    return here.read;
  }
  return {
    languageOf,
    parse: (language, text) =>
      tooLarge(text)
        ? null
        : parses.get(`${language}\n${text}`, () => read("parse", language, text)),
    skim: (language, text) =>
      tooLarge(text) ? null : skims.get(`${language}\n${text}`, () => read("skim", language, text)),
    names: (language, text) => (tooLarge(text) ? null : read("names", language, text)),
  };
}

/** UTF-16 length first: a text of that many units has at least as many UTF-8 bytes. */
const tooLarge = (text: string): boolean =>
  text.length > textBytesMax || Buffer.byteLength(text) > textBytesMax;
