// What compilers, loaders and interpreters really print is read as a complaint, and nothing else.
import { describe, expect, it } from "vitest";
import { complaintOf } from "../../../src/core/verify/why/complaint.ts";

/** The complaint in one word, and what it is about. */
function heard(line: string): string | null {
  const one = complaintOf(line);
  switch (one?.kind) {
    case undefined:
      return null;
    case "name":
      return `${one.isBare ? "bare" : "name"} ${one.name}`;
    case "module":
      return `module ${one.spec}${one.from === null ? "" : ` from ${one.from}`}`;
    case "file":
      return `file ${one.path}`;
    case "signature":
    case "broken":
      return one.kind;
  }
}

describe("a complaint", () => {
  it.each([
    ["b.ts(1,15): error TS2305: Module '\"./a.js\"' has no exported member 'keyOf'.", "bare keyOf"],
    [
      "b.ts(2,22): error TS2307: Cannot find module './join.js' or its corresponding",
      "module ./join.js",
    ],
    ["b.ts(3,8): error TS2554: Expected 1 arguments, but got 2.", "signature"],
    ["b.ts(5,1): error TS2304: Cannot find name 'asert'.", "bare asert"],
    ["b.ts:6:12 - error TS2339: Property 'total' does not exist on type 'Cart'.", "name total"],
    ["b.ts(8,11): error TS1109: Expression expected.", "broken"],
    ["TypeError: (0 , _adder.keyOf) is not a function", "name keyOf"],
    ["TypeError: (intermediate value).keyOf is not a function", "name keyOf"],
    [
      "Error: Failed to load url ../src/join (resolved id: ../src/join) in /w/a.test.ts. Does",
      "module ../src/join from /w/a.test.ts",
    ],
    [
      'Error: Failed to resolve import "./join" from "test/a.test.ts". Does the file exist?',
      "module ./join from test/a.test.ts",
    ],
    ["AttributeError: 'TestAdder' object has no attribute 'asertEqual'.", "name asertEqual"],
    ["E   IndentationError: unexpected indent", "broken"],
    ["./a_test.go:6:9: undefined: adder.KeyOf", "name KeyOf"],
    ["vet: ./a_test.go:6:9: undeclared name: KeyOf", "bare KeyOf"],
    ["./a_test.go:4:2: declared and not used: x", "broken"],
    [
      "a_test.go:3:20: no required module provides package x.org/a/inner; to add it:",
      "module x.org/a/inner",
    ],
    [
      "error[E0599]: no method named `total` found for struct `Cart` in the current scope",
      "name total",
    ],
    ["error[E0433]: failed to resolve: use of undeclared type `Joiner`", "bare Joiner"],
    ["error: expected one of `)`, `,`, `.`, `?`, or an operator, found `2`", "broken"],
    ["A.java:1: error: package org.x does not exist", "module org.x"],
    ["  symbol:   method keyOf(String)", "name keyOf"],
    ["[ERROR]   symbol:   class Joiner", "name Joiner"],
    ["[ERROR] /w/src/test/java/ATest.java:[5,9] ';' expected", "broken"],
    ["A.java:1: error: method add in class A cannot be applied to given types;", "signature"],
    ["a.c:1:10: fatal error: joiner.h: No such file or directory", "module joiner.h"],
    ["b.c:(.text+0xa): undefined reference to `key_of'", "name key_of"],
    ["c.c:1:54: error: ‘struct S’ has no member named ‘total’", "name total"],
    [
      "d.cpp:3:22: error: ‘key_of’ was not declared in this scope; did you mean ‘key_t’?",
      "bare key_of",
    ],
    ["d.cpp:3:62: error: too many arguments to function ‘int add(int, int)’", "signature"],
    ["d.cpp:3:89: error: expected ‘;’ before numeric constant", "broken"],
    ["  cannot load such file -- /w/lib/joiner", "module /w/lib/joiner"],
    ["NameError: uninitialized constant TestAdder::Joiner", "bare Joiner"],
    ["NameError: undefined local variable or method `key_of' for main:Object", "bare key_of"],
    ["Error: Call to undefined method App\\Cart::total()", "name total"],
  ])("%s", (line, expected) => {
    expect(heard(line)).toBe(expected);
  });

  it.each([
    "A.java:1: error: cannot find symbol",
    'error: could not compile `adder` (test "a") due to 1 previous error',
    "error: test failed, to rerun pass `--lib`",
    "error: unknown option '--new'",
    "  error: 'test failed'",
    "    adder_test.go:16: undefined: KeyOf",
    "c.c:1:21: warning: implicit declaration of function ‘key_of’",
    "expected: SyntaxError: x",
    "keyOf is not a function",
    "    throw new Error('x is not defined');",
    'import { keyOf } from "../src/a.mjs";',
  ])("is not made by %s", (line) => {
    expect(heard(line)).toBeNull();
  });
});
