// What the tables of examples hold.

export type Pair = readonly [what: string, a: string, b: string];

export interface Spellings {
  /** Two spellings of one program each. */
  readonly one: readonly Pair[];
  /** Two programs each. */
  readonly two: readonly Pair[];
}
