// The real parser of each language, asked which of many files it cannot read.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../src/core/patch/syntax.ts";
import { readable } from "./babel.ts";
import { headerFolders } from "./headers.ts";
import { endings } from "./units.ts";
import { buildGo, goTool } from "./variants.ts";

const beside = (name: string): string => fileURLToPath(new URL(`tools/${name}`, import.meta.url));

/** Commands that print the path of each file they cannot read, one a line. */
const commands: Readonly<Partial<Record<Language, readonly string[]>>> = {
  python: ["/usr/bin/python3", beside("check.py")],
  go: [goTool, "check"],
  java: ["java", beside("Check.java")],
  ruby: ["ruby", beside("check.rb")],
};

/** A text, and the file that it was made of: C is read with that file's headers. */
export interface Candidate {
  readonly text: string;
  readonly path: string;
}

/** `meaning`: refused for names, types or the like, while its grammar is right. */
export type Verdict = "right" | "grammar" | "meaning";

/**
 * What each language's own parser says of texts: CPython, go/parser, rustfmt, javac, Ripper; for
 * JavaScript and TypeScript Babel; for C and C++ clang, a whole compiler, with all headers.
 */
export function judged(
  language: Language,
  all: readonly Candidate[],
  work: string,
): readonly Verdict[] {
  if (language === "javascript" || language === "typescript" || language === "tsx") {
    return all.map(({ text }) => (readable(language, text) ? "right" : "grammar"));
  }
  if (language === "go") buildGo(work);
  const folder = join(work, "judged");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = all.map(({ text }, n) => {
    const file = join(folder, `text${n}.${endings[language]}`);
    writeFileSync(file, text);
    return file;
  });
  if (language === "c" || language === "cpp") return clangSays(all, files, work);
  if (language === "rust") return files.map((file) => (rustfmtReads(file) ? "right" : "grammar"));
  const [command = "", ...args] = commands[language] ?? [];
  const bad = new Set<string>();
  for (let n = 0; n < files.length; n += 200) {
    const some = [...args, ...files.slice(n, n + 200)];
    const out = execFileSync(command, some, { encoding: "utf8", maxBuffer: 1 << 26 });
    for (const line of out.split("\n")) bad.add(line.trim());
  }
  return files.map((file) => (bad.has(file) ? "grammar" : "right"));
}

function clangSays(
  all: readonly Candidate[],
  files: readonly string[],
  work: string,
): readonly Verdict[] {
  const input = all
    .map(({ path }, n) => [files[n], path, ...headerFolders(path, work)].join("\t"))
    .join("\n");
  const out = execFileSync("/usr/bin/python3", [beside("check-c.py")], {
    input,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const refused = new Map<string, Verdict>();
  for (const line of out.split("\n")) {
    const [file = "", why] = line.split("\t");
    refused.set(file, why === "meaning" ? "meaning" : "grammar");
  }
  return files.map((file) => refused.get(file) ?? "right");
}

function rustfmtReads(file: string): boolean {
  try {
    const args = ["--edition", "2021", "--emit", "stdout", "--config", "skip_children=true", file];
    execFileSync("rustfmt", args, { stdio: "ignore" });
    return true;
  } catch {
    return rustfmtSays(file);
  }
}

/** Without the option that only newer ones know. */
function rustfmtSays(file: string): boolean {
  try {
    execFileSync("rustfmt", ["--edition", "2021", "--emit", "stdout", file], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
