// What was spent on one UTC day, set aside before each call, so that a day never costs too much.
import type { Instant } from "../core/kernel.ts";
import { dayOf, untilTomorrowMs, type DayStore } from "../engine/day-store.ts";
import { Faltered } from "../engine/ports.ts";

/** Set aside on a day; settled once, when it is known what the call cost. */
export interface Reservation {
  readonly day: string;
  readonly microUsd: number;
}

/** Calls that one write to the store pays for, so that not every call waits for the disk … */
const blockCalls = 32;
/** … and the largest share of a day's limit that is set aside at once. */
const blockShare = 0.02;

/**
 * The invariant: reserved plus spent on a day never exceeds the limit. A crash leaves on the day's
 * account what was set aside for calls under way, and at most one block.
 */
export class DayLedger {
  readonly #store: DayStore;
  readonly #limit: number;
  readonly #now: () => Instant;
  readonly #of: string;
  #day = "";
  /** On the day's account in the store, and promised to no call. */
  #free = 0;

  /**
   * @param limit for one UTC day: millionths of a dollar, or whatever else is counted.
   * @param of what is counted where it is not money, such as `tokens`: an account of its own.
   */
  constructor(store: DayStore, limit: number, now: () => Instant, of = "") {
    this.#of = of === "" ? "" : ` ${of}`;
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
    if (day !== this.#day) {
      this.giveBack();
      this.#day = day;
    }
    const lacking = microUsd - this.#free;
    const block = Math.min(microUsd * blockCalls, this.#limit * blockShare);
    if (lacking > 0 && !this.#take(Math.max(lacking, block)) && !this.#take(lacking)) return null;
    this.#free -= microUsd;
    return { day, microUsd };
  }

  #take(microUsd: number): boolean {
    const taken = this.#store.reserve(this.#day, Math.ceil(microUsd), this.#limit);
    if (taken) this.#free += Math.ceil(microUsd);
    return taken;
  }

  /** Millionths of a dollar that today's account counts, set aside for a call or spent. */
  today(): number {
    const day = this.#today();
    return this.#store.read(day) - (day === this.#day ? this.#free : 0);
  }

  /**
   * Replaces what was set aside by what was spent, on the day it was set aside for. Throws Faltered
   * when the account cannot be written: then all that was set aside stays counted.
   */
  settle(reservation: Reservation, spentMicroUsd: number): void {
    const difference = spentMicroUsd - reservation.microUsd;
    if (reservation.day !== this.#day) {
      if (difference !== 0) this.#store.add(reservation.day, difference);
      return;
    }
    const more = Math.ceil(difference - this.#free);
    if (more > 0) this.#store.add(this.#day, more);
    this.#free += Math.max(0, more) - difference;
  }

  /**
   * Takes off the account what no call was promised, before the process ends. Where the account
   * cannot be written it stays counted: that is too much by one block, never too little.
   */
  giveBack(): void {
    try {
      if (this.#free > 0) this.#store.add(this.#day, -this.#free);
    } catch (error) {
      if (!(error instanceof Faltered)) throw error;
    }
    this.#free = 0;
  }

  /** Milliseconds until the next UTC day begins: 1 to 86,400,000. */
  untilTomorrowMs(): number {
    return untilTomorrowMs(this.#now());
  }

  #today(): string {
    return `${dayOf(this.#now())}${this.#of}`;
  }
}
