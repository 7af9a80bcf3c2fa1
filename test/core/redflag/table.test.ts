// Every red flag is raised by what it is for, and not by what only looks like it.
import { describe, expect, it } from "vitest";
import { redFlags } from "../../../src/core/redflag/table.ts";
import { flagsOf, type Asked } from "./reading.ts";

const f = "function f(a) {\n  return a;\n}\n";
const code = (text: string, more: Partial<Asked> = {}): Asked => ({
  files: { "src/a.js": f },
  place: "src/a.js#f",
  text,
  ...more,
});
const body = (inside: string, more: Partial<Asked> = {}): Asked =>
  code(`function f(a) {\n  ${inside}\n}`, more);
const file = (path: string, text: string, more: Partial<Asked> = {}): Asked => ({
  place: path,
  text,
  ...more,
});
const test = (text: string, old?: string): Asked => ({
  files: old === undefined ? {} : { "test/a.test.js": old },
  place: "test/a.test.js",
  text,
  step: { kind: "test" },
});
const accepting = (...accepts: readonly string[]) => ({ kind: "test", accepts }) as const;
const lines = (n: number, line: string): string =>
  Array.from({ length: n }, (_, i) => `  ${line}(${i});`).join("\n");
const key = (...parts: readonly string[]): string => parts.join("");

