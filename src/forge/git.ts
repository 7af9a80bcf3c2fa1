// The git binary on bare repositories: no user or system configuration, no hooks, no network.
import { spawn } from "node:child_process";

export interface GitRun {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Lets this one command read from a repository elsewhere on this machine. */
  readonly fromFile?: boolean;
}

/** Thrown when git fails where the forge expected it not to. */
export class GitError extends Error {
  override readonly name = "GitError";
}

const settings = ["core.hooksPath=/dev/null", "gc.auto=0", "core.quotePath=false"];

/** What stands before every command. @param more further settings, `key=value`. */
export const gitArguments = (more: readonly string[] = []): readonly string[] =>
  ["protocol.allow=never", ...more, ...settings].flatMap((one) => ["-c", one]);

export const gitEnvironment = (dir: string): Readonly<Record<string, string>> => ({
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  LC_ALL: "C",
  GIT_DIR: dir,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
});

/**
 * Runs git in a bare repository and waits for it.
 * @returns the exit code with both outputs. Rejects with GitError when git cannot be started.
 */
export function gitRun(
  dir: string,
  args: readonly string[],
  more: GitOptions = {},
): Promise<GitRun> {
  const protocol = more.fromFile ? ["protocol.file.allow=always"] : [];
  return new Promise((resolve, reject) => {
    const child = spawn("git", [...gitArguments(protocol), ...args], {
      cwd: dir,
      env: { ...gitEnvironment(dir), ...more.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", (cause) => reject(new GitError("git could not be started", { cause })));
    child.on("close", (code) => {
      const text = Buffer.concat(err).toString("utf8");
      resolve({ code: code ?? 128, out: Buffer.concat(out), err: text });
    });
    // A command that refuses early closes its input; its exit code says the rest.
    child.stdin.on("error", () => undefined);
    child.stdin.end(more.input ?? "");
  });
}

/** Like gitRun, for commands that must succeed. @returns the output without the last line end. */
export async function git(
  dir: string,
  args: readonly string[],
  more: GitOptions = {},
): Promise<string> {
  const { code, out, err } = await gitRun(dir, args, more);
  if (code !== 0)
    throw new GitError(`git ${args[0]} failed (${code}): ${err.trim().slice(0, 500)}`);
  return out.toString("utf8").replace(/\n$/, "");
}
