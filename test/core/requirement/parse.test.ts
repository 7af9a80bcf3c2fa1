// Requirements as agents answer them: read strictly, tied to the issue, classed by their demands.
import { describe, expect, it } from "vitest";
import { parseRequirements, requirementsClass } from "../../../src/core/requirement/parse.ts";

const issue = "Titles  should be\ntrimmed before saving. Empty titles &amp; blanks are an error.";

const trims = {
  id: "R1",
  ears: "When a title is saved, the store shall trim it.",
  quote: "Titles should be trimmed",
  priority: "must",
  acceptance: 'save("  a ") stores "a"',
};
const refuses = {
  id: "R2",
  ears: "If the title is empty, then the store shall throw an error.",
  quote: "Empty titles & blanks",
  priority: "should",
  acceptance: 'save("") throws',
};

function errorsOf(value: unknown): readonly string[] {
  const read = parseRequirements(value, issue);
  return read.ok ? [] : read.error;
}

describe("parseRequirements", () => {
  it("accepts the answered form and the elected list, quotes as the issue is shown", () => {
    const expected = { ok: true, value: [trims, refuses] };
    expect(parseRequirements({ requirements: [trims, refuses] }, issue)).toEqual(expected);
    expect(parseRequirements([trims, refuses], issue)).toEqual(expected);
  });

  it.each([
    ["an invented quote", { ...trims, quote: "Titles must be translated" }, "does not occur"],
    ["a quote too short to mean anything", { ...trims, quote: "be" }, "shorter than 8"],
    ["a quote of invisible characters", { ...trims, quote: "\u200b".repeat(20) }, "shorter"],
    ["a sentence that is not EARS", { ...trims, ears: "Trim titles." }, "not an EARS sentence"],
    ["an unknown key", { ...trims, owner: "me" }, "unknown key owner"],
    ["an unknown priority", { ...trims, priority: "maybe" }, "priority"],
    ["another kind of id", { ...trims, id: "REQ-1" }, "R1"],
    ["an empty acceptance", { ...trims, acceptance: "  " }, "acceptance"],
  ])("refuses %s", (_, requirement, because) => {
    expect(errorsOf({ requirements: [requirement] }).join("\n")).toContain(because);
  });

  it("refuses equal ids, an empty list, more than 40 and anything else", () => {
    expect(errorsOf({ requirements: [trims, { ...refuses, id: "R1" }] })).toEqual([
      "R1: the id is used twice",
    ]);
    const many = Array.from({ length: 41 }, (_, i) => ({ ...trims, id: `R${i + 1}` }));
    for (const value of [{ requirements: [] }, { requirements: many }, {}, null, "R1", 3]) {
      expect(errorsOf(value)).not.toEqual([]);
    }
  });

  it("names every mistake of a proposal, not only the first", () => {
    const wrong = [{ ...trims, quote: "not in the issue" }, { ...refuses, ears: "Throw." }];
    expect(errorsOf({ requirements: wrong })).toHaveLength(2);
  });
});

describe("requirementsClass", () => {
  const parsed = (value: readonly unknown[]) => {
    const read = parseRequirements(value, issue);
    if (!read.ok) throw new Error(read.error.join("\n"));
    return requirementsClass(read.value);
  };
  const own = parsed([trims, refuses]);

  it("is the same whatever the order, ids, quotes, case and white space", () => {
    const other = {
      ...trims,
      id: "R2",
      ears: "When a Title is saved,  the store shall trim it",
      quote: "trimmed before saving",
    };
    expect(parsed([{ ...refuses, id: "R1" }, other])).toBe(own);
  });

  it("differs when something else is demanded or accepted otherwise", () => {
    expect(parsed([trims])).not.toBe(own);
    expect(parsed([{ ...trims, acceptance: "stores nothing" }, refuses])).not.toBe(own);
    expect(parsed([{ ...trims, priority: "could" }, refuses])).not.toBe(own);
    const spaces = { ...trims, acceptance: 'save("    a ") stores "a"' };
    expect(parsed([spaces, refuses])).not.toBe(own);
  });
});
