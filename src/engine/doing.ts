// Does one action and says what became of it as events; the loop records them.
import type { Action } from "../core/run/action.ts";
import type { Event } from "../core/run/event.ts";
import type { Agents } from "./agents.ts";
import { isOfChild, ofChild, type Runs } from "./children.ts";
import { lineElsewhere } from "./displaced.ts";
import type { Owned } from "./owned.ts";
import { perform } from "./perform.ts";
import type { Ports } from "./ports.ts";
import { draw, type Purse } from "./sampling.ts";
import { openTrees } from "./trees.ts";
import { openVerifier } from "./verify.ts";

/** The function that does an action. It throws Faltered when the world falters, never retries. */
export function openDoing(ports: Ports, agents: Agents, purse: Purse, runs: Runs) {
  const trees = openTrees(ports, agents);
  const { verify, measure, measureLine, probe, rehearse } = openVerifier(ports, agents, trees);

  return async (owned: Owned, action: Action): Promise<readonly Event[]> => {
    const { run } = owned;
    const now = (): number => ports.clock.now();
    if (isOfChild(action)) return ofChild(action, owned, ports, runs);
    switch (action.kind) {
      case "sample":
        return draw(action, owned, ports, agents, trees, purse);
      case "survey": {
        const { of } = action;
        const tree = await trees.at(run, run.started.base.head);
        return [{ kind: "surveyed", at: now(), of, ...(await agents.survey(run, of, tree)) }];
      }
      case "verify": {
        const said = await verify(action, run);
        const { unit, attempt, step, class: of, onto } = action;
        return [{ kind: "verified", at: now(), unit, attempt, step, class: of, onto, ...said }];
      }
      case "measure": {
        const { unit, attempt, onto } = action;
        const measured = await measure(action, run);
        return [{ kind: "measured", at: now(), unit, attempt, onto, ...measured }];
      }
      case "measureLine": {
        const { head } = action;
        const { repository } = run.started;
        if (repository === null) return [];
        const elsewhere = await lineElsewhere(run, ports.repository(repository), now);
        if (elsewhere !== null) return [elsewhere];
        const found = await measureLine(action, run);
        return [{ kind: "lineMeasured", at: now(), head, found }];
      }
      case "probe": {
        const { unit, attempt, step, n } = action;
        const found = await probe(action, run);
        return [{ kind: "probed", at: now(), unit, attempt, step, n, ...found }];
      }
      case "rehearse": {
        const said = await rehearse(run);
        return [{ kind: "rehearsed", at: now(), ...said }];
      }
      case "look":
      case "lookLine":
        return perform(action, run, ports, trees);
      default:
        await ports.journal.flush();
        return perform(action, run, ports, trees);
    }
  };
}
