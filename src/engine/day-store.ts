// Where the money spent on each day is kept, and which day an instant belongs to.
import type { Instant } from "../core/kernel.ts";

/** Where the sums are kept. Every call is synchronous, and durable when it returns. */
export interface DayStore {
  /**
   * Millionths of a dollar counted for a day such as `2026-11-24`, or for one account on a day,
   * `2026-11-24 repository 7`; 0 for an unknown one.
   */
  read(day: string): number;
  /**
   * Adds to a day when its sum stays within the limit: one step, so that processes may share the
   * store. @returns whether it was added. Throws Faltered when the store cannot take it.
   */
  reserve(day: string, microUsd: number, limit: number): boolean;
  /** Adds to a day, whatever its sum; a negative amount gives back. Throws Faltered. */
  add(day: string, microUsd: number): void;
}

const dayMs = 86_400_000;

/**
 * The UTC day of an instant from 1970 on, such as `2026-11-24`: years that begin in March have
 * their leap day last, and months of 153/5 days (H. Hinnant, chrono-compatible date algorithms).
 */
export function dayOf(instant: Instant): string {
  const days = Math.floor(instant / dayMs) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const leaps = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const year = Math.floor((ofEra - leaps) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${era * 400 + year + (month <= 2 ? 1 : 0)}-${two(month)}-${two(day)}`;
}

/** Milliseconds until the next UTC day begins: 1 to 86,400,000. */
export const untilTomorrowMs = (instant: Instant): number => dayMs - (instant % dayMs);

/** A store that forgets with the process. */
export function memoryDays(): DayStore {
  const days = new Map<string, number>();
  const read = (day: string): number => days.get(day) ?? 0;
  const add = (day: string, microUsd: number): void => void days.set(day, read(day) + microUsd);
  return {
    read,
    reserve(day, microUsd, limit) {
      const fits = read(day) + microUsd <= limit;
      if (fits) add(day, microUsd);
      return fits;
    },
    add,
  };
}
