// The same functions in other spellings, made by tools that know nothing of the vote key.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../src/core/patch/syntax.ts";
import { printed, renamed as renamedScript } from "./babel.ts";
import { endings, type Unit } from "./units.ts";

export interface Variant {
  readonly unit: Unit;
  readonly tool: string;
  /** `format` changes no name, `rename` changes the names of locals. */
  readonly kind: "format" | "rename";
  readonly text: string;
}

/** Rewrites files in place; each is one function. */
interface Tool {
  readonly name: string;
  readonly kind: Variant["kind"];
  run(folder: string, files: readonly string[]): void;
}

const beside = (name: string): string => fileURLToPath(new URL(`tools/${name}`, import.meta.url));

/** A tool's failure on a few files leaves them as they are. */
function tried(command: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(command, args, { cwd, stdio: "ignore", maxBuffer: 1 << 28 });
  } catch {
    return;
  }
}

const formatter = (name: string, command: string, args: readonly string[]): Tool => ({
  name,
  kind: "format",
  run: (folder, files) => {
    for (let n = 0; n < files.length; n += 100) {
      tried(command, [...args, ...files.slice(n, n + 100)], folder);
    }
  },
});

/** Built once from respell.go. */
export const goTool = join(tmpdir(), "quorum-bench-go");

const renamer = (name: string, command: string, args: readonly string[]): Tool => ({
  ...formatter(name, command, args),
  kind: "rename",
});

const clang = (style: string): Tool =>
  formatter(`clang-format ${style.slice(0, 30)}`, "clang-format", ["-i", `-style=${style}`]);
const braces = formatter("astyle", "astyle", ["-n", "-q", "--add-braces", "--style=allman"]);
const cRename = renamer("libclang names", "/usr/bin/python3", [beside("rename-c.py")]);
const cStyles = [
  clang("{BasedOnStyle: LLVM, ColumnLimit: 60}"),
  clang("{BasedOnStyle: Google, ColumnLimit: 120, AllowShortFunctionsOnASingleLine: All}"),
  clang("GNU"),
  clang("Mozilla"),
];
const cops = [
  "Layout,Style/StringLiterals,Style/TrailingCommaInArguments,Style/TrailingCommaInHashLiteral",
  "Style/TrailingCommaInArrayLiteral,Style/Semicolon,Style/HashSyntax,Style/RedundantParentheses",
  "Style/MethodCallWithoutArgsParentheses,Style/DefWithParentheses,Style/MethodDefParentheses",
].join(",");

const rustfmt = (name: string, options: string): Tool =>
  formatter(`rustfmt ${name}`, "rustfmt", ["--edition", "2021", "--config", options]);

const tools: Readonly<Partial<Record<Language, readonly Tool[]>>> = {
  python: [
    formatter("black -l 60", "black", ["-q", "-l", "60"]),
    formatter("black -l 120 -C", "black", ["-q", "-l", "120", "-C"]),
    formatter("ast.unparse", "/usr/bin/python3", [beside("unparse.py"), "plain"]),
    renamer("symtable names", "/usr/bin/python3", [beside("unparse.py"), "names"]),
  ],
  go: [
    formatter("go/scanner", goTool, ["tokens"]),
    formatter("go/printer", goTool, ["print"]),
    renamer("go/ast names", goTool, ["names"]),
  ],
  rust: [
    rustfmt("max_width=60", "max_width=60"),
    rustfmt("max", "max_width=140,use_small_heuristics=Max,hard_tabs=true"),
    rustfmt("off", "use_small_heuristics=Off,match_block_trailing_comma=true"),
    renamer("unique names", "/usr/bin/python3", [beside("rename-rust.py")]),
  ],
  java: [
    clang("{BasedOnStyle: Google, ColumnLimit: 60}"),
    clang("{BasedOnStyle: LLVM, ColumnLimit: 140}"),
    formatter("astyle", "astyle", ["-n", "-q", "--mode=java", "--add-braces", "--style=allman"]),
    renamer("javac names", "java", [beside("Rename.java")]),
  ],
  c: [...cStyles, braces, cRename],
  cpp: [...cStyles, braces, cRename],
  ruby: [
    formatter("rubocop", "rubocop", ["-A", "--only", cops, "--cache", "false", "-f", "q"]),
    formatter("ripper tokens", "ruby", [beside("tokens.rb")]),
    renamer("parser names", "ruby", [beside("rename.rb")]),
  ],
};

/** Every variant of every unit that a tool could make and that differs from it in its letters. */
export async function variantsOf(
  language: Language,
  units: readonly Unit[],
  work: string,
): Promise<readonly Variant[]> {
  if (language === "javascript" || language === "typescript" || language === "tsx") {
    return scriptVariants(units);
  }
  if (language === "go") buildGo(work);
  const folder = join(work, "variants", language);
  const found: Variant[] = [];
  for (const tool of tools[language] ?? []) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const files = units.map((_, n) => join(folder, `unit${n}.${endings[language]}`));
    for (const [n, unit] of units.entries()) writeFileSync(files[n] ?? "", unit.text);
    tool.run(folder, files);
    for (const [n, unit] of units.entries()) {
      const text = readFileSync(files[n] ?? "", "utf8");
      if (text !== unit.text) found.push({ unit, tool: tool.name, kind: tool.kind, text });
    }
  }
  return found;
}

export function buildGo(work: string): void {
  tried("go", ["build", "-o", goTool, beside("respell.go")], work);
}

async function scriptVariants(units: readonly Unit[]): Promise<readonly Variant[]> {
  const { format } = await import("prettier");
  const options = [
    { printWidth: 60, singleQuote: true, semi: false, arrowParens: "avoid" as const },
    { printWidth: 120, trailingComma: "none" as const, tabWidth: 4, bracketSpacing: false },
  ];
  const found: Variant[] = [];
  for (const unit of units) {
    const put = (tool: string, kind: Variant["kind"], text: string | null): void => {
      if (text !== null && text !== unit.text) found.push({ unit, tool, kind, text });
    };
    const parser = unit.language === "javascript" ? "babel" : "typescript";
    for (const [n, more] of options.entries()) {
      const filepath = `unit.${endings[unit.language]}`;
      const text = await format(unit.text, { parser, filepath, ...more }).catch(() => null);
      put(`prettier ${n + 1}`, "format", text);
    }
    put("babel generator", "format", printed(unit));
    put("babel names", "rename", renamedScript(unit));
  }
  return found;
}
