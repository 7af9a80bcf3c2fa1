// A run whose journal cannot be understood stands still in words; it holds up nobody else.
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { runId, type RunId } from "../../src/core/run/names.ts";
import type { Run } from "../../src/core/run/state.ts";
import { explain } from "../../src/core/report/why.ts";
import { Faltered, type Journal } from "../../src/engine/ports.ts";
import { openHouse } from "../../src/house.ts";
import type { MemoryJournal } from "../../src/simulate/journal.ts";
import { maintainer } from "../core/run/facts.ts";
import { minute, stage, type Stage } from "./stage.ts";

const other: RunId = runId({ installation: 1, id: 1, owner: "o", name: "n" }, 8, "bbbb");
const newer: Event = JSON.parse('{"kind":"melted","at":3}');
const retried: Event = { kind: "retried", at: 0, by: maintainer };

const eventsOf = (one: Stage, id: RunId): Event[] => [...one.journal.read(id)].flat();

/** A second run in the journal of the stage, with an event that this version does not know. */
function withNewer(journal?: (inner: MemoryJournal) => Journal): Stage {
  const one = stage(journal ? { journal } : {});
  const started = { ...one.started, run: other, issue: { ...one.started.issue, number: 8 } };
  one.journal.append(other, 0, [started, newer, retried]);
  void one.journal.flush();
  return one;
}

/** Starts the run of the stage, which has to be told apart from the other one. */
async function played(one: Stage): Promise<void> {
  one.engine().resume();
  void one.engine().start(one.started);
  await one.play(30 * minute);
}

function told(run: Run | null): string {
  if (run === null) throw new Error("there is no run");
  return explain(run, 0);
}

describe("a run with an event that this version does not know", () => {
  it("is stuck with the reason and what to do, and nothing is written behind it", async () => {
    const one = withNewer();
    await played(one);
    const run = one.engine().read(other);
    expect(run?.phase.kind).toBe("stuck");
    const words = told(run);
    expect(words).toMatch(/cannot be read beyond event 1 \(.*melted/);
    expect(words).toMatch(/Start the version of Quorum that wrote it/);
    expect(one.engine().unreadable(other)).toMatch(/^the journal of this run cannot be read/);
    expect(eventsOf(one, other)).toHaveLength(3);
    expect(one.logged).toContain("a run cannot be read; left alone");
  });

  it("does not hold up the others", async () => {
    const one = withNewer();
    await played(one);
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, merged: 2 });
    expect(one.engine().unreadable(one.started.run)).toBeNull();
  });

  it("takes no order, and says why", async () => {
    const one = withNewer();
    expect(await one.engine().tell(other, retried)).toBe(false);
    const { house } = openHouse({
      ports: {
        clock: one.time,
        journal: one.journal,
        model: { costMax: () => 0, sample: () => Promise.reject(new Error("not asked")) },
        sandbox: null,
        repository: () => {
          throw new Error("not asked");
        },
      },
      agents: {
        prompt: notAsked,
        survey: notAsked,
        draw: notAsked,
        open: notAsked,
        apply: notAsked,
        tests: notAsked,
        probe: notAsked,
      },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      pace: one.started.pace,
      models: ["m"],
      seed: null,
    });
    const answer = await house.tell(other, retried);
    expect(answer.ok || answer.error).toMatch(/^Nothing was done: the journal of this/);
    expect(house.runsOf(1, 8)).toEqual([{ id: other, standing: "live" }]);
    expect(house.words(other, "status")).toMatch(/needs a person/);
  });

  it("goes on where it was when the version that knows it is back", async () => {
    const known = (event: Event): boolean => JSON.stringify(event) !== JSON.stringify(newer);
    const one = withNewer((inner) => ({
      ...inner,
      *read(id) {
        for (const chunk of inner.read(id)) {
          yield chunk.map((event) => (known(event) ? event : { kind: "resumed", at: 3 }));
        }
      },
    }));
    one.engine().resume();
    await one.play(30 * minute);
    expect(one.engine().read(other)?.phase.kind).toBe("done");
    expect(one.engine().unreadable(other)).toBeNull();
    expect(eventsOf(one, other).length).toBeGreaterThan(3);
  });
});

describe("a journal that cannot be read for a while", () => {
  it("pauses all runs, and gives none of them up", async () => {
    let down = true;
    const one = stage({
      journal: (inner) => ({
        ...inner,
        read(id) {
          if (down) throw new Faltered("the connection was lost", { outcome: "none" });
          return inner.read(id);
        },
      }),
    });
    one.journal.append(one.started.run, 0, [one.started]);
    one.engine().resume();
    await one.play(minute);
    expect(one.logged).toContain("the journal cannot be used; runs are paused");
    expect(one.calls).toEqual([]);
    down = false;
    await one.play();
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, merged: 2 });
  });
});

describe("a bug that only one run meets", () => {
  it("while it is folded or watched ends that run with its cause, and tells people", async () => {
    const one = stage({
      watch(event) {
        if (event.kind === "pushed") throw new Error("planted");
      },
    });
    await one.play(30 * minute);
    const { phase } = one.run();
    expect(phase.kind === "failed" && phase.because).toMatch(/its journal: planted/);
    expect(eventsOf(one, one.started.run).map((e) => e.kind)).toContain("failed");
    expect(one.github.comments[0]?.body).toMatch(/planted/);
    expect(one.engine().live()).toEqual([]);
  });
});

function notAsked(): never {
  throw new Error("not asked");
}
