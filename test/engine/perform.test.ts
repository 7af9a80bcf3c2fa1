// What one action makes of what GitHub shows.
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { next } from "../../src/core/run/next.ts";
import { perform } from "../../src/engine/perform.ts";
import { Faltered, type Ports } from "../../src/engine/ports.ts";
import { openTrees } from "../../src/engine/trees.ts";
import { simulatedAgents, simulatedModel } from "../../src/simulate/craft.ts";
import { hub } from "../../src/simulate/hub.ts";
import { memoryJournal } from "../../src/simulate/journal.ts";
import { random } from "../../src/simulate/random.ts";
import { simulatedRepository } from "../../src/simulate/repository.ts";
import { commit, opened, planOf, readyUnit, plus, unit } from "../core/run/facts.ts";

const plan = planOf(unit("u1"));
/** Opened at 0, with a quiet time of a minute; its unit is about to be merged. */
const ready = plus(opened(plan), ...readyUnit(0, commit("a")));

/** The merge, performed at an instant on a GitHub that shows no line. */
async function mergedWithoutLine(now: number): Promise<readonly Event[]> {
  const sleep = async (): Promise<void> => {};
  const faults = { api: 0, count: () => {} };
  const github = hub(0);
  const repository = simulatedRepository({
    hub: github,
    random: random("perform"),
    faults,
    bug: null,
    now: () => now,
    sleep,
    happened: () => {},
  });
  github.move("unit", null, github.commit(new Map(), [], "quorum"), 0, "quorum");
  const pull = { head: "unit", base: ready.line.name, title: "", body: "", draft: false };
  expect(await repository.propose(pull)).toEqual({ ok: true, value: 100 });
  const odds = { wrong: 0, hidden: 0, spoiled: 0, faltered: 0 };
  const ports: Ports = {
    clock: { now: () => now, at: () => () => {} },
    journal: memoryJournal(),
    model: simulatedModel("perform", odds, sleep, () => {}),
    sandbox: null,
    repository: () => repository,
  };
  const merge = next(ready, now).find((action) => action.kind === "merge");
  if (merge?.kind !== "merge") throw new Error("nothing is to be merged");
  return perform(merge, ready, ports, openTrees(ports, simulatedAgents(plan)));
}

describe("a line that GitHub does not show", () => {
  it("is looked for again while reads may still lag behind its opening", async () => {
    const merge = mergedWithoutLine(59_999);
    await expect(merge).rejects.toThrow(/does not show the line yet/);
    await expect(merge).rejects.toBeInstanceOf(Faltered);
  });

  it("is lost once it was opened long enough ago", async () => {
    expect(await mergedWithoutLine(60_000)).toEqual([
      { kind: "lineMoved", at: 60_000, head: null },
    ]);
  });
});
