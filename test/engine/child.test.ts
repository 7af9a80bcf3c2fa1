// A part of a plan that a child run works: from its issue to the one pull request into the line.
import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/core/config/config.ts";
import { finalPull } from "../../src/core/report/pull.ts";
import type { Agents } from "../../src/engine/agents.ts";
import { simulatedAgents } from "../../src/simulate/craft.ts";
import type { EventOf } from "../../src/core/run/event.ts";
import type { Run } from "../../src/core/run/state.ts";
import { unitWait } from "../../src/core/report/waits.ts";
import { parsePath, withChanges } from "../../src/core/tree.ts";
import { standsAt } from "../../src/simulate/hub.ts";
import { maintainer, planOf, stateOf, unit } from "../core/run/facts.ts";
import { childPart, inner, leftAs, part, parted, twiceRed } from "./parted.ts";
import { minute, stage, type Play, type Stage } from "./stage.ts";

const staged = (play: Play = {}): Stage => stage({ plan: parted, inner, ...play });

async function played(play: Play = {}, ms?: number): Promise<Stage> {
  const one = staged(play);
  await one.play(ms);
  return one;
}

/** Plays on, second by second, until it is so; an hour at most. */
async function until(one: Stage, what: () => boolean): Promise<void> {
  await one.play(1000);
  for (let s = 0; s < 3600 && !what(); s += 1) await one.play(1000);
  expect(what()).toBe(true);
}

const childOf = (one: Stage): Run => {
  const child = one.child(one.github.issues[0]?.number ?? 0);
  if (child === null) throw new Error("there is no child run");
  return child;
};
const isUnderWay = (one: Stage) => () => stateOf(one.run(), 1).child?.run != null;

async function tell(one: Stage, run: Run, kind: "stopped" | "retried"): Promise<void> {
  const told = one.engine().tell(run.started.run, { kind, at: one.time.now(), by: maintainer });
  await one.play(1000);
  expect(await told).toBe(true);
}

describe("a part that is too large", () => {
  it("becomes a child run that publishes one pull request into its parent's line", async () => {
    const one = await played();
    expect(one.violations()).toEqual([]);
    expect(one.summary()).toMatchObject({ phase: { kind: "done" }, merged: 4 });
    expect(one.github.issues).toHaveLength(1);
    const child = childOf(one);
    expect(child).toMatchObject({ phase: { kind: "done" }, merged: 2 });
    expect(child.started.parent).toMatchObject({ run: one.started.run, unit: "u2", depth: 1 });
    expect(child.started.base.branch).toBe(one.run().line.name);
    const ours = one.github.pulls.filter((p) => p.branch === child.line.name);
    expect(ours).toMatchObject([{ base: one.run().line.name, state: "merged" }]);
    const paths = one.summary().files.map(([path]) => path);
    expect(paths.toSorted()).toEqual([
      "11/s1.txt",
      "12/s1.txt",
      "u1/s1.txt",
      "u3/s1.txt",
      "u4/s1.txt",
    ]);
    // u3 was merged meanwhile: the child's work was verified and built again on top of it.
    const facts = [...one.journal.read(one.started.run)].flat();
    const again = facts.filter((e): e is EventOf<"pushed"> => e.kind === "pushed" && e.unit === 1);
    expect(again).toHaveLength(1);
    expect(again[0]?.onto).not.toBe(child.started.base.head);
  });

  it("takes half of what is left of its parent's money, and gives back the rest", async () => {
    const one = await played();
    const granted = childOf(one).started.config.budget.runUsd * 1e6;
    const { spend } = one.run();
    expect(granted).toBeGreaterThan(0);
    expect(granted).toBeLessThanOrEqual(one.started.config.budget.runUsd * 5e5);
    expect(spend.granted).toEqual(spend.children);
    expect(spend.children.microUsd).toBe(childOf(one).spend.spent);
  });

  it("waits for another one of the same plan, for nobody knows what that will write", async () => {
    const plan = planOf(childPart("u1"), childPart("u2"), unit("u3", ["u1", "u2"]));
    // Both write the same files: only one after the other can they go together.
    const one = await played({ plan });
    const facts = [...one.journal.read(one.started.run)].flat();
    const own = facts.flatMap((e) =>
      (e.kind === "childStarted" || e.kind === "merged") && e.unit < 2 ? `${e.kind} ${e.unit}` : [],
    );
    expect(own).toEqual(["childStarted 0", "merged 0", "childStarted 1", "merged 1"]);
    expect(one.github.issues).toHaveLength(2);
    expect(one.run().phase.kind).toBe("done");
  });
});

