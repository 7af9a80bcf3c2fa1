// How a run begins: its frozen rules, and the refusal of one that nothing could verify.
import type { Plan } from "../plan/plan.ts";
import { vector } from "../vector.ts";
import { openChoice } from "./choice.ts";
import type { Started } from "./event.ts";
import { afterRequirements } from "./location.ts";
import { lineBranch } from "./names.ts";
import { ruleOf } from "./rule.ts";
import type { Spend } from "./spend.ts";
import type { Run, UnitState } from "./state.ts";
import { openUnits, planned, sandboxes } from "./units.ts";

const noSpend: Spend = {
  reserved: 0,
  spent: 0,
  tokens: 0,
  samples: 0,
  spoiled: {},
  elections: 0,
  noAgreement: 0,
  granted: { microUsd: 0, tokens: 0 },
  children: { microUsd: 0, tokens: 0 },
};

/** The run right after its first event. */
export function begin(started: Started): Run {
  const rule = ruleOf(started);
  const empty: Run = {
    started,
    rule,
    phase: { kind: "choosing", of: "requirements", choice: openChoice(rule, 0), within: null },
    requirements: [],
    retry: 0,
    places: { files: [], symbols: [] },
    plan: { units: [] },
    forecast: null,
    dependents: [],
    serving: new Map(),
    units: vector<UnitState>([]),
    active: [],
    merged: 0,
    line: { name: lineName(started), openedAt: 0, head: null, heads: [], lost: false, foreign: [] },
    rehearsal: sandboxes(started) ? "due" : "passed",
    lineLook: null,
    lineMeasured: null,
    final: null,
    spend: noSpend,
    falters: new Map(),
    down: [],
    mergesHeldUntil: 0,
    resumedAt: null,
    revision: 1,
    published: null,
    redChecks: [],
    at: started.at,
  };
  const blocked = unverifiable(started);
  if (blocked) return { ...empty, phase: { kind: "failed", because: blocked } };
  if (started.plan !== undefined) return openUnits(planned(empty, started.plan as Plan));
  if (started.parent === undefined) return empty;
  return afterRequirements({ ...empty, requirements: started.parent.requirements });
}

function lineName(started: Started): string {
  return started.config.merge.into === "base" ? started.base.branch : lineBranch(started.run);
}

const notAllowed =
  "no sandbox would verify code before it is pushed, and CI would be the first to run it. Set " +
  "`test:` in .github/quorum.yml where a sandbox runs; or the operator, once CI holds no secret " +
  "that such code could reach, sets QUORUM_PUSH_UNVERIFIED=1";

/** What would verify is frozen with the run: no retry could change it, a new run can. */
function unverifiable(started: Started): string | null {
  if (started.repository === null) return null;
  if (sandboxes(started)) return null;
  if (started.ciRoute === "units") return started.pushUnverified === false ? notAllowed : null;
  return started.ciRoute === "line"
    ? "no check starts on pull requests into Quorum's branches, and no sandbox with a test " +
        "command verifies units. Set `test:` in .github/quorum.yml where a sandbox runs, or let " +
        "the CI workflow run on pull requests into quorum/**"
    : "nothing could verify a change: no CI workflow runs on pull requests, and no sandbox " +
        "with a test command is there. Add a workflow or set `test:` in .github/quorum.yml";
}
