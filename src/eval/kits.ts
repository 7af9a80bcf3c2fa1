// What a task needs of its language: how tests are written and run, and whether its tools are here.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parsePath, type Entry, type Path } from "../core/tree.ts";

export const languages = ["javascript", "typescript", "python", "ruby", "c", "go"] as const;
export type Language = (typeof languages)[number];

/** A call, as the language writes it, and what it must give. */
export type Case = readonly [call: string, want: string];

export interface Kit {
  /** Runs every test of the tree and names each of them. */
  readonly command: string;
  /** Says which tools would run it; fails where they are missing. */
  readonly tools: string;
  /** Where the tests of a name stand. */
  testPath(name: string): string;
  /** What opens a test file of a symbol in a source file. */
  header(symbol: string, path: string): string;
  test(name: string, number: number, test: Case): string;
  /** What holds of the symbol before and after the task. */
  smoke(symbol: string): Case;
}

const javascript: Kit = {
  command: "node --test --test-isolation=none",
  tools: "node --version",
  testPath: (name) => `test/${name}.test.js`,
  header: (symbol, path) => `import { ${symbol} } from "../${path}";\n`,
  test: (name, number, [call, want]) =>
    `test("${name} ${number}", () => {\n  assert.deepEqual(${call}, ${want});\n});\n`,
  smoke: (symbol) => [`typeof ${symbol}`, '"function"'],
};

const nodeHead = 'import assert from "node:assert/strict";\nimport { test } from "node:test";\n';

const kits: Readonly<Record<Language, Kit>> = {
  javascript: { ...javascript, header: (s, p) => nodeHead + javascript.header(s, p) },
  typescript: {
    ...javascript,
    header: (s, p) => nodeHead + javascript.header(s, p),
    testPath: (name) => `test/${name}.test.ts`,
  },
  python: {
    command: "python3 tests/run.py",
    tools: "python3 --version",
    testPath: (name) => `tests/test_${name}.py`,
    header: (symbol, path) =>
      `from ${path.replace(/\.py$/, "").replaceAll("/", ".")} import ${symbol}\n`,
    test: (name, number, [call, want]) =>
      `\ndef test_${name}_${number}():\n    assert ${call} == ${want}\n`,
    smoke: (symbol) => [`callable(${symbol})`, "True"],
  },
  ruby: {
    command: "ruby test/run.rb",
    tools: "ruby --version",
    testPath: (name) => `test/${name}_test.rb`,
    header: (_, path) => `require_relative "../${path.replace(/\.rb$/, "")}"\n`,
    test: (name, number, [call, want]) => {
      const group = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}${number}`;
      return `class ${group} < Test\n  def test_it\n    same(${call}, ${want})\n  end\nend\n`;
    },
    smoke: (symbol) => [`defined?(${symbol})`, '"method"'],
  },
  c: {
    command: "sh tests/run.sh",
    tools: "gcc --version",
    testPath: (name) => `tests/test_${name}.c`,
    header: (_, path) => `#include "check.h"\n#include "../${path.replace(/\.c$/, ".h")}"\n`,
    test: (name, number, [call, want]) =>
      `void test_${name}_${number}(void) {\n  CHECK((${call}) == (${want}));\n}\n`,
    smoke: (symbol) => [`${symbol} != NULL`, "1"],
  },
  go: {
    command: "go test -vet=off -v ./...",
    tools: "go version",
    testPath: (name) => `task/${name}_test.go`,
    header: () => 'package task\n\nimport (\n\t"reflect"\n\t"testing"\n)\n',
    test: (name, number, [call, want]) => {
      const title = `Test${name.slice(0, 1).toUpperCase()}${name.slice(1)}${number}`;
      const differs = `!reflect.DeepEqual(${call}, ${want})`;
      return `func ${title}(t *testing.T) {\n\tif ${differs} {\n\t\tt.Fail()\n\t}\n}\n`;
    },
    smoke: (symbol) => [`${symbol} != nil`, "true"],
  },
};

export const kitOf = (language: Language): Kit => kits[language];

/** A whole test file of cases. @param name also what its tests are called. */
export function testFile(
  language: Language,
  name: string,
  header: string,
  cases: readonly Case[],
): string {
  const tests = cases.map((one, i) => kits[language].test(name, i + 1, one));
  return [header, ...tests].join("\n");
}

const folder = fileURLToPath(new URL("../../eval/kits", import.meta.url));

/** The files that every repository of a language starts with. */
export function filesOf(language: Language): ReadonlyMap<Path, Entry> {
  const root = join(folder, language);
  const files = new Map<Path, Entry>();
  for (const file of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = parsePath(relative(root, join(file.parentPath, file.name)));
    if (!file.isFile() || path === null) continue;
    files.set(path, { mode: "100644", content: readFileSync(join(root, path), "utf8") });
  }
  return files;
}
