// The pack of a step: what it shows of a real repository, in which order, and how small it stays.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataBlock } from "../../../src/core/agent/envelope.ts";
import { nonceOf } from "../../../src/core/agent/nonce.ts";
import { gather, packOf, type StepSources } from "../../../src/core/agent/pack.ts";
import { spokenNames } from "../../../src/core/agent/spoken.ts";
import { askStep } from "../../../src/core/agent/step.ts";
import type { Sources } from "../../../src/core/context/look.ts";
import { formatInstructions } from "../../../src/core/patch/format.ts";
import type { Step, StepTarget } from "../../../src/core/plan/plan.ts";
import { pathOf, repository } from "../context/repository.ts";

const nonce = nonceOf("seed", "pack");
const long = Array.from({ length: 40 }, (_, i) => `/** Row ${i}. */\nconst row${i} = ${i};`);

const files = {
  "src/cart.ts": [
    'import { round } from "./money.ts";',
    'import type { Item } from "./item.ts";',
    ...long,
    "/** Adds up prices. */",
    "export class Cart {",
    "  readonly items: Item[] = [];",
    "  add(item: Item): void {",
    "    this.items.push(item);",
    "  }",
    "  total(): number {",
    "    return round(this.items.reduce((sum, item: Item) => sum + item.price, limit));",
    "  }",
    "}",
    "const limit = 0;",
  ].join("\n"),
  "src/money.ts":
    "/** Rounds to cents.\n * @param x dollars */\nexport function round(x: number): number {\n" +
    "  return Math.round(x * 100) / 100;\n}\n",
  "src/item.ts": "export interface Item {\n  readonly name: string;\n  price: number;\n}\n",
  "src/order.ts":
    'import { Cart } from "./cart.ts";\nexport function pay(cart: Cart) {\n' +
    "  const due = cart.total();\n  return due;\n}\n",
  "test/cart.test.ts":
    'import { Cart } from "../src/cart.ts";\nit("adds up", () => {\n' +
    "  expect(new Cart().total()).toBe(0);\n});\n",
};

const acceptance = {
  id: "R1.A1",
  method: "test",
  given: "",
  when: "the total is asked for",
  expected: "`round` is applied once",
} as const;
const requirement = {
  id: "R1",
  kind: "functional",
  ears: "The cart shall round its total.",
  quote: "round",
  priority: "must",
  acceptance: [acceptance],
  measure: null,
} as const;

function sourcesFor(
  repo: Sources,
  target: StepTarget,
  more: Partial<Step> & { readonly evidence?: readonly string[] } = {},
): StepSources {
  const { evidence = [], ...of } = more;
  const task = "Round the total with `round`.";
  const step: Step = { kind: "code", target, task, signatureMayChange: false, ...of };
  const unit = { id: "u1", title: "Round", requirements: ["R1"], needs: [], steps: [step] };
  const requirements = [requirement];
  return { ...repo, plan: { units: [unit] }, unit: 0, step: 0, requirements, evidence };
}

const symbol = (path: string, name: string): StepTarget => ({
  kind: "symbol",
  path: pathOf(path),
  symbol: name,
  ordinal: 0,
});

function promptOf(sources: StepSources): string {
  const step = sources.plan.units[0]?.steps[0];
  if (!step) throw new Error("no step");
  const gathered = gather(sources);
  const old = gathered.old?.text ?? "";
  const instructions = formatInstructions({ stepId: "u1.1", baseHash: "0", nonce, step, old });
  const asking = { nonce, variant: 0, outputTokensMax: 4000 };
  const { system, user } = askStep({ ...asking, unit: "u1", step, gathered, instructions });
  return system + user;
}

