// The persistent vector behaves like an array, and older versions stay as they were.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, items, replaced, vector } from "../../src/core/vector.ts";

const sizes = fc.constantFrom(0, 1, 31, 32, 33, 1023, 1024, 1025, 32_769);

describe("a vector", () => {
  it("holds what an array holds, at every size around a level", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const list = Array.from({ length: size }, (_, i) => i);
        const made = vector(list);
        expect(items(made)).toEqual(list);
        expect(at(made, size)).toBeUndefined();
        expect(at(made, -1)).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  it("after replacements is what the array is, and every older version is unchanged", () => {
    const writes = fc.array(fc.tuple(fc.nat(1100), fc.nat()), { maxLength: 20 });
    fc.assert(
      fc.property(fc.constantFrom(1, 32, 33, 1025), writes, (size, list) => {
        const array = Array.from({ length: size }, (_, i) => -i);
        let made = vector(array);
        const versions = [{ made, array: [...array] }];
        for (const [index, value] of list) {
          if (index < size) array[index] = value;
          made = replaced(made, index, value);
          versions.push({ made, array: [...array] });
        }
        for (const one of versions) expect(items(one.made)).toEqual(one.array);
      }),
      { numRuns: 30 },
    );
  });

  it("is itself when nothing at the index can be replaced", () => {
    const made = vector([1, 2, 3]);
    expect(replaced(made, 3, 9)).toBe(made);
    expect(replaced(made, -1, 9)).toBe(made);
  });

  it("shares what did not change: a replacement copies one path", () => {
    const made = vector(Array.from({ length: 32 ** 3 }, (_, i) => i));
    const after = replaced(made, 0, -1);
    const shared = after.root.filter((node, i) => node === made.root[i]);
    expect(shared).toHaveLength(31);
  });
});
