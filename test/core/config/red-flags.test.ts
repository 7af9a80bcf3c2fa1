// Red flags in the settings: known ones only, never weaker than what they guard allows.
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/core/config/config.ts";
import { standings } from "../../../src/core/config/red-flags.ts";
import { redFlags } from "../../../src/core/redflag/table.ts";

const read = (text: string) => parseConfig(`redFlags:\n  ${text}\n`);
const mistakes = (text: string): readonly string[] => {
  const result = read(text);
  return result.ok ? [] : result.error;
};

describe("red flags in the settings", () => {
  it("are those of the table, each with the severity that it has there", () => {
    expect(Object.entries(standings).map(([id, { severity }]) => [id, severity])).toEqual(
      redFlags.map(({ id, severity }) => [id, severity]),
    );
  });

  it("may be made stricter, or more lenient where nothing dangerous passes by it", () => {
    const set = read("swallowed: spoil\n  stub: off\n  signature: person\n  suppression: warn");
    expect(set.ok && set.value.redFlags).toEqual({
      swallowed: "spoil",
      stub: "off",
      signature: "person",
      suppression: "warn",
    });
  });

  it.each(Object.keys(standings))("can be spoiled by each: %s", (id) => {
    expect(mistakes(`${id}: spoil`)).toEqual([]);
  });

  it.each([
    ["secret", "off"],
    ["invisible", "warn"],
    ["protected", "person"],
    ["test-touched", "gate"],
    ["file-kind", "warn"],
    ["scope", "off"],
    ["syntax", "off"],
    ["format", "off"],
    ["test-weakened", "person"],
  ])("are refused where %s would become %s", (id, to) => {
    expect(mistakes(`${id}: ${to}`)).toEqual([
      `redFlags.${id} is spoil by itself and may be only stricter, not ${to}`,
    ]);
  });

  it("are refused where they would become weaker than their least", () => {
    expect(mistakes("signature: warn")).toEqual([
      "redFlags.signature is spoil by itself and may be person at the least, not warn",
    ]);
    expect(mistakes("early-exit: warn")[0]).toMatch(/person by itself/);
  });

  it("are refused with the nearest known name, and with the words that are known", () => {
    expect(mistakes("stubs: off")).toEqual(['unknown key "redFlags.stubs"; did you mean "stub"?']);
    expect(mistakes("stub: no")[0]).toMatch(/^redFlags\.stub: /);
    expect(mistakes("__proto__: off")).not.toEqual([]);
  });
});
