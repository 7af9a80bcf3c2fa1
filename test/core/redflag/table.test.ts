// Every red flag has its own table of examples; ordinary changes raise none at all.
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { redFlags } from "../../../src/core/redflag/table.ts";
import { accepting, body, code, f, file, lines, test } from "./examples.ts";
import { flagsOf, type Asked } from "./reading.ts";

const quiet: readonly (readonly [what: string, asked: Asked])[] = [
  ["a plain change", body("return a + 1;")],
  ["a renamed parameter", code("function f(b) { return b + 1; }")],
  ["a doc comment", code("/** Adds one. */\nfunction f(a) { return a + 1; }")],
  [
    "a decorated and overloaded method",
    {
      files: {
        "src/a.ts": "class C {\n  m(a: string): void;\n  m(a: unknown): void { this.a(a); }\n}\n",
      },
      place: "src/a.ts#C.m",
      text: "m(a: string): void;\nm(a: unknown): void {\n  this.a(a, 1);\n}",
    },
  ],
  [
    "a signature that may change",
    code("function f(a, b) { return a + b; }", { step: { signatureMayChange: true } }),
  ],
  ["markers in a template", body("return `\n=======\n` + a;")],
  ["fences in Markdown", file("docs/a.md", "```js\nf();\n```")],
  ["a spread, and words about the rest", body("// the rest parameter is spread\n  return [...a];")],
  ["an ellipsis in a string", body('return a + "... rest of the code";')],
  ["an empty arrow function", body("a.catch(() => {});\n  return a + 1;")],
  [
    "an empty constructor",
    { files: {}, place: "src/b.js", text: "class A {\n  constructor() {}\n}" },
  ],
  [
    "a short text that is asked for",
    {
      files: { "src/a.js": `function f(a) {\n${lines(40, "g")}\n}\n` },
      place: "src/a.js#f",
      text: "function f(a) {\n  return g(a);\n}",
      step: { task: "Remove the calls one by one" },
    },
  ],
  ["a URL without a password", body('return a.g("https://example.com:443/a@b");')],
  [
    "a password by name only",
    body("const password = process.env.PASSWORD;\n  return a + password;"),
  ],
  ["console in a string", body('return a + "console.log(1)";')],
  [
    "an import",
    body("return b(a);", {
      imports: [{ op: "add", statement: 'import b from "./b.js";' }],
      planned: ["src/b.js"],
    }),
  ],
  ["an old error elsewhere", body("return a + 1;", { files: { "src/a.js": `${f}\nlet x = ;\n` } })],
  [
    "a test that keeps its names",
    { ...test("test('a', () => { ok(2); });", "test('a', () => { ok(1); });\n"), words: "be 2" },
  ],
  [
    "tests that carry every id",
    {
      ...test("test('[R1.A1] [R1.A2] a', () => { ok(1); });"),
      step: accepting("R1.A1", "R1.A2"),
    },
  ],
  [
    "an identifier that carries the id",
    { ...file("test/test_a.py", "def test_r1_a1_trims(): ok(1)"), step: accepting("R1.A1") },
  ],
  [
    "an equality that compares",
    file("src/b.js", "export class A {\n  equals(b) {\n    return this.a === b.a;\n  }\n}"),
  ],
  [
    "a flag of that name",
    body("let isEqual = true;\n  if (a) isEqual = false;\n  return isEqual;"),
  ],
  ["a comparison with true", body("return a.equals(true) && assert.ok === a;")],
  ["an exit in a name", body("return a.exitCode + a.exits(a) + a.onExit;")],
  ["a module in a folder named latest", file("src/latest/contest.js", "export const f = 1;")],
  [
    "a byte order mark that was there",
    body("return a + 1;", { files: { "src/a.js": `\uFEFF${f}` } }),
  ],
];

describe("the table of red flags", () => {
  it.each(quiet)("stays quiet for %s", (_what, asked) => {
    expect(flagsOf(asked)).toEqual([]);
  });

  it("has a file of examples for every flag that a tree can raise", () => {
    const ids = redFlags.filter((flag) => flag.raised).map((flag) => flag.id);
    const missing = ids.filter((id) => !existsSync(new URL(`${id}.test.ts`, import.meta.url)));
    expect(missing).toEqual([]);
  });

  it("names each flag once and explains it in a sentence", () => {
    const ids = redFlags.map((flag) => flag.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, explain, rule } of redFlags) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(explain).toMatch(/^[A-Z].*\.$/);
      expect(rule.length).toBeGreaterThan(10);
    }
  });
});
