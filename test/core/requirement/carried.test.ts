// Ids of acceptances in the names that tests have in many languages.
import { expect, it } from "vitest";
import { carriedBy } from "../../../src/core/requirement/carried.ts";

it.each([
  ["[R1.A2] trims, as [R3.A1] and [R1.A2] say", ["R1.A2", "R3.A1"]],
  ["test_r1_a2_trims[1]", ["R1.A2"]],
  ["testR1A2Trims", ["R1.A2"]],
  ["TestTrims2R12A10", ["R12.A10"]],
  ["trimsR1_a2", ["R1.A2"]],
  ["去空格R1.A2去空格", ["R1.A2"]],
  ["counts ctr1a2 and CTR1A2", []],
  ["the hash r1a2b3 of 0r1a2", []],
  ["R1.A123, R1A and R0.A1", []],
])("%s carries %j", (name, ids) => {
  expect(carriedBy(name)).toEqual(ids);
});
