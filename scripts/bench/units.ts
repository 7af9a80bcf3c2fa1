// Real functions as texts that parse alone, with what a formatter needs around them.
import type { Language, ParsedText, Syntax } from "../../src/core/patch/syntax.ts";
import { isBroken } from "../../src/core/patch/canonical.ts";
import { marginAt } from "../../src/core/patch/indent.ts";
import { filesOf, sources, textOf } from "./sources.ts";

export interface Unit {
  readonly language: Language;
  /** `path#symbol`. */
  readonly from: string;
  /** A whole file that holds nothing but the function. */
  readonly text: string;
  readonly parsed: ParsedText;
}

const linesMin = 5;
const linesMax = 60;

/** What a function needs around it to be a file; `§` stands for it. */
const around: Readonly<Record<Language, string>> = {
  javascript: "§\n",
  typescript: "§\n",
  tsx: "§\n",
  python: "§\n",
  go: "package p\n\n§\n",
  rust: "§\n",
  java: "class Unit {\n§\n}\n",
  c: "§\n",
  cpp: "§\n",
  ruby: "§\n",
};

/** In Rust a method needs an owner. */
const owned = "impl Unit {\n§\n}\n";

export const endings: Readonly<Record<Language, string>> = {
  javascript: "js",
  typescript: "ts",
  tsx: "tsx",
  python: "py",
  go: "go",
  rust: "rs",
  java: "java",
  c: "c",
  cpp: "cc",
  ruby: "rb",
};

/**
 * At most `max` functions and methods of 5 to 60 lines, spread evenly over the files of a language
 * and at most three a file.
 */
export function unitsOf(language: Language, max: number, syntax: Syntax, work: string): Unit[] {
  const source = sources.find((one) => one.language === language);
  const files = source ? filesOf(source, work) : [];
  const step = Math.max(1, Math.floor((files.length * 3) / (max * 2)));
  const found: Unit[] = [];
  for (let round = 0; round < step && found.length < max; round += 1) {
    for (let n = round; n < files.length && found.length < max; n += step) {
      found.push(...unitsIn(files[n] ?? "", language, syntax).slice(0, max - found.length));
    }
  }
  return found;
}

function unitsIn(path: string, language: Language, syntax: Syntax): Unit[] {
  const whole = syntax.parse(language, textOf(path));
  const found: Unit[] = [];
  for (const symbol of whole?.symbols ?? []) {
    if (!whole || found.length === 3) break;
    // A C++ class behind an unknown macro looks like a function: classes belong to the trap.
    const trap = symbol.kind === "class" && language === "cpp";
    if (symbol.kind !== "function" && symbol.kind !== "method" && !trap) continue;
    const lines = whole.text.slice(symbol.start, symbol.end).split("\n").length;
    if (lines < linesMin || lines > linesMax) continue;
    const method = symbol.kind === "method";
    if (method && /^(?:javascript|typescript|tsx|c)$/.test(language)) continue;
    const own = dedented(whole.text, symbol.start, symbol.end);
    const frame = language === "rust" && method ? owned : around[language];
    const text = frame.replace("§", () => own);
    const parsed = syntax.parse(language, text);
    const good = parsed && parsed.errors.length === 0 && !isBroken(parsed.root);
    if (good) found.push({ language, from: `${path}#${symbol.name}`, text, parsed });
  }
  return found;
}

/**
 * C++ classes and structs behind an unknown macro, as far as the grammar then takes them for
 * functions: whoever renames the locals of those renames fields (patches.md §3.2).
 */
export function trapped(units: readonly Unit[], syntax: Syntax): readonly Unit[] {
  return units.flatMap((unit) => {
    const text = unit.text.replace(/^(class|struct) (?=\w)/m, "$1 UNKNOWN_API ");
    const parsed = text === unit.text ? null : syntax.parse("cpp", text);
    if (parsed === null || parsed.errors.length > 0) return [];
    const misread = parsed.root.children.some((child) => child.type === "function_definition");
    return misread ? [{ ...unit, text, parsed }] : [];
  });
}

/** The text without the margin of its first line. */
function dedented(text: string, start: number, end: number): string {
  const margin = marginAt(text, start);
  const lines = text.slice(start, end).split("\n");
  const cut = lines.map((l, n) => (n > 0 && l.startsWith(margin) ? l.slice(margin.length) : l));
  return cut.join("\n");
}
