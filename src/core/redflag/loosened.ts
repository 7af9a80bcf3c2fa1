// Tests that wait longer, or take a number that is further off, than they did.
import type { RedFlag } from "./flag.ts";
import { loosened as loosenedIn } from "./limits.ts";

/** How a task says that it is meant. */
const meant = /time[- ]?out|deadline|toleran|precis|accura|slow|flak|retr(?:y|ies)|epsilon|delta/i;

export const loosened: RedFlag = {
  id: "loosened",
  severity: "spoil",
  rule:
    "a test step raises a timeout, a tolerance or a number of tries that was there, and its task " +
    "speaks of none",
  explain: "The answer made the tests easier to pass; another one was drawn.",
  raised({ step, oldParsed, newParsed }) {
    if (step.kind !== "test" || oldParsed === null || newParsed === null) return null;
    return meant.test(step.task) ? null : loosenedIn(oldParsed, newParsed);
  },
};
