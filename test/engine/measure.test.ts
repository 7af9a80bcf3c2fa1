// A number that a requirement demands is measured by the engine, and holds the last unit's gate.
import { describe, expect, it } from "vitest";
import type { Sha } from "../../src/core/kernel.ts";
import type { SandboxJob } from "../../src/core/verify/sandboxing.ts";
import { maintainer } from "../core/run/facts.ts";
import { brokenLater, later, measuring } from "./measuring.ts";
import { minute, stage, type Play, type Stage } from "./stage.ts";

async function measured(output: string, approvedBy: readonly string[] = []) {
  const jobs: SandboxJob[] = [];
  const one = stage({
    ...measuring(
      () => output,
      (job) => void jobs.push(job),
    ),
    repository: (inner) => ({
      ...inner,
      pull: async (number) => ({ ...(await inner.pull(number)), approvedBy }),
    }),
  });
  await one.play(60 * minute);
  const events = [...one.journal.read(one.started.run)].flat();
  const found = events.flatMap((e) => (e.kind === "measured" ? [[e.unit, ...e.found]] : []));
  return { one, jobs, found };
}

describe("a requirement with a number", () => {
  it("is measured by the settings' command, on the last unit's tree, and merged", async () => {
    const { one, jobs, found } = await measured("p99_ms: 12\n");
    expect(found).toEqual([[1, { requirement: "R1", value: 12, because: "" }]]);
    expect(jobs.map((job) => job.command)).toEqual(["bench"]);
    const paths = [...(jobs[0]?.tree.keys() ?? [])];
    expect(paths.toSorted()).toEqual(["u1/s1.txt", "u2/s1.txt"]);
    expect(one.run().lineMeasured?.found).toEqual(found[0]?.slice(1));
    expect(one.run().phase.kind).toBe("done");
    expect(one.violations()).toEqual([]);
  });

  it.each(["p99_ms: 312\n", "fine\n", "p99_ms: 1\np99_ms: 2\n"])(
    "waits for a person when the command prints %j",
    async (output) => {
      const { one, found } = await measured(output);
      expect(found).toHaveLength(1);
      expect(one.run()).toMatchObject({ phase: { kind: "units" }, merged: 1 });
    },
  );

  it("goes on when a person lets a missed bar pass", async () => {
    const { one } = await measured("p99_ms: 312\n", ["ann"]);
    expect(one.run().phase.kind).toBe("done");
  });
});

/** The second unit changes the number that the first one showed. */
const play = (after: string, more: Partial<Play> = {}): Play => ({
  ...measuring(later("p99_ms: 12\n", after)),
  plan: brokenLater,
  ...more,
});

/** What a person comments reaches the run while time goes on. */
async function told(one: Stage, kind: "approved" | "retried"): Promise<void> {
  const telling = one.engine().tell(one.started.run, { kind, at: one.time.now(), by: maintainer });
  await one.play();
  await telling;
}

describe("a number that a later unit changes", () => {
  it("is measured again on the finished line", async () => {
    const one = stage(play("p99_ms: 24\n"));
    await one.play();
    expect(one.run().lineMeasured?.found).toEqual([{ requirement: "R1", value: 24, because: "" }]);
    expect(one.run().phase.kind).toBe("done");
    expect(one.violations()).toEqual([]);
  });

  it("holds the final pull request back where it misses its bar, until approved", async () => {
    const one = stage(play("p99_ms: 312\n"));
    await one.play(60 * minute);
    expect(one.run()).toMatchObject({ phase: { kind: "stuck" }, merged: 2, final: null });
    expect(one.github.comments[0]?.body).toContain("measured 312 (12 when u1 was merged)");
    await told(one, "approved");
    expect(one.run().phase.kind).toBe("done");
    expect(one.run().lineMeasured?.passedBy).toBe("maintainer");
  });

  it("is measured where a person pushed to the line in the meantime", async () => {
    const one = stage(play("p99_ms: 312\n"));
    await one.play(60 * minute);
    const line = one.run().line.name;
    const fixed = one.github.commit(
      new Map(),
      [one.run().line.head ?? one.started.base.head],
      "person",
    );
    one.github.move(line, one.run().line.head, fixed, one.time.now(), "person");
    await one.play(minute);
    await told(one, "retried");
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, lineMeasured: { head: fixed } });
  });

  it("is measured again where a person pushed while it was measured", async () => {
    let pushed: Sha | null = null;
    const usual = play("p99_ms: 24\n");
    const one: Stage = stage({
      ...usual,
      sandbox: (tests) => ({
        async run(job) {
          const outcome = await (usual.sandbox?.(tests) ?? tests).run(job);
          const { name, head } = one.run().line;
          if (pushed !== null || head === null || one.run().phase.kind !== "closing") {
            return outcome;
          }
          pushed = one.github.commit(new Map(), [head], "person");
          one.github.move(name, head, pushed, one.time.now(), "person");
          // Until reads show it.
          await new Promise<void>((done) => one.time.at(one.time.now() + 5000, done));
          return outcome;
        },
      }),
    });
    await one.play();
    expect(one.run()).toMatchObject({ phase: { kind: "done" }, lineMeasured: { head: pushed } });
  });

  it.each(["before", "after"] as const)(
    "is not lost when the process dies %s a call",
    async (when) => {
      const whole = stage(play("p99_ms: 24\n"));
      await whole.play();
      const from = whole.calls.findLastIndex((call) => call.startsWith("merge"));
      for (let n = from + 1; n <= whole.calls.length; n += 1) {
        const one = stage(play("p99_ms: 24\n", { dies: (call) => (call === n ? when : null) }));
        await one.play();
        expect(one.deaths()).toBe(1);
        expect(one.violations()).toEqual([]);
        expect(one.summary()).toEqual(whole.summary());
        expect(one.run().lineMeasured).toEqual(whole.run().lineMeasured);
      }
    },
  );
});
