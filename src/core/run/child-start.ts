// The beginning of a child run: everything is frozen by its parent, whose authority it has.
import { assert, type Instant } from "../kernel.ts";
import { ancestorsOf } from "../plan/graph.ts";
import { servedBy } from "../plan/parts.ts";
import type { Plan } from "../plan/plan.ts";
import { digest } from "../digest.ts";
import { at } from "../vector.ts";
import type { Parent } from "./child-event.ts";
import { childRunId } from "./children.ts";
import type { IssueSnapshot, Started } from "./event.ts";
import type { Run } from "./state.ts";

/**
 * The first event of a child. Its base is the parent's line, its own line goes there by one pull
 * request; it plans and votes by the parent's rules, within what the parent set aside, and waits
 * for an approval where the parent did.
 * @param issue the text that it works from; its number is the sub-issue's.
 */
export function childStart(run: Run, unit: number, issue: IssueSnapshot, now: Instant): Started {
  const state = at(run.units, unit);
  const { started, line } = run;
  assert(state?.child != null && line.head !== null, `unit ${unit} has no child run to start`);
  const { plan: _given, ...terms } = started;
  const { grant } = state.child;
  const budget = { ...started.config.budget, runUsd: grant.microUsd / 1e6 };
  return {
    ...terms,
    at: now,
    run: childRunId(run, unit, state.attempt),
    issue,
    base: { branch: line.name, head: line.head },
    config: {
      ...started.config,
      budget: { ...budget, runTokens: grant.tokens },
      // Its units go into a line of its own, wherever those of the parent go.
      merge: { into: "line" },
    },
    // CI that runs on the parent's line alone runs nowhere on the child's.
    ciRoute: started.ciRoute === "line" ? "none" : started.ciRoute,
    seed: digest(`${started.seed}/${unit}/${state.attempt}`),
    parent: parentOf(run, unit),
  };
}

function parentOf(run: Run, unit: number): Parent {
  const { started, plan, requirements } = run;
  return {
    run: started.run,
    issue: started.issue.number,
    unit: plan.units[unit]?.id ?? "",
    title: plan.units[unit]?.title ?? "",
    depth: (started.parent?.depth ?? 0) + 1,
    requirements: servedBy(plan, unit, requirements),
    taken: [...new Set([...(started.parent?.taken ?? []), ...takenBeside(plan, unit)])],
  };
}

/** Files of units that neither wait for this one nor are waited for: they are written meanwhile. */
export function takenBeside(plan: Plan, unit: number): readonly string[] {
  const ancestors = ancestorsOf(plan) ?? [];
  const beside = plan.units.filter(
    (_, j) => j !== unit && !ancestors[unit]?.has(j) && !ancestors[j]?.has(unit),
  );
  return [...new Set(beside.flatMap((u) => u.steps.map((step) => step.target.path)))];
}
