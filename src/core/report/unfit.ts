// Why a person's order would change nothing, in words for whoever gave it.
import { unreachable } from "../kernel.ts";
import type { Event, EventOf } from "../run/event.ts";
import { shortName } from "../run/names.ts";
import { awaitsPass } from "../run/line-measures.ts";
import { isOver, type Run } from "../run/state.ts";
import { items } from "../vector.ts";

/** What people tell a run. */
export type Order = (typeof orders)[number];

const orders = ["approved", "rejected", "stopped", "retried"] as const;

export const isOrder = (event: Event): event is EventOf<Order> =>
  orders.some((kind) => kind === event.kind);

/** @returns null when the order fits the run as it stands: then the fold changes by it. */
export function unfit(run: Run, order: Order): string | null {
  const { phase } = run;
  const name = `run \`${shortName(run.started.run)}\``;
  if (isOver(run)) {
    return `Nothing was done: ${name} is over (${phase.kind}). \`/quorum run\` starts a new one.`;
  }
  const because = objection(run, order);
  return because === null ? null : `Nothing was done: ${name} ${because}`;
}

function objection(run: Run, order: Order): string | null {
  switch (order) {
    case "approved":
      return awaitsPass(run) ? null : unasked(run);
    case "rejected":
      return unasked(run);
    case "stopped":
      return run.phase.kind === "stopped"
        ? "is stopped already. `/quorum retry` takes it up again."
        : null;
    case "retried":
      return isHeld(run)
        ? null
        : "is neither stuck nor stopped. `/quorum status` says what it is doing.";
    default:
      return unreachable(order);
  }
}

/** Why no plan waits for a person; null when one does. */
function unasked({ phase }: Run): string | null {
  switch (phase.kind) {
    case "approval":
      return null;
    case "choosing":
      return "has no plan yet. The status comment shows it as soon as the agents agree on one.";
    case "stuck":
      return "is stuck, and no plan waits for approval. `/quorum why` says what holds it up.";
    case "stopped":
      return "is stopped. `/quorum retry` takes it up again.";
    default:
      return "works on its plan already. `/quorum stop` stops it.";
  }
}

/** Something stands still that a retry moves: the run, one of its units, or a failed try. */
function isHeld(run: Run): boolean {
  const { kind } = run.phase;
  const stands = kind === "stuck" || kind === "stopped" || run.falters.size > 0;
  return stands || items(run.units).some((state) => state.phase.kind === "stuck");
}
