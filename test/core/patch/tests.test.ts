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

it("leaves out names made at run time and other calls", () => {
  expect(names('test(name, f); it(`a ${b}`, f); /x/.test("y"); latest("z", f);')).toEqual(["y"]);
});
