// A promise that resolves when the clock reaches an instant.
import type { Clock } from "../engine/ports.ts";

/** @param ms milliseconds to wait; 0 and less resolve at the clock's next turn. */
export const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.at(clock.now() + Math.max(0, ms), resolve);
  });
