// A part of a plan that is too large, over the local GitHub: its issue, its run, its pull request.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Run } from "../../src/core/run/state.ts";
import { planOf, stateOf, unit } from "../core/run/facts.ts";
import { inner, part } from "../engine/parted.ts";
import { until } from "../until.ts";
import type { CiJob, CiResult } from "../../src/forge/forge.ts";
import { settings, stage, tearDown, type Scene, type Stage } from "./stage.ts";

afterEach(tearDown);

/** No part is split here: each becomes a child run. */
const scene: Scene = {
  files: { ".github/quorum.yml": `${settings}limits: {planDepthMax: 0}\n` },
  plan: planOf(unit("u1"), part("u2", ["u1"]), unit("u3", ["u2"])),
  inner,
};

/** The issue that the parent opened for its part. */
async function childOf(s: Stage, issue: number): Promise<number> {
  const named = (): number => stateOf(s.run(issue), 1).child?.issue ?? 0;
  await until("a child run", () => s.run(issue).units.length > 1 && named() > 0);
  await until("its start", () => stateOf(s.run(issue), 1).child?.run !== null);
  return named();
}

const passed = { conclusion: "success", output: "ok" } as const;
const isDone = (run: Run): boolean => run.phase.kind === "done";

describe("a part that is too large for its plan", () => {
  it("becomes an issue with a run of its own, and one pull request into the line", async () => {
    const s = await stage(scene);
    const issue = await s.labelled();
    const child = await childOf(s, issue);
    const opened = await s.issue(child);
    expect(opened).toMatchObject({ title: "Unit u2", user: { login: "quorum[bot]" } });
    expect(opened?.body).toContain(`Part of #${issue}: u2 of its plan`);
    expect(opened?.body).toContain("What its own units do.");
    expect(await s.subIssues(issue)).toEqual([child]);
    await until("the parent is done", () => isDone(s.run(issue)));
    const [parent, own] = [s.run(issue), s.run(child)];
    expect(own.started.issue.body).toContain("What its own units do.");
    const pulls = (await s.pulls()).map((p) => ({
      from: p.head.ref.replace(/-unit-u.*$/, ""),
      to: p.base.ref,
      merged: p.merged_at !== null,
    }));
    const line = parent.line.name;
    expect(pulls).toEqual([
      { from: `${line}.u1`, to: line, merged: true },
      { from: `${own.line.name}.u1-inner-u1`, to: own.line.name, merged: true },
      { from: `${own.line.name}.u2-inner-u2`, to: own.line.name, merged: true },
      { from: own.line.name, to: line, merged: true },
      { from: `${line}.u3`, to: line, merged: true },
      { from: line, to: "main", merged: false },
    ]);
    expect(s.logged).toEqual([]);
    const all = await s.pulls();
    expect(all.at(-1)?.body).toContain(`Fixes #${issue}, fixes #${child}.`);
    expect(all.find((p) => p.head.ref === own.line.name)?.body).toContain(
      `Part of #${issue}, all of #${child}.`,
    );
    expect(await s.told(issue, "done ·")).toContain("| u2 | Unit u2 | u1 | merged |  | green | #");
    const said = await s.told(child, "done ·");
    expect(said).toContain(`child run of #${issue}, its u2 · asked by ann`);
    expect(said.replaceAll("&#8203;", "")).toContain(`waits for the gate of #${issue}`);
  });

  it("shows on both issues what a person stopped, and goes on with its parent", async () => {
    const gate = Promise.withResolvers<CiResult>();
    // What the child's own units do hangs in CI until it is let go.
    const ci = (job: CiJob): Promise<CiResult> =>
      existsSync(join(job.dir, "11/s1.txt")) ? gate.promise : Promise.resolve(passed);
    const s = await stage({ ...scene, ci });
    const issue = await s.labelled();
    const child = await childOf(s, issue);
    expect(child).toBe(3);
    expect(await s.told(issue, /child run in #3/)).toContain(
      "| u2 | Unit u2 | u1 | child run in #3",
    );
    expect(await s.command("ann", issue, "/quorum stop")).toMatch(/^Done/);
    await s.told(child, "which it is a part of, was stopped, by ann");
    expect(await s.command("ann", issue, "/quorum retry")).toMatch(/^Done/);
    await until("it goes on", () => s.run(child).phase.kind === "units");
    gate.resolve(passed);
    await until("the parent is done", () => isDone(s.run(issue)));
  });
});
