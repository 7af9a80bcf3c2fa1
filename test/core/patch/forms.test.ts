// Canonical forms by example: spellings that are one, and differences that are never merged.
import { describe, expect, it } from "vitest";
import { openSyntax } from "../../../src/syntax/open.ts";
import { formOf } from "./corpus.ts";

const syntax = await openSyntax();

function form(text: string): string {
  const parsed = syntax.parse("tsx", text);
  if (!parsed || parsed.errors.length > 0) throw new Error(`does not parse: ${text}`);
  return formOf(parsed);
}

const one: readonly (readonly [what: string, a: string, b: string])[] = [
  [
    "local names",
    "function f(a,b){ let c = a; return c+b }",
    "function f(x,y){ let z = x; return z+y }",
  ],
  ["comments", "f(1) // one", "/* two */ f(1);"],
  ["arrow bodies", "const f = x => { return x; }", "const f = (y) => y"],
  ["braces and else if", "if (a) { b() } else { if (c) { d() } }", "if (a) b(); else if (c) d()"],
  [
    "import order",
    "import {b, a} from 'x'; import c from 'y'",
    'import c from "y"; import {a, b} from "x"',
  ],
  ["empty arguments of new", "new X", "new X()"],
  ["commas at the end", "f([a,,b,], {c,},)", "f([a,,b], {c})"],
  [
    "shorthands",
    "function f({a, b = 1}) { return {a, b} }",
    "function f({a: x, b: y = 1}) { return {'a': x, b: y} }",
  ],
  ["numbers", "f(0x10, 1_0, 1.50, 10n)", "f(16, 10, 1.5, 0xan)"],
  ["strings", "f('a\\x62', 'it\\'s', `c`)", 'f("ab", "it\'s", "c")'],
  ["chains of &&", "a && (b && c)", "(a && b) && c"],
  ["bars of unions", "type A = | B | (C | D)", "type A = B | C | D"],
  [
    "names in loops and catches",
    "function f(a){ for (const b of a) { try {} catch (e) { g(b, e) } } }",
    "function f(x){ for (const y of x) try {} catch (z) { g(y, z) } }",
  ],
  [
    "a shadowed name",
    "function f(x){ { let x = 1; g(x) } return x }",
    "function f(x){ { let y = 1; g(y) } return x }",
  ],
  [
    "var twice",
    "function f(){ var a = 1; var a = 2; return a }",
    "function f(){ var b = 1; var b = 2; return b }",
  ],
  [
    "white space in JSX",
    "x = <a b='c'>hi {' '}<b/></a>",
    'x = <a b={"c"}>\n  hi{"  "}\n  <b/>\n</a>',
  ],
  [
    "components by name",
    "function f(A) { return <A.x x={A}/> }",
    "function f(B) { return <B.x x={B}/> }",
  ],
  ["stray semicolons", "class A { f() { return 1 }; };", "class A { f() { return 1; } }"],
  ["names in types of functions", "type F = (a: number) => void", "type F = (b: number) => void"],
  ["type guards", "function f(x): x is A { return g(x) }", "function f(y): y is A { return g(y) }"],
];

const two: readonly (readonly [what: string, a: string, b: string])[] = [
  ["the function's own name", "function f(a){ return g(a) }", "function g(a){ return g(a) }"],
  ["where a chain ends", "(a?.b).c", "a?.b.c"],
  ["what a cast is followed by", "x = (a as any).b", "x = a as any.b"],
  ["what a check is followed by", "x = (a satisfies any).b", "x = a satisfies any.b"],
  ["order of operands", "function f(a,b){return a-b}", "function f(a,b){return b-a}"],
  ["await", "async()=>{await f()}", "async()=>{f()}"],
  ["the prototype key", "({__proto__})", "({__proto__: __proto__})"],
  ["a directive", "'use strict'; f()", "('use strict'); f()"],
  ["text of templates", "f(`a b${c}`)", "f(`a  b${c}`)"],
  ["tagged templates", "f`a`", "f('a')"],
  ["let and var", "function f(){ let x = 1 }", "function f(){ var x = 1 }"],
  [
    "names that a default sees",
    "function f(a = x){ var x; return a }",
    "function f(a = y){ var y; return a }",
  ],
  ["elements by name", "function f(x){ return <x/> }", "function f(y){ return <y/> }"],
  ["names that eval sees", "function f(x){ eval('x') }", "function f(y){ eval('x') }"],
  ["holes", "f([a,,])", "f([a,])"],
  ["a loop without an end", "for(;;){}", "for(;a;){}"],
  ["the else of which if", "if (a) { if (b) c() } else d()", "if (a) { if (b) c(); else d() }"],
  ["order of side effects", "import 'a'; import 'b'", "import 'b'; import 'a'"],
  ["an object and a block", "x = a => ({})", "x = a => {}"],
  [
    "which variable",
    "function f(x){ { let y = 1; g(y) } }",
    "function f(x){ { let y = 1; g(x) } }",
  ],
  [
    "names of nested functions",
    "function f(){function g(){} return g}",
    "function f(){function h(){} return h}",
  ],
  ["a sequence", "f((a,b))", "f(a,b)"],
  [
    "parameter properties",
    "class A { constructor(private a) {} }",
    "class A { constructor(private b) {} }",
  ],
  ["injected parameters", "x(function($a) { return $a })", "x(function($b) { return $b })"],
  ["order of properties", "f({a: 1, b: 2})", "f({b: 2, a: 1})"],
  ["types", "let a: string = b", "let a: number = b"],
  ["modules of types", "function f(n){ let a: n.T }", "function f(m){ let a: m.T }"],
  ["comments for the bundler", "import(/* webpackChunkName: 'a' */ 'b')", "import('b')"],
  ["private names", "class A { #a; f() { this.#a } }", "class A { #b; f() { this.#b } }"],
  ["labels", "a: for (;;) { for (;;) continue a }", "a: for (;;) { for (;;) continue }"],
  ["a global and a local", "function f(a){ return a }", "function f(b){ return a }"],
];

describe("the canonical form", () => {
  it.each(one)("is one for %s", (_what, a, b) => {
    expect(form(a)).toBe(form(b));
  });

  it.each(two)("tells %s apart", (_what, a, b) => {
    expect(form(a)).not.toBe(form(b));
  });

  it("is the exact text where something cannot be read", () => {
    const [a, b] = ["f(a b", "f(a  b"].map((text) => syntax.parse("javascript", text));
    expect(a && b && formOf(a) === formOf(b)).toBe(false);
  });
});