describe("a child run", () => {
  it("has children of its own as deep as the settings let it", async () => {
    const limits = { ...defaultConfig.limits, planDepthMax: 0 };
    const middle = planOf(unit("u1"), part("u2", ["u1"]));
    const agents = (): Agents => {
      const [outer, leaf] = [simulatedAgents(parted, middle), simulatedAgents(parted, inner)];
      return {
        ...outer,
        open: (question, prompt, sample) => {
          const depth = question.run.started.parent?.depth ?? 0;
          return (depth < 2 ? outer : leaf).open(question, prompt, sample);
        },
      };
    };
    const one = await played({ config: { limits }, agents });
    expect(one.run().phase.kind).toBe("done");
    const [first, second, ...more] = one.github.issues.map(({ number }) => number);
    expect(more).toEqual([]);
    const [child, grandchild] = [one.child(first ?? 0), one.child(second ?? 0)];
    expect(grandchild?.started.parent).toMatchObject({ run: child?.started.run, depth: 2 });
    expect(grandchild?.started.base.branch).toBe(child?.line.name);
    expect(finalPull(one.run()).body).toContain(`Fixes #7, fixes #${first}, fixes #${second}.`);
    const { spent } = child?.spend ?? {};
    expect(one.run().spend.children.microUsd).toBe((spent ?? 0) + (grandchild?.spend.spent ?? 0));
    expect(one.violations()).toEqual([]);
  });

  it("leaves its parent no more than the other half meanwhile", async () => {
    const runUsd = 200e-6;
    const plan = planOf(childPart("u1"), unit("u2", [], 20));
    const one = staged({ plan, config: { budget: { ...defaultConfig.budget, runUsd } } });
    await until(one, () => stateOf(one.run(), 0).child?.run != null);
    const { granted } = one.run().spend;
    expect(granted.microUsd).toBeGreaterThan(50);
    await tell(one, childOf(one), "stopped");
    await until(one, () => one.run().phase.kind === "stuck");
    const { spend, phase } = one.run();
    expect(phase).toMatchObject({ cause: expect.stringContaining("set aside for child runs") });
    expect(spend.spent + granted.microUsd).toBeLessThanOrEqual(200);
  });

  it("says whose budget is to be raised when its share is used up", async () => {
    const runUsd = 60e-6;
    const one = staged({ config: { budget: { ...defaultConfig.budget, runUsd } } });
    await until(one, () => stateOf(one.run(), 1).child?.view?.standing === "waiting");
    expect(childOf(one).phase).toMatchObject({
      cause: expect.stringContaining("start a new run of #7, which gave this one its share"),
    });
  });

  it("is stopped with its parent, and goes on with it", async () => {
    const one = staged();
    await until(one, isUnderWay(one));
    await tell(one, one.run(), "stopped");
    await until(one, () => childOf(one).phase.kind === "stopped");
    expect(childOf(one).phase).toMatchObject({
      cause: "the run of #7, which it is a part of, was stopped, by maintainer",
    });
    await tell(one, one.run(), "retried");
    await one.play();
    expect(one.summary()).toMatchObject({ phase: { kind: "done" }, merged: 4 });
    expect(one.violations()).toEqual([]);
  });

  it("whose parent is stopped while it begins is stopped as soon as it has", async () => {
    const one: Stage = staged({
      watch(event) {
        if (event.kind !== "childNamed") return;
        const stopped = { kind: "stopped", at: one.time.now(), by: maintainer } as const;
        one.time.at(one.time.now() + 1, () => void one.engine().tell(one.started.run, stopped));
      },
    });
    await one.play(minute);
    expect(one.run().phase.kind).toBe("stopped");
    expect(childOf(one).phase.kind).toBe("stopped");
  });

  it("is over with its parent", async () => {
    const one = staged();
    await until(one, isUnderWay(one));
    const failed = { kind: "failed", at: one.time.now(), because: "planted" } as const;
    await Promise.all([one.engine().tell(one.started.run, failed), one.play(minute)]);
    const because = "the run of #7, which it is a part of, is over";
    expect(childOf(one).phase).toEqual({ kind: "failed", because });
    expect(one.engine().live()).toEqual([]);
  });

  it("that waits for a person makes its parent say so, and where", async () => {
    // Nothing else is there whose webhooks would wake the parent.
    const one = staged({ plan: planOf(childPart("u1")) });
    await until(one, () => stateOf(one.run(), 0).child?.run != null);
    await tell(one, childOf(one), "stopped");
    // Long before it looks by itself.
    await one.play(2000);
    const issue = one.github.issues[0]?.number;
    expect(unitWait(one.run(), 0)).toEqual({
      on: "person",
      words:
        `is worked by a child run in #${issue}, ` +
        `which waits: a person stopped it (${maintainer.login})`,
      ask: `Look at #${issue}, and comment there what it asks for.`,
    });
    await tell(one, childOf(one), "retried");
    await one.play();
    expect(one.run().phase.kind).toBe("done");
    expect(one.violations()).toEqual([]);
  });

  it("that failed stops its unit; a retry starts another one on the same issue", async () => {
    const one = staged();
    await until(one, isUnderWay(one));
    const first = childOf(one).started.run;
    const failed = { kind: "failed", at: one.time.now(), because: "planted" } as const;
    await Promise.all([one.engine().tell(first, failed), one.play(minute)]);
    await until(one, () => stateOf(one.run(), 1).phase.kind === "stuck");
    const issue = one.github.issues[0]?.number;
    expect(stateOf(one.run(), 1).phase).toMatchObject({
      cause: `its child run in #${issue} is over: planted`,
    });
    await tell(one, one.run(), "retried");
    await one.play();
    expect(one.run().phase.kind).toBe("done");
    expect(one.github.issues).toHaveLength(1);
    expect(childOf(one).started.run).not.toBe(first);
    const { granted, children } = one.run().spend;
    expect(granted).toEqual(children);
  });

  it.each([
    ["open", [expect.stringContaining("u2 of #7 does not take it. CI was red on")]],
    ["closed", []],
  ] as const)(
    "whose pull request, %s, is given up leaves none open behind it",
    async (now, words) => {
      const one: Stage = staged({ green: twiceRed(), repository: leftAs(now, () => one) });
      for (const _ of [1, 2]) {
        await until(one, () => stateOf(one.run(), 1).phase.kind === "stuck");
        await one.play(minute);
        await tell(one, one.run(), "retried");
      }
      await one.play();
      expect(one.run().phase.kind).toBe("done");
      expect(one.violations()).toEqual([]);
      const own = one.github.pulls.filter(({ branch }) => /^quorum\/5\d\d-\w+$/.test(branch));
      expect(own.map(({ state }) => state)).toEqual(["closed", "merged"]);
      const said = one.github.comments.filter(({ issue }) => issue === own[0]?.number);
      expect(said.map(({ body }) => body)).toEqual(words);
    },
  );

  it("whose file somebody else changed meanwhile is not merged over it", async () => {
    const one = staged();
    await until(one, isUnderWay(one));
    const line = one.run().line.name;
    const [path, at] = [parsePath("11/s1.txt"), standsAt(one.github, line)];
    if (path === null || at === null) throw new Error("a path and a line");
    const entry = { mode: "100644", content: "somebody's" } as const;
    const tree = withChanges(one.github.commits.get(at)?.tree ?? new Map(), [{ path, entry }]);
    const made = one.github.commit(tree, [at], "person");
    one.github.move(line, at, made, one.time.now(), "person");
    await until(one, () => stateOf(one.run(), 1).phase.kind === "stuck");
    expect(stateOf(one.run(), 1)).toMatchObject({
      phase: { cause: expect.stringContaining("11/s1.txt was changed on the line") },
      child: { spent: true },
    });
    const merged = one.github.pulls.filter((p) => p.state === "merged").map((p) => p.branch);
    expect(merged).not.toContain(childOf(one).line.name);
  });
});

