// The real parser of each language, asked which of many files it cannot read.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../src/core/patch/syntax.ts";
import { readable } from "./babel.ts";
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

/**
 * Whether each text is right by the language's own parser: CPython, go/parser, rustfmt, javac,
 * Ripper; for JavaScript and TypeScript Babel. Null for C and C++, which need their headers.
 */
export function judged(
  language: Language,
  texts: readonly string[],
  work: string,
): readonly boolean[] | null {
  if (language === "c" || language === "cpp") return null;
  if (language === "javascript" || language === "typescript" || language === "tsx") {
    return texts.map((text) => readable(language, text));
  }
  if (language === "go") buildGo(work);
  const folder = join(work, "judged");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = texts.map((text, n) => {
    const file = join(folder, `text${n}.${endings[language]}`);
    writeFileSync(file, text);
    return file;
  });
  if (language === "rust") return files.map(rustfmtReads);
  const [command = "", ...args] = commands[language] ?? [];
  const bad = new Set<string>();
  for (let n = 0; n < files.length; n += 200) {
    const all = [...args, ...files.slice(n, n + 200)];
    const out = execFileSync(command, all, { encoding: "utf8", maxBuffer: 1 << 26 });
    for (const line of out.split("\n")) bad.add(line.trim());
  }
  return files.map((file) => !bad.has(file));
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
