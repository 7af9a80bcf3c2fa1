// A number that a requirement demands is measured by the engine, and holds the last unit's gate.
import { describe, expect, it } from "vitest";
import type { SandboxJob } from "../../src/core/verify/sandboxing.ts";
import { measuring } from "./measuring.ts";
import { minute, stage } from "./stage.ts";

async function measured(output: string, approvedBy: readonly string[] = []) {
  const jobs: SandboxJob[] = [];
  const one = stage({
    ...measuring(output, (job) => void jobs.push(job)),
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
