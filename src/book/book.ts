// An answer book ready to be drawn from: for each place its right and wrong texts and their odds.

export interface Imports {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** One text that a place may be answered with. */
export interface Answer {
  readonly text: string;
  /** How often it is drawn among the answers of its side; any unit. */
  readonly weight: number;
  readonly imports: Imports;
}

export interface WrongAnswer extends Answer {
  /** What is wrong with it, for the reader of the book; never part of an answer. */
  readonly why: string;
  /** The book's claim that the repository's own tests let it through; nothing is drawn by it. */
  readonly visible: boolean;
}

/** Shares of what comes back, in any unit; at least one is above 0. */
export interface Odds {
  readonly right: number;
  readonly wrong: number;
  readonly truncated: number;
  readonly overlong: number;
  readonly misformatted: number;
  readonly refusing: number;
}

interface ChoiceOdds {
  readonly right: number;
  readonly other: number;
  readonly none: number;
}

/** Everything that may be said at one place; its right answers mean the same. */
export interface Entry {
  readonly odds: Odds;
  readonly right: readonly [Answer, ...Answer[]];
  readonly wrong: readonly WrongAnswer[];
}

export interface StepEntry extends Entry {
  /** `src/a.ts#f` or `src/a.ts`, as a plan names it. */
  readonly place: string;
  /** The unit it is for; null = whichever unit writes the place. */
  readonly unit: string | null;
  /** Tests that may be drawn when answers to this place are to be told apart. */
  readonly probes: readonly Answer[];
}

export interface Book {
  readonly about: string;
  readonly odds: Odds;
  readonly choice: ChoiceOdds;
  readonly requirements: Entry | null;
  readonly plan: Entry | null;
  readonly steps: readonly StepEntry[];
  /** Nodes for a part of a plan, by its title. */
  readonly parts: readonly (Entry & { readonly part: string })[];
  /** Other steps for a unit that failed, each a plan of that one unit. */
  readonly replans: readonly (Entry & { readonly unit: string })[];
}

/** The entry for a step: the one for its unit first, then the one for any unit, else null. */
export function entryAt(book: Book, place: string, unit: string): StepEntry | null {
  const here = book.steps.filter((entry) => entry.place === place);
  return here.find((e) => e.unit === unit) ?? here.find((e) => e.unit === null) ?? null;
}
