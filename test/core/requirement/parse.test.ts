// Requirements as agents answer them: read strictly, tied to the issue, classed by their demands.
import { describe, expect, it } from "vitest";
import {
  electedRequirements,
  parseRequirements,
  requirementsClass,
} from "../../../src/core/requirement/parse.ts";

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

const filled = (requirement: typeof trims) => ({
  ...requirement,
  kind: "functional",
  acceptance: [
    {
      id: `${requirement.id}.A1`,
      method: "test",
      given: "",
      when: "",
      expected: requirement.acceptance,
    },
  ],
  measure: null,
});

function errorsOf(value: unknown): readonly string[] {
  const read = parseRequirements(value, issue);
  return read.ok ? [] : read.error;
}

describe("parseRequirements", () => {
  it("accepts the answered form and the elected list, quotes as the issue is shown", () => {
    const expected = { ok: true, value: [filled(trims), filled(refuses)] };
    expect(parseRequirements({ requirements: [trims, refuses] }, issue)).toEqual(expected);
    expect(parseRequirements([filled(trims), filled(refuses)], issue)).toEqual(expected);
  });

  it("numbers acceptances and takes each method", () => {
    const acceptance = [
      { expected: "a is stored" },
      { method: "property", given: "any", expected: "b" },
    ];
    const read = parseRequirements([{ ...trims, acceptance }], issue);
    expect(read.ok && read.value[0]?.acceptance).toEqual([
      { id: "R1.A1", method: "test", given: "", when: "", expected: "a is stored" },
      { id: "R1.A2", method: "property", given: "any", when: "", expected: "b" },
    ]);
    expect(errorsOf([{ ...trims, acceptance: [{ id: "R1.A2", expected: "x" }] }])).toEqual([
      "0: its id must be R1.A1",
    ]);
  });

  it("wants a number with the issue's own command for a quality, or a person", () => {
    const inspection = [{ method: "inspection", expected: "it reads well" }];
    const measure = { metric: "p99_ms", op: "<=", value: 5, how: "saving. Empty titles" };
    const quality = { ...trims, kind: "performance" };
    expect(errorsOf([quality])[0]).toContain("needs a measure");
    expect(errorsOf([{ ...quality, acceptance: inspection }])).toEqual([]);
    expect(errorsOf([{ ...quality, measure }])).toEqual([]);
    const invented = { ...quality, measure: { ...measure, how: "rm -rf /" } };
    expect(errorsOf([invented])[0]).toContain("does not occur in the issue");
    expect(
      errorsOf([{ ...trims, acceptance: [{ method: "measure", expected: "x" }] }])[0],
    ).toContain("a measure that is not given");
  });

  it("takes the settings' command for a metric that they name, whatever was proposed", () => {
    const measure = { metric: "p99_ms", op: "<=", value: 5, how: "rm -rf /" };
    const { how: _, ...bare } = measure;
    const measures = { p99_ms: "node bench.js" };
    for (const one of [measure, bare]) {
      const read = parseRequirements([{ ...trims, measure: one }], issue, measures);
      expect(read.ok && read.value[0]?.measure).toEqual({ ...measure, how: "node bench.js" });
    }
    expect(errorsOf([{ ...trims, measure: bare }])[0]).toContain("does not occur in the issue");
    const inherited = { ...bare, metric: "toString" };
    expect(parseRequirements([{ ...trims, measure: inherited }], issue, measures).ok).toBe(false);
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
    const wrong = [
      { ...trims, quote: "not in the issue" },
      { ...refuses, ears: "Throw." },
    ];
    expect(errorsOf({ requirements: wrong })).toHaveLength(2);
  });
});

describe("electedRequirements", () => {
  it("reads what is recorded today, and the sentence of an older journal", () => {
    const expected = [filled(trims), filled(refuses)];
    expect(electedRequirements(JSON.stringify(expected))).toEqual(expected);
    expect(electedRequirements(JSON.stringify([trims, refuses]))).toEqual(expected);
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
