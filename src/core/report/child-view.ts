// A child run as its parent and the parent's readers see it.
import type { ChildView } from "../run/child-event.ts";
import { childIssues } from "../run/children.ts";
import type { Run } from "../run/state.ts";
import { headline } from "./headline.ts";
import { flat } from "./markdown.ts";

/** @param run the child, as it stands. */
export function childView(run: Run): ChildView {
  const { state, doing, merged, units } = headline(run);
  const { spend, final, line } = run;
  return {
    standing: standings[state],
    because: flat(doing, 300),
    merged,
    units,
    pull: final === null || final.draft ? null : final.pull,
    head: line.head,
    touched: line.foreign.length > 0,
    microUsd: spend.spent + spend.children.microUsd,
    tokens: spend.tokens + spend.children.tokens,
    issues: childIssues(run),
  };
}

const standings = {
  working: "working",
  "waiting for approval": "waiting",
  "needs a person": "waiting",
  stopped: "waiting",
  done: "done",
  failed: "failed",
} as const;
