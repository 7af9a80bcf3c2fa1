// Places in which jobs run side by side; who finds none waits, in order.

export interface Slots {
  /** Resolves with the number of a free place, from 0. */
  take(): Promise<number>;
  give(slot: number): void;
  readonly taken: number;
}

/** @param count places, at least 1. */
export function openSlots(count: number): Slots {
  const free = Array.from({ length: count }, (_, i) => i).reverse();
  const waiting: ((slot: number) => void)[] = [];
  return {
    take: () => {
      const slot = free.pop();
      if (slot !== undefined) return Promise.resolve(slot);
      return new Promise((resolve) => waiting.push(resolve));
    },
    give: (slot) => {
      const next = waiting.shift();
      if (next) next(slot);
      else free.push(slot);
    },
    get taken() {
      return count - free.length;
    },
  };
}
