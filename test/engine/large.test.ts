// A unit that comes out too large is split by the engine, and its halves are merged in order.
import { expect, it } from "vitest";
import type { Agents, Question } from "../../src/engine/agents.ts";
import { focusOf, readPlan } from "../../src/engine/choosing.ts";
import { defaultConfig } from "../../src/core/config/config.ts";
import type { Run } from "../../src/core/run/state.ts";
import { parsePath } from "../../src/core/tree.ts";
import { items } from "../../src/core/vector.ts";
import { formedStep, textOf } from "../../src/book/transport.ts";
import { desk } from "../book/desk.ts";
import { opened, planOf, unit } from "../core/run/facts.ts";
import { stage } from "./stage.ts";

const plan = planOf(unit("u1"), unit("u2", ["u1"], 2), unit("u3", ["u2"]));
const [first, second] = unit("u2", [], 2).steps;
const halves = planOf(
  { ...unit("u1"), title: "First half", steps: first ? [first] : [] },
  { ...unit("u2", ["u1"]), title: "Second half", steps: second ? [second] : [] },
);
const own = parsePath("u1/s1.txt");
const words = "312 lines changed, and limits.patchLinesMax is 200";

/** Whatever is written to the second file of the second unit makes it too large. */
const writing = (usual: Agents, seen: Question[]): Agents => ({
  ...usual,
  open(question, prompt, sample) {
    const { poll, run } = question;
    if (poll.kind === "propose") seen.push(question);
    const vote = usual.open(question, prompt, sample);
    if (!("class" in vote)) return vote;
    if (poll.kind === "propose") return { ...vote, text: JSON.stringify(halves) };
    const steps = poll.kind === "step" ? run.plan.units[poll.unit]?.steps.length : 0;
    const large = poll.kind === "step" && steps === 2 && poll.step === 1;
    return large ? { ...vote, flags: ["large"], large: words } : vote;
  },
});

async function played() {
  const seen: Question[] = [];
  let asked: Run | null = null;
  const config = { vote: { ...defaultConfig.vote, strataMin: 1 } };
  const one = stage({
    plan,
    config,
    agents: (usual) => writing(usual, seen),
    watch: (_event, run) => {
      if (items(run.units).some(({ phase }) => phase.kind === "replanning")) asked = run;
    },
  });
  await one.play();
  return { one, asked, seen };
}

it("a unit that comes out too large is split, and each half is merged by itself", async () => {
  const { one, asked, seen } = await played();
  expect(one.run()).toMatchObject({ phase: { kind: "done" }, merged: 4 });
  expect(one.violations()).toEqual([]);
  const branches = one.github.pulls.map(({ branch }) => branch.slice(branch.indexOf(".") + 1));
  expect(branches.slice(1, 4)).toEqual(["u2-first-half", "u4-second-half", "u3-unit-u3"]);
  // It was planned anew on the line, where the first unit's work stands by now.
  expect(seen.length).toBeGreaterThan(0);
  for (const { tree } of seen) expect([...tree.keys()]).toContain(own);
  if (asked === null) throw new Error("it was never planned anew");
  const poll = { kind: "propose", of: "plan", unit: { index: 1, attempt: 1 } } as const;
  const frame = {
    requirements: [],
    limits: defaultConfig.limits,
    parts: false,
    tree: new Map(),
    isProtected: () => false,
    isTest: () => false,
    symbolExists: () => false,
  };
  expect(focusOf(asked, poll).focus).toMatchObject({
    kind: "large",
    cause: `it is too large for one pull request: ${words}`,
  });
  expect(readPlan({ units: [halves.units[0]] }, asked, poll, frame)).toMatchObject({ ok: false });
});

it.each([
  ["person", 2, { flags: ["large"], large: "3 lines changed, and limits.patchLinesMax is 2" }],
  ["warn", 2, { warned: ["large"] }],
  ["person", 3, {}],
] as const)("a vote says how large the unit is: %s, %d lines", async (to, patchLinesMax, said) => {
  const limits = { ...defaultConfig.limits, patchLinesMax };
  const run = opened(planOf(unit("u1")), { config: { limits, redFlags: { large: to } } });
  const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
  const question = { run, poll, n: 0, tree: new Map() };
  const prompt = await desk.prompt(question);
  const imports = { add: [], remove: [] };
  const formed = formedStep(prompt, { text: "1\n2", weight: 1, imports });
  const usage = { inputTokens: 0, outputTokens: 0, microUsd: 0 };
  const text = formed ? textOf(formed) : "";
  const vote = desk.open(question, prompt, { kind: "answered", text, finish: "stop", usage });
  expect(vote).toEqual({ n: 0, class: expect.any(String), text, ...said });
});
