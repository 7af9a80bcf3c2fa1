// The programs that Quorum needs beside itself: which version is there, and whether it will do.
import { execFileSync } from "node:child_process";
import type { Finding } from "../core/report/readiness.ts";
import { Refusal } from "./verb.ts";

interface Program {
  readonly name: Extract<Finding["name"], "node" | "npm" | "git" | "bubblewrap">;
  readonly command: string;
  /** Major and minor version, the oldest that will do. */
  readonly least: readonly [number, number];
  readonly because: string;
  readonly remedy: string;
}

export const programs: readonly Program[] = [
  {
    name: "node",
    command: process.execPath,
    least: [22, 20],
    because: "it runs TypeScript as it stands",
    remedy: "run it through npm after `npm ci`, which brings Node 24 along, or install a newer one",
  },
  {
    name: "npm",
    command: "npm",
    least: [10, 0],
    because: "it installs Quorum and runs tests in the sandbox",
    remedy: "`npm install -g npm@latest`, or install Node with its npm",
  },
  {
    name: "git",
    command: "git",
    least: [2, 38],
    because: "the local forge of demo and run merges with `git merge-tree --write-tree`",
    remedy: "install git from your system's packages or backports",
  },
  {
    name: "bubblewrap",
    command: "bwrap",
    least: [0, 8],
    because: "the sandbox is built with it; only Linux has it",
    remedy: "`apt-get install bubblewrap` or `dnf install bubblewrap`",
  },
];

/** @param said what the program prints for `--version`; null when it is not there. */
export function judged(program: Program, said: string | null): Finding {
  const { name, least, because, remedy } = program;
  const wanted = `${least.join(".")} or newer is needed: ${because}`;
  if (said === null) return { name, state: "bad", lines: [`not installed; ${wanted}`, remedy] };
  const [, major = "", minor = ""] = /(\d+)\.(\d+)/.exec(said) ?? [];
  const [seen] = said.trim().split("\n");
  const newer = Number(major) - least[0] || Number(minor) - least[1];
  return major !== "" && newer >= 0
    ? { name, state: "good", lines: [seen ?? ""] }
    : { name, state: "bad", lines: [`${seen ?? ""}: ${wanted}`, remedy] };
}

/** Asks every program for its version. */
export const versions = (): readonly Finding[] =>
  programs.map((program) => judged(program, versionOf(program.command)));

/**
 * At the door of what runs the local forge: one sentence now in place of a merge that fails later.
 * Throws Refusal when git is missing or too old.
 */
export function needGit(): void {
  const git = programs.find(({ name }) => name === "git");
  const found = git && judged(git, versionOf(git.command));
  if (found?.state === "bad")
    throw new Refusal(`git: ${found.lines.join("; ")}. Nothing was started.`);
}

function versionOf(command: string): string | null {
  try {
    const stdio = ["ignore", "pipe", "ignore"] as const;
    return execFileSync(command, ["--version"], { encoding: "utf8", stdio: [...stdio] });
  } catch {
    return null; // Not there, or it cannot even name itself: both mean that it must be installed.
  }
}
