// What becomes of a run when its issue is closed, leaves, or loses its label.
import { describe, expect, it } from "vitest";
import type { Level } from "../../src/core/command/command.ts";
import type { IssueNow } from "../../src/github/outcome.ts";
import { ann, issueBody, labelBody } from "./memory.ts";
import { reactor, type Given } from "./reactor.ts";

const body = (action: string, more: object = {}) => labelBody("quorum", {}, { action, ...more });
const now = (more: Partial<IssueNow> = {}): IssueNow => ({
  id: issueBody().id,
  state: "open",
  labels: [],
  ...more,
});

/** A run on #7, and then something happens to the issue. */
async function after(payload: object, given: Given) {
  const stage = reactor(given);
  await stage.hear("issues", labelBody("quorum"));
  await stage.hear("issues", payload);
  return stage.house.told.map(({ event }) => event);
}

const bot = { id: 3, login: "stale[bot]", type: "Bot" };
const own = { id: 4, login: "quorum[bot]", type: "Bot" };
const bug = { name: "bug" };
const labelled = [bug.name, "quorum"];

describe("a run is stopped", () => {
  const cases: readonly (readonly [string, object, Given, string])[] = [
    ["closed", body("closed"), { issue: now({ state: "closed" }) }, "the issue was closed"],
    [
      "closed by a bot",
      body("closed", { sender: bot }),
      { issue: now({ state: "closed" }) },
      "the issue was closed",
    ],
    ["unlabelled", body("unlabeled"), { issue: now() }, "its label was taken off the issue"],
  ];
  it.each(cases)("when its issue is %s", async (_name, payload, given, because) => {
    const told = await after(payload, given);
    expect(told).toMatchObject([{ kind: "stopped", because }]);
  });
});

describe("a run is given up", () => {
  it.each([
    ["deleted", null],
    ["transferred", null],
    ["transferred", now({ id: 5 })],
  ])("when its issue is %s", async (action, issue) => {
    const told = await after(body(action), { issue });
    expect(told).toMatchObject([{ kind: "failed", because: expect.stringContaining("`ann`") }]);
  });
});

describe("a run goes on", () => {
  const cases: readonly (readonly [string, object, Given])[] = [
    ["the issue was opened again since", body("closed"), { issue: now() }],
    ["another label was taken off", body("unlabeled", { label: bug }), { issue: now() }],
    ["it has another of Quorum's labels", body("unlabeled"), { issue: now({ labels: labelled }) }],
    ["a bot took the label off", body("unlabeled", { sender: bot }), { issue: now() }],
    ["Quorum itself did it", body("closed", { sender: own }), { issue: now({ state: "closed" }) }],
    ["the issue is still there", body("deleted"), { issue: now() }],
  ];
  it.each(cases)("when %s", async (_name, payload, given) => {
    expect(await after(payload, given)).toEqual([]);
  });

  it("when somebody takes the label off who may not stop it", async () => {
    for (const level of ["none", "read", "triage", "write", "admin"] satisfies Level[]) {
      const { house, hear } = reactor({ level, issue: now() });
      const started = reactor();
      await started.hear("issues", labelBody("quorum"));
      for (const one of started.house.started) await house.start(one);
      await hear("issues", body("unlabeled", { sender: ann }));
      expect([level, house.told.length]).toEqual([level, /write|admin/.test(level) ? 1 : 0]);
    }
  });
});
