// The doctor's words: findings in order, then one verdict for each thing that people want to do.
import { describe, expect, it } from "vitest";
import {
  readinessLines,
  subjects,
  verdicts,
  type Finding,
} from "../../../src/core/report/readiness.ts";

type States = Readonly<Partial<Record<Finding["name"], Finding["state"]>>>;

/** Everything good but what is told. */
const found = (states: States): readonly Finding[] =>
  subjects.map((name) => ({ name, state: states[name] ?? "good", lines: [`${name} was seen`] }));

const ready = (states: States) =>
  Object.fromEntries(verdicts(found(states)).map((one) => [one.purpose, one.ready]));

describe("what a machine is ready for", () => {
  it.each<[States, object]>([
    [{}, { demo: true, run: true, start: true }],
    [
      { "GitHub App": "unset", model: "unset" },
      { demo: true, run: true, start: false },
    ],
    [{ "GitHub App": "bad" }, { demo: true, run: true, start: false }],
    [{ process: "bad" }, { demo: true, run: true, start: false }],
    [{ sandbox: "bad" }, { demo: true, run: false, start: true }],
    [
      { bubblewrap: "bad", sandbox: "bad" },
      { demo: true, run: false, start: true },
    ],
    [{ git: "bad" }, { demo: false, run: false, start: true }],
    [{ node: "bad" }, { demo: false, run: false, start: false }],
  ])("with %j is %j", (states, expected) => {
    expect(ready(states)).toEqual(expected);
  });

  it("is told in words, with what to see where it is not", () => {
    const states = { sandbox: "bad", model: "unset", "GitHub App": "unset" } as const;
    expect(readinessLines(found(states)).join("\n")).toMatchInlineSnapshot(`
      "ok   node
             node was seen
      ok   npm
             npm was seen
      ok   git
             git was seen
      ok   bubblewrap
             bubblewrap was seen
      BAD  sandbox
             sandbox was seen
      ok   state folder
             state folder was seen
      --   model
             model was seen
      --   GitHub App
             GitHub App was seen
      ok   process
             process was seen

      npm run demo: ready without isolation, and only with the sample's own answers
      npm run quorum -- run: not ready: see sandbox above
      npm start: not ready: see GitHub App, model above"
    `);
    expect(verdicts(found({ model: "bad" })).map((one) => one.words)).toMatchInlineSnapshot(`
      [
        "npm run demo: ready, with the sample's answer book; no model is set that can be asked",
        "npm run quorum -- run: ready with an answer book; no model is set that can be asked",
        "npm start: not ready: see model above",
      ]
    `);
  });
});
