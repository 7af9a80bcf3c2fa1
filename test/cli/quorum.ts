// The command line as a process of its own: what it said and how it ended.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { top } from "../tidy/source.ts";

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const door = join(top, "bin/quorum.js");

/** The variables that a process needs to start; no setting of whoever runs the tests gets in. */
export const bare: Readonly<Record<string, string>> = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
};

export function open(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [door, ...args], {
    env: { ...bare, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs `quorum ARGS` to its end. */
export function quorum(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = open(args, env);
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}
