// Tests that do not say which acceptance they are for, so that nobody could see that it holds.
import { testNamesIn } from "../patch/tests.ts";
import { carriedBy } from "../requirement/carried.ts";
import type { RedFlag } from "./flag.ts";

export const untraced: RedFlag = {
  id: "untraced",
  severity: "spoil",
  rule: "a test step's new tests do not carry each acceptance id that the plan gives the step",
  explain: "The tests did not name the acceptance that they are for; another answer was drawn.",
  raised({ step, oldParsed, newParsed, newText }) {
    const accepts = step.kind === "test" ? (step.accepts ?? []) : [];
    if (accepts.length === 0) return null;
    const names = newParsed === null ? [newText] : testNamesIn(newParsed);
    // Ids begin anew in every run: a test that an earlier one left may carry the same.
    const old = new Set(oldParsed === null ? [] : testNamesIn(oldParsed));
    const carried = new Set(names.filter((name) => !old.has(name)).flatMap(carriedBy));
    const missing = accepts.find((id) => !carried.has(id));
    return missing === undefined ? null : `no new test's name carries ${missing}`;
  },
};
