// The small piece of work that every injected run is about, its right answers and its tests.
import { defaultConfig, type Config } from "../../src/core/config/config.ts";
import type { Tree } from "../../src/core/tree.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";

/** What a repository and an issue hold. */
export interface Scene {
  readonly title: string;
  readonly body: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the first CI run of the first unit says, which is red; null: every run is green. */
  readonly red: { readonly name: string; readonly summary: string } | null;
}

export const plainScene: Scene = {
  title: "Round prices half up",
  body:
    "`round(value)` cuts the third digit off. The price module shall round half up to cents, " +
    "and the cart shall round its total to cents.",
  files: {
    "package.json": '{ "name": "shop", "type": "module", "scripts": { "test": "node --test" } }\n',
    "src/price.js": [
      "/** The price in cents. */",
      "export function round(value) {",
      "  return Math.floor(value * 100) / 100;",
      "}",
      "",
    ].join("\n"),
    "src/cart.js": [
      'import { round } from "./price.js";',
      "",
      "export const half = (price) => round(price / 2);",
      "",
      "/** What all items cost. */",
      "export function total(items) {",
      "  return items.reduce((sum, item) => sum + item.price, 0);",
      "}",
      "",
    ].join("\n"),
    "test/price.test.js": [
      'import { test } from "node:test";',
      'import { equal } from "node:assert/strict";',
      'import { round } from "../src/price.js";',
      "",
      'test("keeps whole cents", () => equal(round(1.25), 1.25));',
      "",
    ].join("\n"),
  },
  red: null,
};

const rows = (i: number): string =>
  Array.from({ length: 20 }, (_, n) => `export const price${i}x${n} = (cart) => cart;\n`).join("");

/** Files for which an outline has no room: then files and symbols are put to a vote first. */
export const crowd = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`lib/price${i}.js`, rows(i)]),
);

export const config: Config = {
  ...defaultConfig,
  test: "npm test",
  vote: {
    ...defaultConfig.vote,
    unanimous: 2,
    lead: 2,
    proposals: 2,
    strataMin: 1,
    votesMax: 8,
    samplesMax: 12,
    replan: false,
    runoff: 0,
    probes: 0,
  },
};

/** No answer wins by itself: tests and ballots decide between two. */
export const contested: Config = { ...config, vote: { ...config.vote, runoff: 3, probes: 2 } };

const functional = { kind: "functional", priority: "must", measure: null } as const;
const byTest = { method: "test", given: "", when: "" } as const;

export const requirements = {
  requirements: [
    {
      ...functional,
      id: "R1",
      ears: "The price module shall round half up to cents.",
      quote: "The price module shall round half up to cents",
      acceptance: [{ ...byTest, expected: "1.005 becomes 1.01" }],
    },
    {
      ...functional,
      id: "R2",
      ears: "The cart shall round its total to cents.",
      quote: "the cart shall round its total to cents",
      acceptance: [{ ...byTest, expected: "a total has two digits" }],
    },
  ],
};

const unit = (n: number, title: string, test: string, path: string, symbol: string) => ({
  id: `u${n}`,
  title,
  requirements: [`R${n}`],
  needs: n === 1 ? [] : [`u${n - 1}`],
  steps: [
    {
      kind: "test",
      target: { kind: "file", path: test },
      task: `Test that ${symbol} rounds half up.`,
      signatureMayChange: false,
      accepts: [`R${n}.A1`],
    },
    {
      kind: "code",
      target: { kind: "symbol", path, symbol, ordinal: 0 },
      task: `Let ${symbol} round half up to cents.`,
      signatureMayChange: false,
      accepts: [],
    },
  ],
});

export const plan = {
  units: [
    unit(1, "Round half up", "test/round.test.js", "src/price.js", "round"),
    unit(2, "Round the total", "test/total.test.js", "src/cart.js", "total"),
  ],
};

const testOf = (symbol: string, path: string, name: string, expected: string): string =>
  [
    'import { test } from "node:test";',
    'import { equal } from "node:assert/strict";',
    `import { ${symbol} } from "../${path}";`,
    "",
    `test("${name}", () => ${expected});`,
  ].join("\n");

/** The right text of each place. */
export const texts: Readonly<Record<string, string>> = {
  "test/round.test.js": testOf(
    "round",
    "src/price.js",
    "[R1.A1] rounds half up",
    "equal(round(1.005), 1.01)",
  ),
  "test/total.test.js": testOf(
    "total",
    "src/cart.js",
    "[R2.A1] rounds the total",
    "equal(total([{ price: 1.005 }]), 1.01)",
  ),
  "src/price.js#round": [
    "/** The price in cents, rounded half up. */",
    "export function round(value) {",
    "  return Math.round((value + Number.EPSILON) * 100) / 100;",
    "}",
  ].join("\n"),
  "src/cart.js#total": [
    "/** What all items cost, in cents. */",
    "export function total(items) {",
    "  return round(items.reduce((sum, item) => sum + item.price, 0));",
    "}",
  ].join("\n"),
};

/** What one of two right answers holds and the other does not. */
export const epsilon = "(value + Number.EPSILON)";

/** A test on which the two differ. */
export const probe = testOf(
  "round",
  "src/price.js",
  "[R1.A1] rounds a price that is stored a little too low",
  "equal(round(1.005), 1.01)",
);

/** What each named test needs to be found in the code; a test that is not known here fails. */
const needs: Readonly<Record<string, readonly [path: string, text: string]>> = {
  "[R1.A1] rounds half up": ["src/price.js", "Math.round("],
  "[R1.A1] rounds a price that is stored a little too low": ["src/price.js", epsilon],
  "[R2.A1] rounds the total": ["src/cart.js", "return round("],
};

/** Reports as `node --test` would, by reading the files: nothing of them is ever executed. */
export const reading = (old: string): Sandbox => ({
  async run({ tree }) {
    const names = [...tree].flatMap(([path, { content }]) =>
      path.startsWith("test/") && typeof content === "string"
        ? Array.from(content.matchAll(/^test\(("(?:[^"\\]|\\.)*")/gm), ([, name = ""]) =>
            String(JSON.parse(name)),
          )
        : [],
    );
    const passes = (name: string): boolean => name === old || holds(tree, name);
    const points = names.flatMap((name, i) => {
      const shown = name.replace(/[\\#]/g, "\\$&");
      return [`# Subtest: ${shown}`, `${passes(name) ? "ok" : "not ok"} ${i + 1} - ${shown}`];
    });
    const failed = names.filter((name) => !passes(name)).length;
    const lines = ["TAP version 13", ...points, `1..${names.length}`, "# duration_ms 1"];
    return { kind: "finished", code: failed > 0 ? 1 : 0, output: `${lines.join("\n")}\n`, ms: 1 };
  },
});

function holds(tree: Tree, name: string): boolean {
  const [where, text] = needs[name] ?? [];
  if (where === undefined || text === undefined) return false;
  const found = [...tree].find(([path]) => path === where)?.[1].content;
  return typeof found === "string" && found.includes(text);
}
