// What was spent on one UTC day, set aside before each call, so that a day never costs too much.
import type { Instant } from "../core/kernel.ts";
import type { DayStore } from "../engine/day-store.ts";

/** Set aside on a day; settled once, when it is known what the call cost. */
export interface Reservation {
  readonly day: string;
  readonly microUsd: number;
}

const dayMs = 86_400_000;

/** The invariant: reserved plus spent on a day never exceeds the limit. */
export class DayLedger {
  readonly #store: DayStore;
  readonly #limit: number;
  readonly #now: () => Instant;

  /** @param limit millionths of a dollar for one UTC day. */
  constructor(store: DayStore, limit: number, now: () => Instant) {
    this.#store = store;
    this.#limit = limit;
    this.#now = now;
  }

  /**
   * Sets money aside on today's account. @returns null, with nothing done, when it is too much.
   * Throws Faltered when the account cannot be written.
   */
  reserveDay(microUsd: number): Reservation | null {
    const day = this.#today();
    const free = microUsd <= 0 || this.#store.reserve(day, microUsd, this.#limit);
    return free ? { day, microUsd } : null;
  }

  /** Millionths of a dollar that today's account counts, set aside or spent. */
  today(): number {
    return this.#store.read(this.#today());
  }

  /**
   * Replaces what was set aside by what was spent, on the day it was set aside for. Throws Faltered
   * when the account cannot be written: then all that was set aside stays counted.
   */
  settle(reservation: Reservation, spentMicroUsd: number): void {
    const difference = spentMicroUsd - reservation.microUsd;
    if (difference !== 0) this.#store.add(reservation.day, difference);
  }

  /** Milliseconds until the next UTC day begins: 1 to 86,400,000. */
  untilTomorrowMs(): number {
    return dayMs - (this.#now() % dayMs);
  }

  #today(): string {
    return new Date(this.#now()).toISOString().slice(0, 10);
  }
}

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