const raised: Readonly<Record<string, readonly Asked[]>> = {
  length: [body(lines(200, "something"))],
  "file-kind": [
    file("dist/a.js", "f();"),
    file("src/A.js", "f();", { files: { "src/a.js": f } }),
    file("src/a.js/b.js", "f();", { files: { "src/a.js": f } }),
    file("src/b.txt", "a\u0000b"),
  ],
  invisible: [
    body("return a\u200b;"),
    body("return '\u202e';"),
    file("a.md", "x\u{e0041}"),
    body("\u0007"),
  ],
  "test-touched": [
    file("test/a.test.js", "test('x', () => {});"),
    file("src/a.spec.ts", "x()"),
    file("src/a.js", "f();", { step: { kind: "test" } }),
  ],
  protected: [
    file(".github/workflows/ci.yml", "on: push"),
    file("package.json", "{}"),
    file("Makefile", "a:"),
  ],
  syntax: [
    body("return a +;"),
    body("return a"),
    body("let a; let a;"),
    file("src/b.ts", "let x: = 1"),
  ]
    .slice(0, 1)
    .concat([
      body("const b = 1; const b = 2; return a;"),
      file("src/b.ts", "let x: = 1"),
      body("return a; }"),
    ]),
  markers: [
    file("a.css", "<<<<<<< ours\na {}\n=======\nb {}\n>>>>>>> theirs"),
    file("a.py", "```python\nx = 1\n```"),
  ],
  scope: [
    code("function f(a) { return a + 1; }\nfunction g() {}"),
    code("function f(a) { return a + 1; }\nf(1);"),
    code("function renamed(a) { return a + 1; }"),
    code("f();"),
    code("function f(a) { return a + 1; }\n/* open", { files: { "src/a.js": `${f}g(); /* */` } }),
    { files: { "src/a.js": f }, place: "src/a.js+g", text: "function h() {}" },
    {
      files: { "src/a.js": "class C {\n  m() { return 1; }\n  n() {}\n}\n" },
      place: "src/a.js#C.m",
      text: "m() { return 2; }\no() {}",
    },
    {
      files: { "src/a.js": "class C {\n  m() { return 1; }\n}\n" },
      place: "src/a.js#C.m",
      text: "m() { return 2; }\n}\nclass D {",
    },
  ],
  signature: [
    code("function f(a, b) { return a; }"),
    code("async function f(a) { return a; }"),
    code("export function f(a) { return a + 1; }"),
    code("const f = (a) => a + 1;"),
    code("function f(a = 1) { return a; }"),
    {
      files: { "src/a.ts": "class C {\n  m(a: string): void { this.a(a); }\n}\n" },
      place: "src/a.ts#C.m",
      text: "m(a: number): void { this.a(a, 1); }",
    },
    {
      files: { "src/a.ts": "export const f = (a: string): void => { g(a); };\n" },
      place: "src/a.ts#f",
      text: "export const f = (a: string): number => { g(a); };",
    },
  ],
  placeholder: [
    body("// ... rest of the code\n  return a + 1;"),
    body("// existing code stays here\n  return a + 1;"),
    body("/* ... */ return a + 1;"),
    body("// remaining implementation unchanged\n  return a + 1;"),
    body("// your code here\n  return a + 1;"),
    body("// … existing logic …\n  return a + 1;"),
    body("// keep the existing code\n  return a + 1;"),
  ],
  stub: [
    body('throw new Error("Not implemented");'),
    body("// nothing"),
    body("const g = () => { throw new Error('TODO'); };\n  return g(a);"),
  ],
  shrink: [
    {
      files: { "src/a.js": `function f(a) {\n${lines(40, "g")}\n}\n` },
      place: "src/a.js#f",
      text: "function f(a) {\n  g(0);\n}",
    },
  ],
  secret: [
    body(`g("${key("AKIA", "ABCDEFGHIJKLMNOP")}");`),
    body(`g("${key("ghp_", "a".repeat(36))}");`),
    body(`g("${key("sk_live_", "a1".repeat(12))}");`),
    body(`g("${key("sk-ant-", "a1".repeat(20))}");`),
    body(`g("${key("AIza", "b".repeat(35))}");`),
    body(`g("${key("xoxb-", "1234567890-abc")}");`),
    body(`g("${key("postgres://admin:", "hunter22@db.internal/x")}");`),
    file("notes.txt", key("-----BEGIN RSA ", "PRIVATE KEY-----")),
  ],
  "test-weakened": [
    test("test.skip('a', () => {});"),
    test("it.only('a', () => {});"),
    test("test('a', { skip: true }, () => {});"),
    test("test('b', () => { ok(2); });", "test('a', () => { ok(1); });\n"),
  ],
  untraced: [
    { ...test("test('a', () => { ok(1); });"), step: accepting("R1.A1") },
    { ...test("test('[R1.A11] a', () => { ok(1); });"), step: accepting("R1.A1") },
    { ...test("test('[R1.A1] a', () => { ok(1); });"), step: accepting("R1.A1", "R1.A2") },
    { ...file("test/test_a.py", "def test_a(): pass"), step: accepting("R1.A1") },
  ],
  "test-exit": [test("test('a', () => { process.exit(0); });")],
  oracle: [
    file("src/b.js", "export class A {\n  equals(other) {\n    return true;\n  }\n}"),
    file("src/b.ts", "export const isEqual = (a: A, b: A): boolean => true;"),
    file("src/b.js", "A.prototype.equals = function (b) { return true; };"),
    file("src/b.js", "export const same = { equals: 1, asymmetricMatch() { return true; } };"),
    body("assert.strictEqual = () => {};\n  return a;"),
    body("Object.is = () => true;\n  return a;"),
    file("a.py", "class A:\n    def __eq__(self, other):\n        return True\n"),
    file("a.py", "unittest.TestCase.assertEqual = lambda *a: None\n"),
    file("a.go", "package a\n\nfunc (x A) Equal(y A) bool { return true }\n"),
    file("src/a.rs", "impl PartialEq for A {\n    fn eq(&self, _: &A) -> bool { true }\n}\n"),
    file("src/A.java", "class A {\n  public boolean equals(Object o) { return true; }\n}\n"),
    file("a.cc", "bool operator==(const A& a, const A& b) { return true; }\n"),
    file("a.rb", "class A\n  def ==(other)\n    true\n  end\nend\n"),
  ],
  breakpoint: [body("debugger;\n  return a + 1;")],
  suppression: [
    body("// @ts-ignore\n  return a + 1;"),
    body("return a + 1; // eslint-disable-line"),
    body("/* c8 ignore next */ return a + 1;"),
  ],
  "named-secret": [
    body(`const password = "${key("correct-horse", "-battery")}";\n  return a + password;`),
  ],
  "early-exit": [
    body("process.exit(0);"),
    body("process.exitCode = 0;"),
    file("a.py", "import os\nos._exit(0)\n"),
    file("a.go", 'package a\n\nimport "os"\n\nfunc init() { os.Exit(0) }\n'),
    file("src/a.rs", "pub fn add() -> i64 {\n    std::process::exit(0)\n}\n"),
    file("src/A.java", "class A {\n  void f() { System.exit(0); }\n}\n"),
    file("a.rb", "def f = exit!(0)\n"),
    file("a.c", "#include <unistd.h>\nvoid f(void) { _exit(0); }\n"),
  ],
  large: [body("return a + 1;", { patchLinesMax: 1 })],
  unfinished: [body("// TODO: more\n  return a + 1;")],
  "debug-output": [body("console.log(a);\n  return a + 1;")],
};

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
  ["a URL without a password", body('return g("https://example.com:443/a@b");')],
  [
    "a password by name only",
    body("const password = process.env.PASSWORD;\n  return a + password;"),
  ],
  ["console in a string", body('return a + "console.log(1)";')],
  [
    "an import",
    body("return b(a);", { imports: [{ op: "add", statement: 'import b from "./b.js";' }] }),
  ],
  ["an old error elsewhere", body("return a + 1;", { files: { "src/a.js": `${f}\nlet x = ;\n` } })],
  [
    "a test that keeps its names",
    test("test('a', () => { ok(2); });", "test('a', () => { ok(1); });\n"),
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
  ["an exit in a name", body("return a.exitCode + exitsOf(a) + a.onExit;")],
  ["a module in a folder named latest", file("src/latest/contest.js", "f();")],
  [
    "a byte order mark that was there",
    body("return a + 1;", { files: { "src/a.js": `\uFEFF${f}` } }),
  ],
];

describe("the table of red flags", () => {
  it.each(
    Object.entries(raised).flatMap(([id, list]) => list.map((asked) => [id, asked] as const)),
  )("raises %s", (id, asked) => {
    expect(flagsOf(asked)).toContain(id);
  });

  it.each(quiet)("stays quiet for %s", (_what, asked) => {
    expect(flagsOf(asked)).toEqual([]);
  });

  it("has an example of every flag that a tree can raise", () => {
    const ids = redFlags.filter((flag) => flag.raised).map((flag) => flag.id);
    expect(Object.keys(raised).sort()).toEqual([...ids].sort());
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
