// The history that a new run starts from: ended runs only, each read once.
import { describe, expect, it } from "vitest";
import { noPast } from "../../src/core/run/past.ts";
import { openHistory } from "../../src/engine/history.ts";
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
});
