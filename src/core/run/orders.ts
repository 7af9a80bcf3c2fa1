// What people tell a run, and what stops it: approve, reject, stop, retry, stuck.
import { openChoice } from "./choice.ts";
import type { EventOf } from "./event.ts";
import { letPass, missedOnLine } from "./line-measures.ts";
import type { Contender, LivePhase, Phase, Run } from "./state.ts";
import * as unit from "./unit.ts";
import { noted, openUnits, quietly } from "./units.ts";

/** A person's order; one that does not fit the phase changes nothing. */
export function ordered(
  run: Run,
  event: EventOf<"approved" | "rejected" | "stopped" | "retried">,
): Run {
  const { phase } = run;
  switch (event.kind) {
    case "approved":
      return phase.kind === "approval"
        ? openUnits(noted({ ...run, phase: { kind: "units" } }))
        : letPass(run, event.by.login);
    case "rejected": {
      if (phase.kind !== "approval") return run;
      const resume: LivePhase = {
        kind: "choosing",
        of: "plan",
        choice: openChoice(run.rule, run.retry + 1),
        within: null,
      };
      const cause = `the plan was rejected: ${event.because || "no reason given"}`;
      return noted({ ...run, phase: { kind: "stopped", by: event.by.login, cause, resume } });
    }
    case "stopped": {
      if (phase.kind === "done" || phase.kind === "failed" || phase.kind === "stopped") return run;
      const resume = phase.kind === "stuck" ? phase.resume : phase;
      const cause = event.because ?? "a person stopped it";
      return noted({ ...run, phase: { kind: "stopped", by: event.by.login, cause, resume } });
    }
    case "retried":
      return retriedRun(run);
  }
}

function retriedRun(run: Run): Run {
  const { phase } = run;
  const resumed: Phase = phase.kind === "stuck" || phase.kind === "stopped" ? phase.resume : phase;
  const lineMeasured = missedOnLine(run).length > 0 ? null : run.lineMeasured;
  const fresh = { falters: new Map(), down: [], lineLook: null, lineMeasured };
  let after: Run = noted({ ...run, ...fresh, phase: resumed });
  for (const i of run.active) {
    after = quietly(after, i, (s, f) => unit.retried(s, f));
  }
  return resumed.kind === "units" ? openUnits(after) : after;
}

/**
 * The run waits for a person, who can let it go on from where it was. What agents did not agree on
 * stays to be seen when another cause comes on top.
 */
export function stuck(run: Run, cause: string, among: readonly Contender[] = []): Run {
  const { phase } = run;
  if (phase.kind === "done" || phase.kind === "failed" || phase.kind === "stopped") return run;
  const again = phase.kind === "stuck";
  const resume = again ? phase.resume : phase;
  const contenders = again && among.length === 0 ? phase.contenders : among;
  return noted({ ...run, phase: { kind: "stuck", cause, contenders, resume } });
}
