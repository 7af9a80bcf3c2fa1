// Runs one program to its end or to a limit, keeps what it printed, and leaves no process behind.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Readable } from "node:stream";
import { inheritedDescriptors } from "./descriptors.ts";
import { heldBytes } from "./memory.ts";

export interface Launch {
  readonly program: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Open files that the program gets as descriptors 3, 4, … */
  readonly files: readonly number[];
  /** Whether bubblewrap reports on the next descriptor that it started and how it ended. */
  readonly reports: boolean;
  readonly limitMs: number;
  readonly memoryMaxBytes: number;
  /** Kills the program when it is aborted. */
  readonly end?: AbortSignal;
}

export interface Ended {
  /** Exit code of the program itself; null when a signal ended it or it never started. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly limit: "wall" | "output" | "memory" | null;
  readonly output: string;
  /** What the program wrote to its standard error before the command took it over. */
  readonly complaint: string;
  readonly status: string;
  readonly ms: number;
}

const outputKeptBytes = 1024 * 1024;
const outputMaxBytes = 8 * outputKeptBytes;
const complaintKeptBytes = 4096;
const statusKeptBytes = 4096;
const memoryPollMs = 100;
/** How long streams may stay open after the program is gone, held by what escaped its group. */
const drainMs = 1000;
/** The longest time that a timer can wait: 24 days. */
const timerMaxMs = 2 ** 31 - 1;
/** The highest descriptor that can be replaced for a child; above it nothing is started. */
const coverableMax = 1023;

/** Keeps the first bytes of a stream and counts all of them. */
function keep(stream: Readable | null, max: number, arrived?: (total: number) => void) {
  const chunks: Buffer[] = [];
  let kept = 0;
  let total = 0;
  stream?.on("error", () => undefined);
  stream?.on("data", (chunk: Buffer) => {
    if (kept < max) {
      const part = chunk.subarray(0, max - kept);
      chunks.push(part);
      kept += part.length;
    }
    total += chunk.length;
    arrived?.(total);
  });
  return { text: (): string => Buffer.concat(chunks).toString("utf8"), stream };
}

/** Kills a process or, when negative, a group; one that is already gone is fine. */
function kill(pid: number | undefined): void {
  if (pid === undefined || pid === 0) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return;
  }
}

/** The process inside the sandbox's own namespace, once bubblewrap has told it. */
const childIn = (status: string): number | undefined => {
  const pid = /"child-pid": (\d+)/u.exec(status)?.[1];
  return pid === undefined ? undefined : Number(pid);
};

/** Never rejects: a program that cannot be started ends with a complaint. */
export function supervise(launch: Launch): Promise<Ended> {
  const began = performance.now();
  const child = start(launch);
  if (typeof child === "string") {
    return Promise.resolve({ ...nothing, complaint: child });
  }
  return new Promise((resolve) => {
    let limit: Ended["limit"] = null;
    const stop = (which: Exclude<Ended["limit"], null>): void => {
      limit ??= which;
      killAll();
    };
    const output = keep(child.stdout, outputKeptBytes, (total) => {
      if (total > outputMaxBytes) stop("output");
    });
    const complaint = keep(child.stderr, complaintKeptBytes);
    const status = keep(reportOf(child, launch), statusKeptBytes);
    const killAll = (): void => {
      if (child.pid !== undefined) kill(-child.pid);
      kill(childIn(status.text()));
    };
    const wall = setTimeout(() => stop("wall"), Math.min(launch.limitMs, timerMaxMs));
    const memory = setInterval(() => {
      const root = childIn(status.text()) ?? child.pid;
      if (root !== undefined && heldBytes(root) > launch.memoryMaxBytes) stop("memory");
    }, memoryPollMs);
    launch.end?.addEventListener("abort", killAll);
    const stopWatching = (): void => {
      launch.end?.removeEventListener("abort", killAll);
      clearTimeout(wall);
      clearInterval(memory);
    };
    let failure = "";
    const ended = (code: number | null, signal: NodeJS.Signals | null): void =>
      resolve({
        code,
        signal,
        limit,
        output: output.text(),
        complaint: failure + complaint.text(),
        status: status.text(),
        ms: Math.round(performance.now() - began),
      });
    child.on("error", (error) => {
      stopWatching();
      failure = `${error.message}\n`;
      if (child.pid === undefined) ended(null, null);
    });
    child.on("exit", () => {
      stopWatching();
      if (child.pid !== undefined) kill(-child.pid);
      const drained = setTimeout(() => {
        for (const { stream } of [output, complaint, status]) stream?.destroy();
      }, drainMs);
      child.on("close", () => clearTimeout(drained));
    });
    child.on("close", ended);
  });
}

const nothing: Ended = {
  code: null,
  signal: null,
  limit: null,
  output: "",
  complaint: "",
  status: "",
  ms: 0,
};

/**
 * Terminals and editors leave open files behind that every child inherits; the child gets nothing
 * in their place. No other code runs between looking and starting.
 * @returns the child, or why none could be made.
 */
function start(launch: Launch): ChildProcess | string {
  const stdio: ("ignore" | "pipe" | number)[] = ["ignore", "pipe", "pipe", ...launch.files];
  if (launch.reports) stdio.push("pipe");
  const nothing = openSync("/dev/null", "r");
  try {
    for (const inherited of inheritedDescriptors()) {
      if (inherited > coverableMax) return `the open file ${inherited} would be inherited`;
      while (stdio.length <= inherited) stdio.push("ignore");
      if (inherited >= 3 + launch.files.length) stdio[inherited] = nothing;
    }
    const { program, words, folder: cwd } = launch;
    return spawn(program, words, { cwd, env: { ...launch.env }, detached: true, stdio });
  } catch (error) {
    return error instanceof Error ? error.message : "unknown";
  } finally {
    closeSync(nothing);
  }
}

/** The stream that bubblewrap reports on: the descriptor after the files. */
function reportOf(child: ChildProcess, launch: Launch): Readable | null {
  const stream = launch.reports ? child.stdio[3 + launch.files.length] : null;
  return stream && "read" in stream ? stream : null;
}
