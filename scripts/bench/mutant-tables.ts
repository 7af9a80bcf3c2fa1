// What mutants exchange and leave out, by language; in the bench and in the tests.
import type { Language } from "../../src/core/patch/syntax.ts";

export const operators: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "==": "!=",
  "!=": "==",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "&&": "||",
  "||": "&&",
  "??": "||",
  and: "or",
  or: "and",
  is: "==",
  in: "not in",
  "&": "|",
  "|": "&",
  "^": "&",
  "<<": ">>",
  ">>": "<<",
  "=": "+=",
  "+=": "-=",
  "-=": "+=",
  "*=": "+=",
  "|=": "&=",
  "&=": "|=",
  "||=": "&&=",
  ":=": "=",
  "++": "--",
  "--": "++",
  "..": "..=",
  "..=": "..",
  "...": "..",
};

export const contraries: Readonly<Record<string, string>> = {
  true: "false",
  false: "true",
  True: "False",
  False: "True",
};

const listed = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Words and signs that are left out. */
export const dropped: Readonly<Record<Language, ReadonlySet<string>>> = {
  javascript: listed("await async ! - static new ... typeof return"),
  typescript: listed("await async ! - static new ... readonly return"),
  tsx: listed("await async ! - ... static return"),
  python: listed("await async not - * **"),
  go: listed("go defer ! - & * ..."),
  rust: listed("mut & ! - * ? pub unsafe async ref move return"),
  java: listed("! - static final synchronized private public"),
  c: listed("! - & * ~ static const unsigned volatile"),
  cpp: listed("! - & * ~ static const virtual constexpr override noexcept"),
  ruby: listed("! not - * ** &"),
};

type Words = Readonly<Record<string, string>>;

const script: Words = { const: "var", let: "var", "?.": ".", break: "continue", of: "in" };
const braces: Words = { "->": ".", break: "continue", continue: "break" };

/** Words that become others. */
export const words: Readonly<Record<Language, Words>> = {
  javascript: script,
  typescript: script,
  tsx: script,
  python: { break: "continue", continue: "break", elif: "if" },
  go: { break: "continue", continue: "break", ":=": "=" },
  rust: { break: "continue", "::": "." },
  java: { break: "continue", continue: "break", int: "long", this: "super" },
  c: { ...braces, int: "long" },
  cpp: { ...braces, int: "long" },
  ruby: { unless: "if", if: "unless", "&.": ".", while: "until", break: "next", next: "break" },
};

/** Nodes whose children are statements. */
export const statementLists: ReadonlySet<string> = new Set([
  "block",
  "block_body",
  "body_statement",
  "case_statement",
  "compound_statement",
  "constructor_body",
  "statement_block",
  "statement_list",
  "switch_block_statement_group",
  "switch_case",
  "then",
]);