describe("a pack", () => {
  const pack = packOf(
    gather(sourcesFor(repository(files), symbol("src/cart.ts", "Cart.total"))),
    9000,
    nonce,
  );
  const at = (name: string): readonly string[] => {
    const value = pack.find(([one]) => one.startsWith(name))?.[1];
    if (value === undefined) throw new Error(`no ${name} in ${pack.map(([n]) => n).join(", ")}`);
    return typeof value === "string" ? [value] : value;
  };

  it("holds what a step needs, in the order of importance", () => {
    expect(pack.map(([name]) => name)).toEqual([
      "place",
      "task",
      "the pull request that it is part of",
      "requirements",
      "the symbol as it is",
      "other signatures in the file",
      "what it calls, or the task names",
      "the type Item of src/item.ts",
      "a caller: src/order.ts, line 3",
      "a test of it, read-only: test/cart.test.ts, line 3",
      "the start of the file, with its imports",
      "how code is written here: Cart.add",
    ]);
  });

  it("shows the container's members before what else is in the file", () => {
    const skeleton = at("other signatures");
    expect(skeleton).toContain("export class Cart");
    expect(skeleton).toContain("  readonly items: Item[] = [];");
    expect(skeleton).toContain("  add(item: Item): void");
    expect(skeleton.join("\n").length).toBeLessThan(1000);
  });

  it("shows signatures of what is called with the first line of their doc comments", () => {
    expect(at("what it calls")).toEqual([
      "src/money.ts: export function round(x: number): number — Rounds to cents.",
      "const limit = 0;",
    ]);
  });

  it("shows a small file whole, with the place left open", () => {
    const small = gather(sourcesFor(repository(files), symbol("src/order.ts", "pay")));
    const around = small.rest.find(([name]) => name === "the file around it")?.[1];
    expect(around).toEqual(['import { Cart } from "./cart.ts";', "[the symbol stands here]", ""]);
  });

  it("shows for a new file what the task names, and how a file like it is written", () => {
    const target = { kind: "file", path: pathOf("src/tax.ts") } as const;
    const names = gather(sourcesFor(repository(files), target)).rest.map(([name]) => name);
    expect(names).toEqual(["what the task names", "how a file is written here: src/cart.ts"]);
    const test = { kind: "file", path: pathOf("test/tax.test.ts") } as const;
    const forTest = gather(sourcesFor(repository(files), test, { kind: "test" })).rest;
    expect(forTest.at(-1)?.[0]).toBe("how tests are written here: test/cart.test.ts");
  });

  it("shows a symbol that is too long in the lines that its task speaks of", () => {
    const lines = Array.from({ length: 900 }, (_, i) => `  step(${i}, "something");`);
    lines[500] = "  const retryLimit = 3;";
    const text = `export function big() {\n${lines.join("\n")}\n}\n`;
    const repo = repository({ "src/big.ts": text });
    const task = "Let the retry limit be 5.";
    const prompt = promptOf(sourcesFor(repo, symbol("src/big.ts", "big"), { task }));
    expect(prompt).toContain("export function big() {");
    expect(prompt).toContain("const retryLimit = 3;");
    expect(prompt).toMatch(/\[\d+ lines are not shown\]/);
    expect(prompt).toContain("search_replace");
    expect(prompt.length).toBeLessThanOrEqual(10_800);
  });

  it("looks up no more than 100 names that a symbol calls", () => {
    const names = Array.from({ length: 300 }, (_, i) => `call${i}`);
    const called = names.map((name) => [`src/${name}.ts`, `export function ${name}() {}`]);
    const body = names.map((name) => `  ${name}();`).join("\n");
    const repo = repository({
      ...Object.fromEntries(called),
      "src/big.ts": `export function big() {\n${body}\n}\n`,
    });
    const read: string[] = [];
    const skim: Sources["syntax"]["skim"] = (language, text) => {
      read.push(text);
      return repo.syntax.skim(language, text);
    };
    const syntax = { ...repo.syntax, skim };
    gather(sourcesFor({ ...repo, syntax }, symbol("src/big.ts", "big")));
    expect(read.filter((text) => /function call\d/.test(text))).toHaveLength(100);
  });

  it("never offers a test for change: it is shown as read-only, in a few lines", () => {
    for (const [name, value] of pack) {
      const shown = typeof value === "string" ? [value] : value;
      if (!shown.some((line) => line.includes("expect("))) continue;
      expect(name).toMatch(/read-only/);
      expect(shown.length).toBeLessThan(20);
    }
  });
});

