// The machine's clock behind the Clock port; only the entries hand it out.
import type { Clock } from "./engine/ports.ts";

const timerMsMax = 2 ** 31 - 1;

export const machineClock: Clock = {
  now: () => Date.now(),
  at(when, wake) {
    let timer = setTimeout(check, delay());
    function delay(): number {
      return Math.min(timerMsMax, Math.max(0, when - Date.now()));
    }
    function check(): void {
      if (Date.now() >= when) wake();
      else timer = setTimeout(check, delay());
    }
    return () => clearTimeout(timer);
  },
};
