// Where the money spent on each day is kept.

/** Where the sums are kept; both calls are synchronous, `add` is durable when it returns. */
export interface DayStore {
  /** Millionths of a dollar counted for a day such as `2026-11-24`; 0 for an unknown one. */
  read(day: string): number;
  /** Adds to a day; a negative amount gives back. */
  add(day: string, microUsd: number): void;
}
