// The message of a unit's commit: what it does, which requirements it serves, and its trailers.
import { assert } from "../kernel.ts";
import type { Run } from "../run/state.ts";
import { plain } from "./markdown.ts";

const titleMax = 72;

/**
 * Subject, one line a requirement, and the trailers `Quorum-Run` and `Quorum-Unit`. Holds no
 * closing keyword, mention or reference: a commit must not close the issue before the last merge.
 * @param i index of a unit of the plan.
 */
export function commitMessage(run: Run, i: number): string {
  const unit = run.plan.units[i];
  assert(unit !== undefined, `unit ${i} is not in the plan`);
  const served = unit.requirements.map((id) => {
    const requirement = run.requirements.find((r) => r.id === id);
    const words = requirement ? `: ${plain(requirement.ears, 300)}` : "";
    return `${plain(id, 12)}${words}`;
  });
  const trailers = `Quorum-Run: ${run.started.run}\nQuorum-Unit: ${plain(unit.id, 12)}`;
  const subject = plain(unit.title, titleMax) || `Unit ${plain(unit.id, 12)}`;
  return [subject, served.join("\n"), trailers].filter((part) => part !== "").join("\n\n");
}
