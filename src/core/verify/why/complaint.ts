// What a compiler, loader or interpreter complains about, by the words that each of them has.

export type Complaint =
  /**
   * A name, `f` of `m.f is not a function`, that is missing. Bare: in the place that asks for it,
   * or in one module, so that it may well be elsewhere.
   */
  | { readonly kind: "name"; readonly name: string; readonly isBare: boolean }
  /** A module, as it was asked for, and the file that asked, where that is told. */
  | { readonly kind: "module"; readonly spec: string; readonly from: string | null }
  /** A file that was opened; empty where it is not told which. */
  | { readonly kind: "file"; readonly path: string }
  /** Arguments, or a result, that the signature does not have. */
  | { readonly kind: "signature" }
  /** Text that is no program, or that is not allowed whatever the unit's code adds. */
  | { readonly kind: "broken" };

/** What an error says begins a line, behind what runners and compilers put in front of it. */
const before = /^(?:\s|#|\[ERROR\]|Uncaught\b|E {2,7}(?=\S)|Caused by:)*/u;

/** A group of the pattern gives the name, the module (`spec`, `from`) or the file. */
type Row = readonly [kind: Complaint["kind"] | "bare", pattern: RegExp];

const javascript: readonly Row[] = [
  ["bare", /^ReferenceError: (?<name>\S+) is not defined/u],
  ["name", /^TypeError: (?<name>.{1,200}?) is not a (?:function|constructor)\b/u],
  ["name", /^TypeError: Cannot read propert\w+ of (?:undefined|null) \(reading '(?<name>[^']+)'/u],
  [
    "bare",
    /^SyntaxError: The requested module .* does not provide an export named '(?<name>[^']+)/u,
  ],
  ["bare", /^SyntaxError: (?:Named export|Export named) '(?<name>[^']+)' not found/u],
  [
    "module",
    new RegExp(
      "^(?:\\w*Error(?: \\[\\w+\\])?: )?Cannot find (?:module|package) '(?<spec>[^']+)'" +
        "(?:,? (?:imported )?from '?(?<from>[^']+))?",
      "u",
    ),
  ],
  [
    "module",
    new RegExp(
      '^(?:Error: )?Failed to (?:load url|resolve import) "?(?<spec>[^\\s"]+)"?' +
        '(?: \\(resolved id: .*?\\))?(?: (?:from|in) "?(?<from>[^\\s"]+?)"?(?:\\.? |$))?',
      "u",
    ),
  ],
  ["file", /^(?:\w*Error: )?ENOENT: no such file or directory[^']*(?:'(?<path>[^']+)')?/u],
  ["broken", /^(?:\w+Error: Parse failure|(?:SyntaxError|TransformError): )/u],
];

const ts = "^\\S+\\.[cm]?tsx?(?:\\(\\d+,\\d+\\)|:\\d+:\\d+)(?::| -) error TS";
const typescript: readonly Row[] = [
  ["module", new RegExp(`${ts}2307: Cannot find module '(?<spec>[^']+)'`, "u")],
  ["bare", new RegExp(`${ts}(?:2304|2552): [^']*'(?<name>[^']+)'`, "u")],
  ["name", new RegExp(`${ts}(?:2339|2551): [^']*'(?<name>[^']+)'`, "u")],
  [
    "bare",
    new RegExp(`${ts}(?:2305|2459|2614|2724): .* (?:named|member|locally,?) '(?<name>[^']+)'`, "u"),
  ],
  ["signature", new RegExp(`${ts}(?:2322|2345|2554|2555|2769): `, "u")],
  ["broken", new RegExp(`${ts}\\d+: `, "u")],
];

const python: readonly Row[] = [
  ["bare", /^NameError: (?:free variable |name )'(?<name>\w+)'/u],
  ["bare", /^ImportError: cannot import name '(?<name>\w+)'/u],
  ["module", /^(?:ModuleNotFound|Import)Error: No module named '?(?<spec>[\w.]+)/u],
  ["name", /^AttributeError: .*has no attribute '(?<name>\w+)'/u],
  ["file", /^FileNotFoundError: .*?'(?<path>[^']+)'/u],
  ["signature", /^TypeError: [\w.<>]+\(\) (?:takes|got|missing)\b/u],
  ["broken", /^(?:SyntaxError|IndentationError|TabError): /u],
];

const go = "^(?:vet: )?\\S+\\.go:\\d+:\\d+: ";
const goRows: readonly Row[] = [
  ["bare", new RegExp(`${go}(?:undefined|undeclared name): (?<name>\\S+)`, "u")],
  ["name", new RegExp(`${go}\\S+ undefined \\(type .* has no field or method (?<name>\\w+)`, "u")],
  ["name", new RegExp(`${go}unknown field '?(?<name>\\w+)`, "u")],
  ["name", new RegExp(`${go}.*\\(missing method (?<name>\\w+)\\)`, "u")],
  ["module", new RegExp(`${go}no required module provides package (?<spec>[^\\s;]+)`, "u")],
  ["module", new RegExp(`${go}(?:cannot find )?package "?(?<spec>[^\\s"]+)"? is not in `, "u")],
  [
    "signature",
    new RegExp(`${go}(?:(?:not enough|too many) arguments in call|assignment mismatch)`, "u"),
  ],
  ["signature", new RegExp(`${go}cannot use .* (?:value|type) `, "u")],
  ["broken", new RegExp(go, "u")],
  ["file", /^(?:\S+\.go:\d+: )?.*\b(?:open|stat|lstat) (?<path>\S+): no such file or directory$/u],
];

const rust = "^error(?:\\[E\\d+\\])?: ";
const rustRows: readonly Row[] = [
  [
    "bare",
    new RegExp(
      `${rust}(?:cannot find|unresolved import|failed to resolve).*?\`(?<name>[^\`]+)\``,
      "u",
    ),
  ],
  ["name", new RegExp(`${rust}no (?:\\w+ )+named \`(?<name>[^\`]+)\` found`, "u")],
  ["name", new RegExp(`${rust}no field \`(?<name>[^\`]+)\` on type`, "u")],
  ["name", new RegExp(`${rust}.* has no field named \`(?<name>[^\`]+)\``, "u")],
  ["signature", /^error\[E0(?:061|107|308)\]: /u],
  ["broken", /^error\[E\d+\]: /u],
  ["broken", /^error: (?:(?:un)?expected|mismatched|no rules expected|unknown start of token)\b/u],
  ["broken", /^error: (?:this file contains an |un)(?:closed|terminated)\b/u],
  ["file", /^.*\bErr` value: Os \{ code: 2,/u],
  ["file", /^Error: Os \{ code: 2,/u],
];

const java = "^\\S+\\.(?:java|kt):(?:\\[\\d+,\\d+\\]|\\d+:(?:\\d+:?)?) (?:error: )?";
const javaRows: readonly Row[] = [
  ["name", /^symbol: +(?:static )?\w+ (?<name>[\w$]+)/u],
  ["name", /unresolved reference:? '?(?<name>\w+)/iu],
  ["module", new RegExp(`${java}package (?<spec>\\S+) does not exist`, "u")],
  [
    "signature",
    new RegExp(`${java}(?:.* cannot be applied to given types|incompatible types)`, "u"),
  ],
  ["broken", new RegExp(`${java}(?!error: |cannot find symbol)`, "u")],
  ["file", /^java\.(?:io\.FileNotFound|nio\.file\.NoSuchFile)Exception: (?<path>\S+)/u],
];

const quoted = "['‘`\"](?<name>[^'’\"]+)['’\"]";
const c = "^\\S+\\.(?:c|cc|cpp|cxx|h|hpp|hh):\\d+:(?:\\d+:)? (?:fatal )?error: ";
const cRows: readonly Row[] = [
  [
    "name",
    new RegExp(
      `${c}.*(?:identifier|member named|declaration of function|type name) ${quoted}`,
      "u",
    ),
  ],
  [
    "bare",
    new RegExp(`${c}${quoted} (?:undeclared|(?:was|has) not|does not name|is not a member)`, "u"),
  ],
  ["name", new RegExp(`undefined reference to ${quoted}`, "u")],
  [
    "module",
    new RegExp(`${c}'?(?<spec>\\S+?)'?(?:: No such file or directory| file not found)`, "u"),
  ],
  ["signature", new RegExp(`${c}(?:too (?:many|few) arguments|no matching function)`, "u")],
  ["broken", new RegExp(c, "u")],
];

const ruby: readonly Row[] = [
  ["bare", /^NameError: undefined local variable or method [`'](?<name>[^`']+)'/u],
  ["name", /^NoMethodError: undefined method [`'](?<name>[^`']+)'/u],
  ["bare", /^(?:NameError: )?uninitialized constant (?<name>[\w:]+)/u],
  ["module", /^(?:LoadError: )?cannot load such file -- (?<spec>\S+)/u],
  ["file", /^Errno::ENOENT: .* - (?<path>\S+)/u],
  ["signature", /^ArgumentError: (?:wrong number of arguments|(?:unknown|missing) keywords?:)/u],
];

const php: readonly Row[] = [
  ["name", /^Error: Call to undefined (?:function|method) (?<name>[\w\\:]+)\(/u],
  ["name", /^Error: Class "(?<name>[\w\\]+)" not found/u],
  ["signature", /^ArgumentCountError: /u],
];

const rows: readonly Row[] = [
  ...javascript,
  ...typescript,
  ...python,
  ...goRows,
  ...rustRows,
  ...javaRows,
  ...cRows,
  ...ruby,
  ...php,
];

/**
 * The complaint that a line of output makes; null when it makes none.
 * @param line at most 500 characters are looked at.
 */
export function complaintOf(line: string): Complaint | null {
  const text = line.slice(0, 500).replace(before, "");
  for (const [kind, pattern] of rows) {
    const match = pattern.exec(text);
    if (match) return complaint(kind, match.groups ?? {});
  }
  return null;
}

function complaint(kind: Row[0], groups: Readonly<Record<string, string>>): Complaint {
  const { name = "", spec = "", from = null, path = "" } = groups;
  switch (kind) {
    case "name":
      return { kind, name: lastName(name), isBare: false };
    case "bare":
      return { kind: "name", name: lastName(name), isBare: !name.includes(".") };
    case "module":
      return { kind, spec, from };
    case "file":
      return { kind, path };
    case "signature":
    case "broken":
      return { kind };
  }
}

/** `f` of `(0 , m.f)`, `a::b::f` and `m.f`. */
const lastName = (text: string): string =>
  [...text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*[!?]?/gu)].at(-1)?.[0] ?? text;
