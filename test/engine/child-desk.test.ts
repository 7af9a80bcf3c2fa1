// What agents are asked for a child run, and where parts may stand in a plan.
import { describe, expect, it } from "vitest";
import { openDesk } from "../../src/engine/desk.ts";
import { alone } from "../../src/engine/turns.ts";
import { childIssue } from "../../src/core/report/child.ts";
import { childStart } from "../../src/core/run/child-start.ts";
import { evolve } from "../../src/core/run/evolve.ts";
import type { Run } from "../../src/core/run/state.ts";
import { syntax } from "../core/context/repository.ts";
import { treeOf } from "../core/plan/plans.ts";
import { fold, lineOpened, planOf, plus, startedWith, unit } from "../core/run/facts.ts";
import { childPart } from "./parted.ts";

const desk = openDesk(syntax, alone, ["book"]);
const tree = treeOf({ "src/a.ts": "export function a() {}\n", "src/b.ts": "" });

const requirement = (id: string) =>
  ({
    id,
    kind: "functional",
    ears: `The library shall do ${id}.`,
    quote: "all of it",
    priority: "must",
    acceptance: [
      { id: `${id}.A1`, method: "inspection", given: "", when: "", expected: "it does" },
    ],
    measure: null,
  }) as const;

/** u1 and the part stand side by side; both serve R1, the part alone R2. */
const plan = planOf(unit("u1"), { ...childPart("u2"), requirements: ["R1", "R2"] });
const parent: Run = {
  ...plus(fold(startedWith({ plan }), lineOpened), {
    kind: "childNamed",
    at: 0,
    unit: 1,
    attempt: 1,
    issue: 12,
    promised: { microUsd: 0, tokens: 0 },
  }),
  requirements: [requirement("R1"), requirement("R2"), requirement("R3")],
};

function childOf(run: Run): Run {
  const { title, text: body } = childIssue(run, 1);
  return evolve(null, childStart(run, 1, { number: 12, title, body }, 0));
}

const poll = { kind: "propose", of: "plan", retry: 0 } as const;
const asked = (run: Run) => desk.prompt({ run, poll, n: 0, tree });

describe("a child run's plan", () => {
  it("is asked for at once, of what its parent left to it", async () => {
    const child = childOf(parent);
    expect(child.phase).toMatchObject({ kind: "choosing", of: "plan" });
    expect(child.requirements.map((r) => [r.id, r.priority])).toEqual([
      ["R1", "should"],
      ["R2", "must"],
    ]);
    const prompt = await asked(child);
    expect(prompt.about).toEqual({ kind: "part", title: "Unit u2" });
    for (const words of ["What its own units do.", "The library shall do R2", "Body"]) {
      expect(prompt.user).toContain(words);
    }
    expect(prompt.user).toContain("Others write these files: u1/s1.txt");
    const ballot = await desk.prompt({
      run: child,
      poll: { ...poll, kind: "choose" },
      n: 0,
      tree,
    });
    expect(ballot.about).toMatchObject({ kind: "choice", unit: "Unit u2" });
  });

  it("leaves the files alone that units beside it write", async () => {
    const child = childOf(parent);
    const prompt = await asked(child);
    const voteFor = (path: string) => {
      const target = { kind: "file", path };
      const steps = [{ kind: "code", target, task: "Write it." }];
      const units = [{ id: "u1", title: "T", requirements: ["R2"], needs: [], steps }];
      const said = [
        `=====JSON ${prompt.nonce}`,
        JSON.stringify({ units }),
        `=====END ${prompt.nonce}`,
      ];
      const usage = { inputTokens: 1, outputTokens: 1, microUsd: 1 };
      const text = said.join("\n");
      const sample = { kind: "answered", text, finish: "stop", usage } as const;
      return desk.open({ run: child, poll, n: 0, tree }, prompt, sample);
    };
    expect(voteFor("src/new.ts")).toHaveProperty("class");
    expect(voteFor("u1/s1.txt")).toMatchObject({
      detail: expect.stringContaining("u1/s1.txt is protected"),
    });
  });
});

describe("a part", () => {
  it("may stand at the deepest level where it becomes a child run, and nowhere else", async () => {
    const flat = { planDepthMax: 0 };
    const planning = (limits: object): Run => {
      const run = evolve(null, startedWith({ limits: { ...flat, ...limits } }));
      const choice = run.phase.kind === "choosing" ? run.phase.choice : null;
      if (choice === null) throw new Error("it begins with a choice");
      return { ...run, phase: { kind: "choosing", of: "plan", choice, within: null } };
    };
    const rule = "is a part:";
    expect((await asked(planning({}))).user).toContain(rule);
    const smaller = (await asked(planning({ patchLinesMax: 50 }))).user;
    expect(smaller).toContain("more than 50 lines");
    expect(smaller).toContain("by this run or by another");
    expect((await asked(planning({ runDepthMax: 0 }))).user).not.toContain(rule);
  });
});
