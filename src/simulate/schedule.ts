// Virtual time: a heap of what happens when, run one after another with nothing real in between.
import type { Clock } from "../engine/ports.ts";

interface Entry {
  readonly when: number;
  readonly order: number;
  readonly what: () => void;
  cancelled: boolean;
}

export interface Schedule extends Clock {
  /** Runs until nothing is left, `until` says so, or so long after the start; can go on later. */
  run(until: () => boolean, limitMs: number): Promise<void>;
  readonly steps: () => number;
}

/**
 * @param busy real work that virtual time must wait for, such as a process that was started; null
 *   when there is none.
 */
export function schedule(
  startMs: number,
  busy: () => Promise<unknown> | null = () => null,
): Schedule {
  const heap: Entry[] = [];
  let now = startMs;
  let order = 0;
  let steps = 0;

  function push(entry: Entry): void {
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      const parent = heap[up];
      if (!parent || !before(entry, parent)) break;
      heap[i] = parent;
      i = up;
    }
    heap[i] = entry;
  }

  function pop(): Entry | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      const left = heap[child];
      if (!left) break;
      const right = heap[child + 1];
      const smaller = right && before(right, left) ? right : left;
      if (smaller !== left) child += 1;
      if (!before(smaller, last)) break;
      heap[i] = smaller;
      i = child;
    }
    heap[i] = last;
    return top;
  }

  return {
    now: () => now,
    at(when, what) {
      const entry = { when: Math.max(when, now), order: (order += 1), what, cancelled: false };
      push(entry);
      return () => {
        entry.cancelled = true;
      };
    },
    steps: () => steps,
    async run(until, limitMs) {
      const end = startMs + limitMs;
      await settled(busy);
      while (!until()) {
        if ((heap[0]?.when ?? Infinity) > end) {
          now = Math.max(now, end);
          return;
        }
        const entry = pop();
        if (!entry) return;
        if (entry.cancelled) continue;
        now = entry.when;
        steps += 1;
        entry.what();
        await settled(busy);
      }
    },
  };
}

const before = (a: Entry, b: Entry): boolean =>
  a.when < b.when || (a.when === b.when && a.order < b.order);

/** Every promise that could go on has gone on. */
async function settled(busy: () => Promise<unknown> | null): Promise<void> {
  await turn();
  for (let work = busy(); work !== null; work = busy()) {
    await work;
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
