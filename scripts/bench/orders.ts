// Pairs of import lines in both orders, put into a file as answers are and keyed as votes are.
import { applyEdit } from "../../src/core/patch/apply.ts";
import { voteKey } from "../../src/core/patch/key.ts";
import type { Language, Syntax } from "../../src/core/patch/syntax.ts";
import type { Step, StepTarget } from "../../src/core/plan/plan.ts";
import { parsePath, type Path, type Tree } from "../../src/core/tree.ts";

interface Host {
  readonly path: string;
  readonly symbol: string;
  /** A file with one import and the symbol, which the answer replaces. */
  readonly text: string;
  readonly answer: string;
  /** Two import lines each, whose order a program can show. */
  readonly telling: readonly Pair[];
  /** Two that bind different names and nothing else. */
  readonly free: readonly Pair[];
}

type Pair = readonly [string, string];

const script = {
  symbol: "f",
  text: 'import q from "q";\n\nfunction f(x) {\n  return x;\n}\n',
  answer: "function f(x) {\n  return x + 1;\n}",
  telling: [
    ["import './a.js'", "import './b.js'"],
    ["import './a.js'", "import { b } from './b.js'"],
    ["import {} from './a.js'", "import * as b from './b.js'"],
    ["const a = require('./a')", "const b = require('./b')"],
  ],
  free: [
    ["import a from './a.js'", "import { b as c, d } from './b.js'"],
    ["import * as a from './a.js'", "import b, { c } from './b.js'"],
  ],
} as const;

const c = {
  symbol: "f",
  text: "#include <q.h>\n\nint f(int x) {\n  return x;\n}\n",
  answer: "int f(int x) {\n  return x + 1;\n}",
  telling: [['#include "a.h"', '#include "b.h"']],
  free: [],
} as const;

const hosts: Readonly<Record<Language, Host>> = {
  javascript: { path: "a.js", ...script },
  typescript: { path: "a.ts", ...script },
  tsx: { path: "a.tsx", ...script },
  c: { path: "a.c", ...c },
  cpp: { path: "a.cpp", ...c },
  python: {
    path: "a.py",
    symbol: "f",
    text: "import q\n\n\ndef f(x):\n    return x\n",
    answer: "def f(x):\n    return loads(x)",
    telling: [
      ["from a import *", "from b import *"],
      ["from a import *", "import b"],
      ["from json import loads", "from yaml import loads"],
      ["from math import floor as loads", "from math import ceil as loads"],
      ["import a.b", "from b import a"],
    ],
    free: [
      ["import a", "from b import c as d"],
      ["from json import loads", "from yaml import dump"],
    ],
  },
  ruby: {
    path: "a.rb",
    symbol: "f",
    text: "require 'q'\n\ndef f(x)\n  x\nend\n",
    answer: "def f(x)\n  x + 1\nend",
    telling: [
      ["require 'a'", "require 'b'"],
      ["require_relative 'a'", "require_relative 'b'"],
    ],
    free: [],
  },
  rust: {
    path: "a.rs",
    symbol: "f",
    text: "use q::r;\n\nfn f(x: i32) -> i32 {\n    x\n}\n",
    answer: "fn f(x: i32) -> i32 {\n    x + 1\n}",
    telling: [
      ["pub use a::*;", "use b::*;"],
      ["extern crate a;", "extern crate b;"],
    ],
    free: [["use a::b;", "use c::{d, e as g};"]],
  },
  go: {
    path: "a.go",
    symbol: "F",
    text: 'package p\n\nimport "q"\n\nfunc F(x int) int {\n\treturn x\n}\n',
    answer: "func F(x int) int {\n\treturn x + 1\n}",
    telling: [],
    free: [['import "a"', 'import b "c"']],
  },
  java: {
    path: "A.java",
    symbol: "A.f",
    text: "import q.R;\n\nclass A {\n  int f(int x) {\n    return x;\n  }\n}\n",
    answer: "int f(int x) {\n  return x + 1;\n}",
    telling: [],
    free: [["import a.B;", "import static c.D.e;"]],
  },
};

export interface Orders {
  /** Pairs keyed, in a step of the symbol and in one of the whole file. */
  readonly pairs: number;
  /** What has one key and should have two, then what has two and should have one. */
  readonly merged: readonly string[];
  readonly split: readonly string[];
}

/** Throws where lines cannot be put into the file. */
export function ordersOf(language: Language, syntax: Syntax): Orders {
  const { telling, free } = hosts[language];
  const all = [...telling, ...free].flatMap((pair) =>
    (["symbol", "file"] as const).map((kind) => {
      const [one, other] = keysOf(hosts[language], pair, kind, syntax);
      return { pair, what: `${kind}: ${pair.join(" | ")}`, same: one === other };
    }),
  );
  const isTelling = (pair: Pair): boolean => telling.includes(pair);
  return {
    pairs: all.length,
    merged: all.filter(({ pair, same }) => isTelling(pair) && same).map(({ what }) => what),
    split: all.filter(({ pair, same }) => !isTelling(pair) && !same).map(({ what }) => what),
  };
}

function keysOf(host: Host, [a, b]: Pair, kind: "symbol" | "file", syntax: Syntax): Pair {
  const path = parsePath(host.path);
  if (path === null) throw new Error(`not a path: ${host.path}`);
  const tree: Tree = new Map([[path, { mode: "100644", content: host.text }]]);
  const keyOf = (lines: Pair): string => {
    const imports = lines.map((statement) => ({ op: "add", statement }) as const);
    const body = { kind: "whole", text: host.answer } as const;
    const edit = { kind: "edit", summary: "", imports, body } as const;
    const put = applyEdit(tree, stepAt(path, host.symbol), edit, syntax);
    if (!put.ok) throw new Error(put.error.because);
    const step = stepAt(path, kind === "symbol" ? host.symbol : null);
    return voteKey(tree, put.value.changes, step, syntax);
  };
  return [keyOf([a, b]), keyOf([b, a])];
}

function stepAt(path: Path, symbol: string | null): Step {
  const target: StepTarget =
    symbol === null ? { kind: "file", path } : { kind: "symbol", path, symbol, ordinal: 0 };
  return { kind: "code", task: "", signatureMayChange: false, target };
}
