// An issue that is closed, leaves, or loses its label takes its run along: stopped, or given up.
import type { Event } from "../core/run/event.ts";
import { quoted } from "../core/command/words.ts";
import { unreachable } from "../core/kernel.ts";
import type { Outcome } from "./outcome.ts";
import { atLeast } from "./permission.ts";
import type { Doorway } from "./trigger.ts";

export type Halt = Extract<Outcome, { readonly kind: "halt" }>;

/**
 * Believes no webhook that came late: the issue is looked at again before anything is stopped.
 * Throws Faltered when it has to be tried again.
 * @returns what came of it, for the log.
 */
export const halt = (door: Doorway, outcome: Halt): Promise<string> =>
  door.turns(`${outcome.place.repository.id}/${outcome.issue.number}`, async () => {
    const { place, issue } = outcome;
    const runs = door.house.runsOf(place.repository.id, issue.number);
    const run = runs.find((one) => one.standing === "live");
    if (run === undefined) return "no run";
    const event = await reason(door, outcome);
    if (event === null) return "not so, or not permitted";
    const told = await door.house.tell(run.id, event);
    return told.ok ? event.kind : "over";
  });

/** What the run is told; null where the issue is as the run wants it. */
async function reason(door: Doorway, outcome: Halt): Promise<Event | null> {
  const { place, issue, sender, why } = outcome;
  const now = await door.issue(place.repository, issue.number);
  const stopped = { kind: "stopped", at: door.clock.now(), by: sender } as const;
  switch (why) {
    case "closed":
      return now !== null && now.state === "closed"
        ? { ...stopped, because: "the issue was closed" }
        : null;
    case "unlabelled": {
      const labels = [door.labels.plan, door.labels.auto];
      if (now === null || now.labels.some((one) => labels.includes(one))) return null;
      const level = await door.permission(place.repository, sender);
      if (!atLeast(level, "write")) return null;
      return { ...stopped, because: "its label was taken off the issue" };
    }
    case "left": {
      if (now?.id === issue.id) return null;
      const because = `${quoted(sender.login)} deleted the issue or moved it elsewhere`;
      return { kind: "failed", at: door.clock.now(), because };
    }
    default:
      return unreachable(why);
  }
}
