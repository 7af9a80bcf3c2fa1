// What stays open in C and C++, and what only seems to.
import { describe, expect, it } from "vitest";
import { unclosed } from "../../../src/core/patch/c/unclosed.ts";

const even: readonly string[] = [
  "",
  "int f(void) { return a[1]; }\n",
  "// ( isn't \\\n ( \n/* { */ char a = '{', b = '\\'', *c = \"(\\\")\";\n",
  'auto a = R"x( { " )" )x"; int n = 1\'000\'000;\n',
  "int f(int a) { switch (a) { case'(': case'a': return u8'('; } return 0xA'B; }\n",
  "#ifdef A\nif (a) {\n#elif B\nif (b) {\n#else\n{\n#endif\n}\n",
  "#if 0\n{ it's (\n# if B\n(\n# endif\n#else\n{\n#endif\n}\n",
  '#ifdef __cplusplus\nextern "C" {\n#endif\n#ifdef __cplusplus\n}\n#endif\n',
  "#define BEGIN namespace a {\n#define END }\n#define F(x) g( \\\n  (x))\n",
  '#error it isn\'t (right\n#include <a/*.h>\n#define G "/*"\n/* */\n',
  "/**/\r\nint a[] = { 1, \\\r\n2 };\r\n",
];

const odd: readonly (readonly [text: string, said: string])[] = [
  ["int a;\nint f(void) {\n  if (b) {\n}\n", "line 2: what opens here never closes with }"],
  ["/*\n\n*/ int a = \\\n f(\n1;\n", "line 4: what opens here never closes with )"],
  ["int f(void) {\n}}\n", "line 2: } closes nothing"],
  ["int f(void) { g(]; }\n", "line 1: ] closes nothing"],
  ["#ifndef A_H\n#define A_H\nint a;\n", "line 1: #if has no #endif"],
  ["int a;\n#endif\n", "line 2: #endif has no #if"],
  ["int a;\nb /* and\nb\n", "line 2: a comment or raw string is never closed"],
  ['auto a = R"x(\n)" )y"\n;', "line 1: a comment or raw string is never closed"],
  ["int f(void) { /*/ }\n", "line 1: a comment or raw string is never closed"],
  ["\n#define F(x) g( \\\n  (x)\nint a;\n", "line 2: the brackets of #define do not match"],
  ["#if 1\n{\n#else\n#endif\n", "line 2: what opens here never closes with }"],
];

describe("in C and C++", () => {
  it.each(even)("nothing stays open: %j", (text) => {
    expect(unclosed(text)).toBeNull();
  });

  it.each(odd)("something does: %j", (text, said) => {
    expect(unclosed(text)).toBe(said);
  });

  it("a text of many brackets or quotes is read in a moment", () => {
    expect(unclosed("(".repeat(500_000))).not.toBeNull();
    expect(unclosed(`${"'\\".repeat(250_000)}\n`)).toBeNull();
    expect(unclosed("/*".repeat(250_000))).not.toBeNull();
    expect(unclosed('R"('.repeat(160_000))).not.toBeNull();
  });
});
