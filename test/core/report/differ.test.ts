// Where two answers differ, and what a person is shown of answers that did not agree.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { competing } from "../../../src/core/report/competing.ts";
import { differences } from "../../../src/core/report/differ.ts";

const lines = (...list: readonly string[]): string => list.join("\n");

describe("differences", () => {
  it("shows what stands in one text only, with two lines around it", () => {
    const first = lines("a", "b", "c", "old", "d", "e", "f", "g", "h", "i", "j");
    const second = lines("a", "b", "c", "new", "d", "e", "f", "g", "h", "i", "k");
    expect(differences(first, second)).toEqual([
      "  b",
      "  c",
      "- old",
      "+ new",
      "  d",
      "  e",
      "…",
      "  h",
      "  i",
      "- j",
      "+ k",
    ]);
  });

  it("has both texts in it, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "b", "", "c"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const shown = differences(a.join("\n"), b.join("\n")).filter((line) => line !== "…");
        const only = (mark: string): string[] =>
          shown.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
        const bag = (list: readonly string[]): string => list.toSorted().join();
        const rest = (list: readonly string[], gone: readonly string[]): string => {
          const left = [...list];
          for (const line of gone) left.splice(left.indexOf(line), 1);
          return bag(left);
        };
        const [x, y] = [a, b].map((list) => (list.length === 0 ? [""] : list));
        expect(rest(x ?? [], only("- "))).toBe(rest(y ?? [], only("+ ")));
      }),
    );
  });

  it("is empty for equal texts, and bounded for long ones", () => {
    expect(differences("a\nb", "a\nb")).toEqual([]);
    const long = (word: string): string => Array.from({ length: 5000 }, () => word).join("\n");
    expect(differences(long("a"), long("b"))).toHaveLength(600);
  });
});

describe("competing answers", () => {
  const answer = (body: string): string =>
    lines("EDIT u1.1 abcd edit replace_unit", "SUMMARY x", "=====UNIT q7", body, "=====END q7");

  it("are shown without the form they came in, then where the first two differ", () => {
    const classes = [
      { text: answer("return 1;"), votes: 4 },
      { text: answer("return 2;"), votes: 3, told: { of: 2, passed: 1 } },
      { text: "something else", votes: 1 },
    ];
    expect(competing(classes, 500)).toEqual([
      "Answer 1 (4 votes):\n```\nreturn 1;\n```",
      "Answer 2 (3 votes, passes 1 of 2 telling tests):\n```\nreturn 2;\n```",
      "Answer 3 (1 vote):\n```\nsomething else\n```",
      "Where answers 1 (-) and 2 (+) differ:\n```diff\n- return 1;\n+ return 2;\n```",
    ]);
  });

  it("are not compared when they answer different questions", () => {
    const classes = [
      { what: "The tests of step 1", text: answer("test"), votes: 3 },
      { what: "The code of step 2", text: answer("code"), votes: 3 },
    ];
    expect(competing(classes, 500)).toEqual([
      "The tests of step 1 (3 votes):\n```\ntest\n```",
      "The code of step 2 (3 votes):\n```\ncode\n```",
    ]);
  });
});
