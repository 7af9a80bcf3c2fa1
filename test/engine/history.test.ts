// The history that a new run starts from: ended runs only, each read once.
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { parseRunId } from "../../src/core/run/names.ts";
import { noPast } from "../../src/core/run/past.ts";
import { openHistory } from "../../src/engine/history.ts";
import { planOf, startedWith, unit, word } from "../core/run/facts.ts";
import { stage } from "./stage.ts";

const models = [{ name: "big", weight: 1 }];

describe("the history", () => {
  it("is that of runs that ended, whose journals are read once", async () => {
    const one = stage({ terms: { models, strata: 4 } });
    let read = 0;
    const history = openHistory({
      all: () => one.journal.all(),
      live: () => one.journal.live(),
      read(run) {
        read += 1;
        return one.journal.read(run);
      },
    });
    await one.play(1000);
    expect(one.journal.live().length).toBe(1);
    expect(history()).toEqual(noPast);
    await one.play();
    const [taught] = history().asked.values();
    expect(taught).toMatchObject({ runs: 1, drawn: { samples: 4, valid: 4, microUsd: 28 } });
    expect(history().models.get("big")).toEqual({ right: 4, wrong: 0 });
    expect(read).toBe(1);
  });

  it("has the elections of older runs first, for the latest count where there are many", () => {
    const [old, late] = ["1/1-aaaa", "1/2-aaaa"].map(parseRunId);
    const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
    const sampled = (votes: number): Event => {
      const same = Array.from({ length: votes }, (_, n) => word(n, "a"));
      return { kind: "sampled", at: 0, poll, votes: same, microUsd: 0, tokens: 0 };
    };
    const began = startedWith({ plan: planOf(unit("u1")), models });
    const history = openHistory({
      all: () => [late, old].flatMap((id) => id ?? []),
      live: () => [],
      read: (id) => [[began, sampled(id === old ? 3 : 2)]],
    });
    const [taught] = history().asked.values();
    expect(taught?.elections.code.map(({ votes }) => votes)).toEqual([[3], [2]]);
  });
});
