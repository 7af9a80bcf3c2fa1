// What the gate says of a unit as the run stands, and the check that tells of it.
import { gate, needsPerson, type GateInput, type Verdict } from "../gate/gate.ts";
import type { Sha } from "../kernel.ts";
import { at } from "../vector.ts";
import { looksFor, measuredOf } from "./acceptance.ts";
import type { GateConclusion } from "./action.ts";
import { childFlags } from "./children.ts";
import type { Run } from "./state.ts";
import { checksClasses } from "./units.ts";

/** The gate's verdict on a unit as it stands. */
export const verdictOf = (run: Run, i: number): Verdict => gate(inputOf(run, i));

/** What the decision on a unit rests on, as the run knows it. */
export function inputOf(run: Run, i: number): GateInput {
  const state = at(run.units, i);
  const phase = state?.phase.kind === "elected" ? state.phase : null;
  return {
    title: run.plan.units[i]?.title ?? "",
    pull: state?.pull ?? null,
    head: phase?.push?.head ?? null,
    builtOnto: phase?.push?.onto ?? null,
    targetHead: run.line.head,
    sandboxed: checksClasses(run),
    verifiedOnto: phase?.verifiedOnto ?? null,
    ciDemanded: run.started.ciRoute === "units",
    look: phase?.look ?? null,
    flags: [...(phase?.won.flatMap((w) => w.flags) ?? []), ...childFlags(state)],
    measures: measuredOf(run, i, phase?.push?.onto ?? null),
    looks: looksFor(run, i),
  };
}

/** Whether a number of the unit is still to be measured on the tree built onto `onto`. */
export const unmeasured = (run: Run, i: number, onto: Sha): boolean =>
  measuredOf(run, i, onto).some(({ holds }) => holds === null);

/** Null while the gate only waits for what comes by itself. */
export function conclusionOf(verdict: Verdict): GateConclusion | null {
  if (verdict.kind === "open") return "success";
  if (verdict.kind === "shut") return "failure";
  return verdict.conditions.some(needsPerson) ? "action_required" : null;
}