/** What must be the same however often the process died. */
const end = (one: Stage): unknown => {
  const { phase, merged, pulls, files, comments } = one.summary();
  const lines = pulls.map((pull) => pull.join(" "));
  return { phase, merged, pulls: lines.toSorted(), files: new Map(files), comments };
};

describe("a process that dies while there is a child run", () => {
  it.each(["before", "after"] as const)(
    "%s the child is named, started, looked at or told, goes on to the same end",
    async (when) => {
      const whole = await played();
      for (const [i, name] of whole.calls.entries()) {
        if (!/^openIssue|^append .*(?:started|child)/.test(name)) continue;
        const one = await played({ dies: (call) => (call === i + 1 ? when : null) });
        const where = `call ${i + 1}, ${when} ${name}`;
        expect(one.deaths(), where).toBe(1);
        expect(one.violations(), where).toEqual([]);
        expect(end(one), where).toEqual(end(whole));
      }
    },
  );

  it.each([17, 23, 31])("again and again, every %d calls, comes to the same end", async (n) => {
    const whole = await played();
    const dies = (call: number) => (call % n === 0 ? (call % 2 === 0 ? "after" : "before") : null);
    const one = await played({ dies, commitMs: 20 });
    expect(one.deaths()).toBeGreaterThan(1);
    expect(one.violations()).toEqual([]);
    expect(end(one)).toEqual(end(whole));
  });
});
