// What was spent on one UTC day, set aside before each call, so that a day never costs too much.
import type { Instant } from "../core/kernel.ts";
import type { DayStore } from "../engine/day-store.ts";

/** Set aside on a day; settled once, when it is known what the call cost. */
export interface Reservation {
  readonly day: string;
  readonly microUsd: number;
}

const dayMs = 86_400_000;

/** The invariant: reserved plus spent on a day never exceeds the limit. One process writes. */
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

  /** Sets money aside on today's account. @returns null, with nothing done, when it is too much. */
  reserveDay(microUsd: number): Reservation | null {
    const day = this.#today();
    if (this.#store.read(day) + microUsd > this.#limit) return null;
    if (microUsd > 0) this.#store.add(day, microUsd);
    return { day, microUsd };
  }

  /** Replaces what was set aside by what was spent, on the day it was set aside for. */
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

/** A store that forgets with the process: for demos and tests. */
export function memoryDays(): DayStore {
  const days = new Map<string, number>();
  return {
    read: (day) => days.get(day) ?? 0,
    add: (day, microUsd) => void days.set(day, (days.get(day) ?? 0) + microUsd),
  };
}
