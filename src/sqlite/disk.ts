// Makes what was committed to a database in WAL mode durable, off the event loop.
import { closeSync, fdatasync, openSync } from "node:fs";

export interface Disk {
  /**
   * Resolves when everything that was committed before the call survives a power cut. Calls that
   * come while the disk is busy share the sync after it. Rejects, from then on always, when the
   * disk failed: what it holds is unknown until the database is opened again.
   */
  sync(): Promise<void>;
  /** Throws what a sync failed with. */
  check(): void;
  /** After the database itself, whose last checkpoint leaves nothing to sync. */
  close(): void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * For a connection with synchronous=NORMAL, which syncs at checkpoints only: a commit just writes,
 * and one fdatasync of the log makes all commits before it as durable as synchronous=FULL makes
 * each, in the caller's thread. SQLite removes the log only with its last connection and takes no
 * locks on it, so that a descriptor of our own is safe.
 * Source: sqlite.org, "Write-Ahead Logging" §3.3 and "How To Corrupt An SQLite Database File" §2.2.
 * @param file an open database, or ":memory:", where there is nothing to sync.
 */
export function openDisk(file: string): Disk {
  const log = file === ":memory:" ? null : openSync(`${file}-wal`, "r");
  let waiting: Waiting[] = [];
  let failed: Error | null = null;
  let busy = false;
  let closed = false;

  function start(log: number): void {
    const served = waiting;
    waiting = [];
    busy = true;
    fdatasync(log, (error) => {
      busy = false;
      if (error) failed ??= new Error(`${error.message}; see to the disk and start Quorum again`);
      for (const one of served) settle(one);
      if (closed) closeSync(log);
      else if (waiting.length > 0) start(log);
    });
  }

  const settle = ({ resolve, reject }: Waiting): void => (failed ? reject(failed) : resolve());

  return {
    sync: () =>
      new Promise((resolve, reject) => {
        if (log === null || failed || closed) return settle({ resolve, reject });
        waiting.push({ resolve, reject });
        if (!busy) start(log);
      }),
    check() {
      if (failed) throw failed;
    },
    close() {
      closed = true;
      for (const one of waiting.splice(0)) settle(one);
      if (log !== null && !busy) closeSync(log);
    },
  };
}
