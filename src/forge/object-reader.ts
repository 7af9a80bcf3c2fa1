// One git process per repository that stays and answers for objects by name: starting a process
// for each look costs several times what the look does.
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { GitError, gitArguments, gitEnvironment } from "./git.ts";

export interface Found {
  readonly sha: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

interface Asked {
  /** Without the content where only the kind was asked for. */
  readonly whole: boolean;
  readonly settle: (found: (Found & { readonly content: Buffer }) | null) => void;
  readonly fail: (error: GitError) => void;
}

interface Reader {
  ask(name: string, whole: boolean): Promise<(Found & { readonly content: Buffer }) | null>;
  close(): void;
}

const readers = new Map<string, Reader>();

/**
 * @param name anything git resolves to one object: a hash, a full ref, either with `^{commit}`.
 * @returns null when there is no such object. Rejects with GitError when git cannot be started.
 */
export const findObject = (dir: string, name: string): Promise<Found | null> =>
  ask(dir, name, false);

/** Like findObject, with the object's bytes. */
export const readObject = (
  dir: string,
  name: string,
): Promise<(Found & { readonly content: Buffer }) | null> => ask(dir, name, true);

async function ask(dir: string, name: string, whole: boolean) {
  // Names are asked for line by line; git allows no control character in a ref.
  if (name === "" || /[\0-\x1f\x7f]/.test(name)) return null;
  const reader = readers.get(dir) ?? openReader(dir);
  readers.set(dir, reader);
  return reader.ask(name, whole);
}

/** Ends the processes of these repositories; the next question starts a new one. */
export function closeReaders(dirs: Iterable<string>): void {
  for (const dir of dirs) readers.get(dir)?.close();
}

/** Source: git-cat-file, "--batch-command". */
function openReader(dir: string): Reader {
  const args = [...gitArguments(), "cat-file", "--batch-command"];
  const child = spawn("git", args, {
    cwd: dir,
    env: gitEnvironment(dir),
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting: Asked[] = [];
  const chunks: Buffer[] = [];
  let size = 0;
  /** Bytes that the answer in hand has at least. */
  let needed = 0;
  const end = (because: string, cause?: unknown): void => {
    if (readers.get(dir) === reader) readers.delete(dir);
    for (const { fail } of waiting.splice(0)) fail(new GitError(because, { cause }));
  };
  child.stdout.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let rest = Buffer.concat(chunks.splice(0));
    for (let asked = waiting[0]; asked; asked = waiting[0]) {
      const read = readAnswer(rest, asked.whole);
      needed = read.length;
      if (read.length > rest.length) break;
      rest = rest.subarray(read.length);
      waiting.shift();
      asked.settle(read.found);
    }
    if (waiting.length === 0) {
      needed = 0;
      idle();
    }
    chunks.push(rest);
    size = rest.length;
  });
  child.on("error", (cause) => end("git could not be started", cause));
  child.on("close", (code) => end(`git cat-file ended (${code})`));
  child.stdin.on("error", () => undefined);
  const pipes = [child.stdin, child.stdout].filter((pipe) => pipe instanceof Socket);
  /** A process that nobody waits for keeps ours from ending no more. */
  const idle = (): void => [child, ...pipes].forEach((one) => one.unref());
  const busy = (): void => [child, ...pipes].forEach((one) => one.ref());
  const reader: Reader = {
    ask: (name, whole) =>
      new Promise((settle, fail) => {
        if (waiting.length === 0) busy();
        waiting.push({ whole, settle, fail });
        child.stdin.write(`${whole ? "contents" : "info"} ${name}\n`);
      }),
    close: () => {
      child.kill();
      end("the repository was closed");
    },
  };
  return reader;
}

/**
 * A name without an object comes back as it was, with a reason.
 * @returns what was found, and the length of the answer: more than there is while it is not whole.
 */
function readAnswer(bytes: Buffer, whole: boolean) {
  const lineEnd = bytes.indexOf(10);
  if (lineEnd < 0) return { length: bytes.length + 1, found: null };
  const line = bytes.toString("utf8", 0, lineEnd);
  const header = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(line);
  if (!header) return { length: lineEnd + 1, found: null };
  const [, sha = "", type = "", digits = "0"] = header;
  const size = Number(digits);
  const start = lineEnd + 1;
  const length = whole ? start + size + 1 : start;
  const content = Buffer.from(bytes.subarray(start, whole ? start + size : start));
  return { length, found: { sha, type, size, content } };
}
