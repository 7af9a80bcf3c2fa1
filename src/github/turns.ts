// One at a time per key: jobs about the same issue wait for each other, all others run at once.

export type Turns = <T>(key: string, job: () => Promise<T>) => Promise<T>;

export function makeTurns(): Turns {
  const tails = new Map<string, Promise<unknown>>();
  return (key, job) => {
    const mine = (tails.get(key) ?? Promise.resolve()).then(job);
    const tail = mine
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
    tails.set(key, tail);
    return mine;
  };
}
