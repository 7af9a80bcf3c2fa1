// A code step that writes tests, or a test step that writes anything else.
import { isTestPath } from "./paths.ts";
import type { RedFlag } from "./flag.ts";

export const testTouched: RedFlag = {
  id: "test-touched",
  severity: "spoil",
  rule: "a code step changed a test, or a test step changed something that is no test",
  explain: "The answer changed files that its step must not touch; another one was drawn.",
  raised({ step, changes }) {
    for (const { path } of changes) {
      if (step.kind === "code" && isTestPath(path)) return `${path} is a test`;
      if (step.kind === "test" && !isTestPath(path)) return `${path} is no test`;
    }
    return null;
  },
};
