// Work that goes on after an answer was given, so that somebody can wait for all of it.

export interface Background {
  /** Counts a piece of work until it ends; its failure is a bug and is kept for settled(). */
  track(work: Promise<unknown>): void;
  /** Resolves when nothing is under way. Rejects with the first bug since the last call. */
  settled(): Promise<void>;
}

export function makeBackground(): Background {
  const going = new Set<Promise<void>>();
  const bugs: unknown[] = [];
  return {
    track(work) {
      const counted: Promise<void> = work.then(
        () => {
          going.delete(counted);
        },
        (bug: unknown) => {
          going.delete(counted);
          bugs.push(bug);
        },
      );
      going.add(counted);
    },
    async settled() {
      while (going.size > 0) await Promise.all(going);
      const [bug] = bugs.splice(0);
      if (bug !== undefined) throw bug;
    },
  };
}