describe("no prompt of a step", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.constantFrom('"', "\\", "\n", "\t", "=====", nonce, "\u0001", "é", "😀", "x ", "`f`", "f("),
    fc.string({ unit: "binary", maxLength: 100 }),
  );
  const text = (max: number): fc.Arbitrary<string> =>
    fc
      .tuple(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 1, max }))
      .map(([parts, times]) => parts.join("").repeat(times));

  it("exceeds 3,000 tokens, whatever repository, plan and failures are", () => {
    const kinds = fc.constantFrom("symbol", "addition", "file", "new");
    const property = fc.property(
      kinds,
      text(400),
      text(400),
      text(60),
      fc.array(text(100), { maxLength: 4 }),
      (kind, inside, around, task, evidence) => {
        const quoted = JSON.stringify(inside);
        const repo = repository({
          "src/a.ts": `const s = ${quoted};\nfunction f() {\n  return ${quoted};\n}\n`,
          "src/b.ts": `import { f } from "./a.ts";\n// ${around}\nf(${quoted});\n`,
          "src/raw.txt": around,
          "test/a.test.ts": `import { f } from "../src/a.ts";\nf(${quoted});\n`,
        });
        const target: StepTarget =
          kind === "symbol"
            ? symbol("src/a.ts", "f")
            : kind === "addition"
              ? { kind, path: pathOf("src/a.ts"), symbol: "g" }
              : { kind: "file", path: pathOf(kind === "file" ? "src/raw.txt" : "src/new.ts") };
        const words = { task: task.slice(0, 2000), evidence };
        const prompt = promptOf(sourcesFor(repo, target, words));
        expect(prompt.length / 3.6).toBeLessThanOrEqual(3000);
      },
    );
    fc.assert(property, { numRuns: 150 });
  });

  it("exceeds it for 40 requirements as long as they may be", () => {
    const sources = sourcesFor(repository(files), symbol("src/cart.ts", "Cart.total"));
    const line = '"'.repeat(400);
    const all = Array.from({ length: 40 }, (_, i) => `R${i + 1}`);
    const many = Array.from({ length: 10 }, () => ({ ...acceptance, given: line, expected: line }));
    const requirements = all.map((id) => ({ ...requirement, id, ears: line, acceptance: many }));
    const units = sources.plan.units.map((unit) => ({ ...unit, requirements: all }));
    const prompt = promptOf({ ...sources, requirements, plan: { units } });
    expect(prompt.length).toBeLessThanOrEqual(10_800);
    expect(prompt).toMatch(/\[\d+ more\]/);
  });

  it("is large in the usual case: data of at most 1,300 tokens for a symbol of 600", () => {
    const body = Array.from({ length: 60 }, (_, i) => `  step(${i}, "a word or two");`).join("\n");
    const many = Array.from({ length: 60 }, (_, i) => `export function helper${i}(a: number) {}`);
    const repo = repository({
      "src/a.ts": `export function f() {\n${body}\n}\n${many.join("\n")}\n`,
      "src/b.ts": 'import { f } from "./a.ts";\nf();\n',
    });
    const gathered = gather(sourcesFor(repo, symbol("src/a.ts", "f")));
    const block = dataBlock(nonce, packOf(gathered, 9000, nonce));
    expect(block.length / 3.6).toBeLessThanOrEqual(1300);
  });
});

describe("spokenNames", () => {
  it.each([
    ["Use `keyOf` of value.js", "keyOf"],
    ["Call join(left, right) and then sort", "join"],
    ["The camelCase and snake_case words", "camelCase snake_case"],
    ["`a.parse(x)` and `a.parse`", "parse"],
    ["Plain words only.", ""],
  ])("in %j are %j", (words, expected) => {
    expect(spokenNames(words).join(" ")).toBe(expected);
  });

  it("never repeat, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const names = spokenNames(words);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});
