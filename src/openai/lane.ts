// A queue before one model: so many calls at once, so many requests and tokens a minute.
import type { Instant } from "../core/kernel.ts";
import type { Clock } from "../engine/ports.ts";

const minuteMs = 60_000;

/** Fills evenly to one minute's worth; starts full. */
class Bucket {
  readonly #perMinute: number;
  #level: number;
  #at: Instant;

  constructor(perMinute: number, now: Instant) {
    this.#perMinute = perMinute;
    this.#level = perMinute;
    this.#at = now;
  }

  /** When `amount` may be taken; more than a minute's worth counts as a whole minute's. */
  readyAt(amount: number, now: Instant): Instant {
    this.#fill(now);
    const missing = Math.min(amount, this.#perMinute) - this.#level;
    return missing <= 0 ? now : now + Math.ceil((missing * minuteMs) / this.#perMinute);
  }

  take(amount: number): void {
    this.#level -= Math.min(amount, this.#perMinute);
  }

  /** A clock that jumps back fills nothing. */
  #fill(now: Instant): void {
    const gained = (Math.max(0, now - this.#at) * this.#perMinute) / minuteMs;
    this.#level = Math.min(this.#perMinute, this.#level + gained);
    this.#at = now;
  }
}

interface Waiting {
  readonly tokens: number;
  start(): void;
}

/** Lets calls in, first come first served. */
export class Lane {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #requests: Bucket;
  readonly #tokens: Bucket;
  #queue: Waiting[] = [];
  #underWay = 0;
  #pausedUntil: Instant = 0;
  #cancelWake: (() => void) | null = null;

  constructor(
    limits: {
      readonly concurrency: number;
      readonly requestsPerMinute: number;
      readonly tokensPerMinute: number;
    },
    clock: Clock,
  ) {
    this.#clock = clock;
    this.#concurrency = limits.concurrency;
    this.#requests = new Bucket(limits.requestsPerMinute, clock.now());
    this.#tokens = new Bucket(limits.tokensPerMinute, clock.now());
  }

  /**
   * Resolves when the call may start, or when it is wanted no more, without a place then.
   * @param ended aborted: no call that waits is wanted any more.
   * @returns what is to be called, once, when it has ended.
   */
  async enter(tokens: number, ended?: AbortSignal): Promise<() => void> {
    let inside = !ended?.aborted;
    if (inside) inside = await this.#waited(tokens, ended);
    return () => {
      if (!inside) return;
      inside = false;
      this.#underWay -= 1;
      this.#move();
    };
  }

  /** @returns whether the call has a place. */
  #waited(tokens: number, ended?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#queue = this.#queue.filter((one) => one !== mine);
        resolve(false);
        this.#move();
      };
      const start = (): void => {
        ended?.removeEventListener("abort", leave);
        resolve(true);
      };
      const mine = { tokens, start };
      ended?.addEventListener("abort", leave);
      this.#queue.push(mine);
      this.#move();
    });
  }

  /** Starts nothing before the instant: the server asked for a pause. */
  pauseUntil(instant: Instant): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, instant);
  }

  #move(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    for (;;) {
      const [first] = this.#queue;
      if (!first || this.#underWay >= this.#concurrency) return;
      const now = this.#clock.now();
      const ready = Math.max(
        this.#pausedUntil,
        this.#requests.readyAt(1, now),
        this.#tokens.readyAt(first.tokens, now),
      );
      if (ready > now) {
        this.#cancelWake = this.#clock.at(ready, () => this.#move());
        return;
      }
      this.#queue = this.#queue.slice(1);
      this.#requests.take(1);
      this.#tokens.take(first.tokens);
      this.#underWay += 1;
      first.start();
    }
  }
}
