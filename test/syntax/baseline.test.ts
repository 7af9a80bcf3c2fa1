// The lexers that cost the optimising compiler too much memory are kept away from it.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Language } from "../../src/core/patch/syntax.ts";
import { grammars, languages, largeLexers } from "../../src/syntax/languages.ts";

const largeBytesMin = 20_000;
const require = createRequire(import.meta.url);

/** Sizes of the functions in a module's code section, in bytes: WebAssembly 2.0, §5.5.13. */
function functionBytes(language: Language): readonly number[] {
  const bytes = readFileSync(require.resolve(grammars[language]));
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const codeSection = 10;
  while (at < bytes.length) {
    const section = bytes[at];
    at += 1;
    const end = number() + at;
    if (section !== codeSection) {
      at = end;
      continue;
    }
    return Array.from({ length: number() }, () => {
      const size = number();
      at += size;
      return size;
    });
  }
  return [];
}

const largeIn = (language: Language): readonly number[] =>
  functionBytes(language).filter((bytes) => bytes > largeBytesMin);

/** Optimises everything at once, and says what it optimises; texts so short need no thread. */
const script = `
  import { setFlagsFromString as flag } from "node:v8";
  const { openSyntax } = await import(process.argv[1]);
  flag("--wasm-tiering-budget=1000");
  flag("--wasm-sync-tier-up");
  flag("--trace-wasm-compilation-times");
  const syntax = await openSyntax();
  const text = "int a = 1; a(b); ".repeat(100);
  for (const language of process.argv.slice(2)) syntax.names(language, text);
`;

async function optimised(): Promise<readonly number[]> {
  const open = new URL("../../src/syntax/open.ts", import.meta.url).href;
  const args = ["--input-type=module", "-e", script, open, ...languages];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const lines = stdout.matchAll(/using TurboFan.* bodysize (\d+)/g);
  return Array.from(lines, ([, bytes]) => Number(bytes));
}

describe("a lexer of more than 20 KB", () => {
  it("is known by its grammar's row", () => {
    expect(new Set(languages.filter((one) => largeIn(one).length > 0))).toEqual(largeLexers);
  });

  it("is never optimised, and others are", async () => {
    const found = await optimised();
    const others = languages.filter((one) => !largeLexers.has(one));
    expect([...largeLexers].flatMap(largeIn).filter((bytes) => found.includes(bytes))).toEqual([]);
    const lexers = others.map((one) => Math.max(...functionBytes(one)));
    expect(lexers.filter((bytes) => !found.includes(bytes))).toEqual([]);
  });
});
