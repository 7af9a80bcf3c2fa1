// Where the money spent on each day is kept.

/** Where the sums are kept. Every call is synchronous, and durable when it returns. */
export interface DayStore {
  /** Millionths of a dollar counted for a day such as `2026-11-24`; 0 for an unknown one. */
  read(day: string): number;
  /**
   * Adds to a day when its sum stays within the limit: one step, so that processes may share the
   * store. @returns whether it was added. Throws Faltered when the store cannot take it.
   */
  reserve(day: string, microUsd: number, limit: number): boolean;
  /** Adds to a day, whatever its sum; a negative amount gives back. Throws Faltered. */
  add(day: string, microUsd: number): void;
}
