// What is left over from looking for a mistake.
import { familyOf, type Family } from "../patch/families.ts";
import { commandLine } from "./paths.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { moreOften } from "./new-text.ts";

const prints: Readonly<Record<Family, RegExp>> = {
  javascript: /\bconsole\s*\.\s*(?:log|debug|dir|table|trace)\b/g,
  python: /(?<![\w.])(?:pprint|print)\s*\(/g,
  go: /\bfmt\s*\.\s*(?:Print|Printf|Println)\b|(?<![\w.])println\s*\(/g,
  rust: /\b(?:e?println|e?print|dbg)\s*!/g,
  java: /\bSystem\s*\.\s*(?:out|err)\s*\.\s*print\w*|\.\s*printStackTrace\s*\(\s*\)/g,
  c: /\b(?:printf|puts|putchar)\s*\(|\bfprintf\s*\(\s*stderr\b|\bstd\s*::\s*(?:cout|cerr)\b/g,
  ruby: /(?<![\w.:@$])(?:puts|pp|p)(?=[ \t]+[\w:@$"[]|\()/g,
};

const stops: Readonly<Partial<Record<Family, RegExp>>> = {
  javascript: /\bdebugger\b(?=\s*(?:;|\n|\}|$))/g,
  python: /(?<![\w.])breakpoint\s*\(\s*\)|\b(?:i?pdb|pudb)\s*\.\s*set_trace\b/g,
  go: /\bruntime\s*\.\s*Breakpoint\b/g,
  c: /\b__debugbreak\b|\b__builtin_(?:debugtrap|trap)\b|\braise\s*\(\s*SIGTRAP\b/g,
  ruby: /\bbinding\s*\.\s*(?:pry|irb|break|b)\b|(?<![\w.:@$])(?:byebug|debugger)\b/g,
};

function formOf(reading: Reading, forms: Readonly<Partial<Record<Family, RegExp>>>): RegExp | null {
  const { language } = reading.newParsed ?? {};
  return language === undefined ? null : (forms[familyOf(language)] ?? null);
}

export const debugOutput: RedFlag = {
  id: "debug-output",
  severity: "warn",
  rule: "code prints where it did not before, outside of commands, scripts and examples",
  explain: "The change prints to the terminal; it may be left over.",
  raised(reading) {
    const { step } = reading;
    const form = formOf(reading, prints);
    if (form === null || step.kind !== "code" || commandLine(step.target.path)) return null;
    const word = moreOften(reading, form);
    return word === null ? null : `${word} is new`;
  },
};

export const breakpoint: RedFlag = {
  id: "breakpoint",
  severity: "spoil",
  rule: "a statement that stops in a debugger is new",
  explain: "The answer stops in a debugger; another one was drawn.",
  raised(reading) {
    const form = formOf(reading, stops);
    const word = form === null ? null : moreOften(reading, form);
    return word === null ? null : `${word} is new`;
  },
};
