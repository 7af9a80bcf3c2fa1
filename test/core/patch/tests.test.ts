// Names of tests as reporters print them.
import { expect, it } from "vitest";
import { testNamesIn } from "../../../src/core/patch/tests.ts";
import { openSyntax } from "../../../src/syntax/open.ts";

const syntax = await openSyntax();

const names = (text: string): readonly string[] => {
  const parsed = syntax.parse("javascript", text);
  return parsed ? testNamesIn(parsed) : [];
};

it("nests tests in their suites", () => {
  const text = `
describe("a", () => {
  it('b \\'c\\'', () => {});
  describe.only(\`d\`, () => { test.skip("e", f); });
});
test("g", { skip: true }, async (t) => { await t.test("h", () => {}); });`;
  expect(names(text)).toEqual(["a > b 'c'", "a > d > e", "g", "g > h"]);
});

it("leaves out names made at run time, and everything inside them", () => {
  const made = "test(name, f); it(`a ${b}`, f); it.each([1])('c %s', f); test.for([1])('d', f);";
  expect(names(made)).toEqual([]);
  expect(names("describe.each([1])('a %s', () => { it('b', f); });")).toEqual([]);
  expect(names("describe(name, () => { it('b', f); });")).toEqual([]);
});

it("takes no other call for a test", () => {
  expect(names('/x/.test("y"); latest("z", f); pattern.test("w"); x.it("v"); test();')).toEqual([]);
});
