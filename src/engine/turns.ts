// Reading much code in pieces, so that everything else has its turn; and no more than a limit.
import type { Language, Skim, Syntax } from "../core/patch/syntax.ts";

/** When to let others have their turn; an entry hands it out, for the engine asks no clock. */
export interface Turns {
  /** True when others have waited for long, 20 ms or so. */
  due(): boolean;
  /** Resolves after everything else that waits had its turn. */
  pass(): Promise<void>;
}

/** Where nobody else waits. */
export const alone: Turns = { due: () => false, pass: () => Promise.resolve() };

/** What a text costs that the parser gives up: half a second or more, as a megabyte of others. */
export const charsGivenUp = 1_000_000;
/** All code that one prompt is made from; reading it takes a second, or ten where it is hostile. */
const charsMaxUsual = 4_000_000;

/**
 * What `make` makes of a syntax that reads in pieces: where others have waited for long it is made
 * again after their turn, with all that was read until then. It must do nothing but make. Beyond
 * `charsMax` characters a text is as one that no grammar reads.
 */
export async function inTurns<Made>(
  syntax: Syntax,
  turns: Turns,
  make: (syntax: Syntax) => Made,
  charsMax = charsMaxUsual,
): Promise<Made> {
  const read = new Map<string, Map<Language, Skim | null>>();
  let left = charsMax;
  for (;;) {
    let begun = false;
    let stopped = false;
    const skim = (language: Language, text: string): Skim | null => {
      const known = read.get(text) ?? new Map<Language, Skim | null>();
      const found = known.get(language);
      if (found !== undefined || stopped) return found ?? null;
      stopped = begun && turns.due();
      if (stopped) return null;
      begun = true;
      const fits = text.length <= left;
      const fresh = fits ? syntax.skim(language, text) : null;
      if (fits) left -= text.length + (fresh === null ? charsGivenUp : 0);
      read.set(text, known.set(language, fresh));
      return fresh;
    };
    const made = make({ ...syntax, skim });
    if (!stopped) return made;
    await turns.pass();
  }
}
