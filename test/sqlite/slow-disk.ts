// A disk that takes its time: each sync ends when the test says so, or fails.
import type { Disk } from "../../src/sqlite/disk.ts";

export interface SlowDisk extends Disk {
  /** Ends every sync that was asked for so far. @returns how many there were. */
  end(because?: Error): number;
}

export function slowDisk(): SlowDisk {
  let underWay: PromiseWithResolvers<void>[] = [];
  let failed: Error | null = null;
  return {
    sync() {
      const one = Promise.withResolvers<void>();
      underWay.push(one);
      return one.promise;
    },
    check() {
      if (failed) throw failed;
    },
    close: () => {},
    end(because) {
      failed = because ?? null;
      const ended = underWay;
      underWay = [];
      for (const { resolve, reject } of ended) if (because) reject(because); else resolve();
      return ended.length;
    },
  };
}

/** Whether the promise is still open after every callback that could run has run. */
export async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  let open = true;
  const settled = (): void => void (open = false);
  promise.then(settled, settled);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  return open;
}
