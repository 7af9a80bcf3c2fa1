// What a new run is given by the operator's side: how much its winners are doubted, and by whom.
import { expect, it } from "vitest";
import { defaultConfig } from "../../src/core/config/config.ts";
import { usual } from "../../src/core/vote/fit.ts";
import { openHouse } from "../../src/house.ts";
import { memoryJournal } from "../../src/simulate/journal.ts";

const notAsked = (): never => {
  throw new Error("not asked");
};
const { house } = openHouse({
  ports: {
    clock: { now: () => 0, at: notAsked },
    journal: memoryJournal(() => Promise.resolve()),
    model: { costMax: notAsked, sample: notAsked },
    sandbox: null,
    repository: notAsked,
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
  pace: { quietMs: 1, lookMs: 1, publishMs: 1 },
  models: ["m"],
  seed: null,
});

it("doubts the winners of a house's first run by what is usual", () => {
  const first = { belief: usual, errorMax: 0.002 };
  const vote = { ...defaultConfig.vote, wrongMax: 0.002 };
  const terms = house.terms({ ...defaultConfig, vote });
  expect(terms.cautions).toEqual({ test: first, code: first });
  expect(terms).not.toHaveProperty("experience");
});

it("doubts none where margins alone decide", () => {
  const vote = { ...defaultConfig.vote, wrongMax: 0 };
  expect(house.terms({ ...defaultConfig, vote })).not.toHaveProperty("cautions");
});
