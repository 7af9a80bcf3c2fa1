// The main path over the local GitHub: a labelled issue becomes voted, verified, merged units.
import { afterEach, describe, expect, it } from "vitest";
import { lineBranch } from "../../src/core/run/names.ts";
import type { EventOf } from "../../src/core/run/event.ts";
import { planOf, unit } from "../core/run/facts.ts";
import { until } from "../until.ts";
import { name, settings, stage, tearDown, type Stage } from "./stage.ts";

afterEach(tearDown);

const done = (s: Stage, issue: number) =>
  until(`run on #${issue} is done`, () => s.run(issue).phase.kind === "done");

/** One comment, edited in place: table, graph, votes, CI and pull requests. */
async function followed(s: Stage, issue: number): Promise<void> {
  const body = await s.told(issue, "done ·");
  const comment = await s.status(issue);
  expect(comment?.user.login).toBe("quorum[bot]");
  expect(body).toContain("| unit | title | needs | state | votes | CI | PR |");
  expect(body).toContain("| u1 | Unit u1 |  | merged | 2–0 | green | #2 |");
  expect(body).toContain("| u2 | Unit u2 | u1 | merged | 2–0 | green | #3 |");
  expect(body).toMatch(/```mermaid\ngraph LR\nn0\["u1 Unit u1"\]:::merged\n.*\nn0 --> n1\n/);
  expect(body).toContain("Review and merge #4.");
  const edits = s.events.filter((e): e is EventOf<"published"> => e.kind === "published");
  expect(edits.length).toBeGreaterThan(1);
  expect(new Set(edits.map((event) => event.comment))).toEqual(new Set([comment?.id]));
  expect(await s.comments(issue)).toHaveLength(1);
}

describe("an issue labelled quorum:auto", () => {
  it("becomes units merged by the gate and a final pull request, told in one comment", async () => {
    const s = await stage();
    const main = await s.head("main");
    const issue = await s.labelled();
    await done(s, issue);
    const line = lineBranch(s.run(issue).started.run);
    const [first, second, final, ...more] = await s.pulls();
    if (!first || !second || !final) throw new Error("three pull requests");
    expect(more).toEqual([]);
    for (const [pull, id] of [
      [first, "u1"],
      [second, "u2"],
    ] as const) {
      expect(pull).toMatchObject({ title: `${id}: Unit ${id}`, base: { ref: line } });
      expect(pull.user.login).toBe("quorum[bot]");
      expect(pull.merged_at).not.toBeNull();
      expect(pull.body).toContain(`Part of #${issue}.`);
      expect(pull.body).not.toMatch(/\b(fix|close|resolve)[sd]?\b.{0,3}#/i);
      expect(pull.body).toMatch(/\| 1 \| \S+ \| 2 \| 0 \| 2 \| none \|/);
      expect(await s.check(pull.head.sha, "quorum/gate")).toMatchObject({
        conclusion: "success",
        app: { slug: "quorum" },
        output: { title: "Passed: 3 conditions hold, votes 2–0" },
      });
    }
    expect(final).toMatchObject({ state: "open", draft: false, base: { ref: "main" } });
    expect(final.head.ref).toBe(line);
    expect(final.body).toContain(`Fixes #${issue}.`);
    expect(await s.head("main")).toBe(main);
    const merges = s.events.filter((event) => event.kind === "merged");
    expect(merges.map((event) => event.unit)).toEqual([0, 1]);
    expect(s.logged).toEqual([]);
    await followed(s, issue);
  });

  it("is worked beside others in the same repository, each on a line of its own", async () => {
    const s = await stage({ plan: planOf(unit("u1")) });
    const issues = await Promise.all([s.labelled(), s.labelled()]);
    for (const issue of issues) await done(s, issue);
    const pulls = await s.pulls();
    const lines = issues.map((issue) => lineBranch(s.run(issue).started.run));
    expect(new Set(lines).size).toBe(2);
    for (const line of lines) {
      expect(pulls.filter((one) => one.base.ref === line)).toHaveLength(1);
      expect(pulls.filter((one) => one.head.ref === line)).toHaveLength(1);
    }
    for (const issue of issues) {
      const final = pulls.find((one) => one.body?.includes(`Fixes #${issue}.`));
      expect(final?.head.ref).toBe(lineBranch(s.run(issue).started.run));
    }
  });
});

describe("an issue labelled quorum", () => {
  it("shows its plan and opens nothing before somebody who may write approves it", async () => {
    const s = await stage();
    const issue = await s.labelled("quorum");
    await until("the plan waits", () => s.run(issue).phase.kind === "approval");
    const body = await s.told(issue, "approval ·");
    expect(body).toContain("| u2 | Unit u2 | u1 | waiting |");
    expect(body).toContain("Comment `/quorum approve` to start");
    expect(await s.command("tom", issue, "/quorum approve")).toContain("needs at least write");
    expect(await s.command("ann", issue, "/quorum approve it")).toContain("takes nothing behind");
    expect(s.run(issue).phase.kind).toBe("approval");
    expect(await s.pulls()).toEqual([]);
    expect(await s.head(lineBranch(s.run(issue).started.run))).toBeNull();
    expect(await s.command("ann", issue, "/quorum approve")).toMatch(/^Done/);
    await done(s, issue);
  });
});

describe("units that merge into the base", () => {
  it("go there one by one, without a line and without a final pull request", async () => {
    const into = { ".github/quorum.yml": `${settings}merge: {into: base}\n` };
    const s = await stage({ files: into });
    const issue = await s.labelled();
    await done(s, issue);
    const pulls = await s.pulls();
    expect(pulls.map((one) => one.base.ref)).toEqual(["main", "main"]);
    expect(pulls.every((one) => one.merged_at !== null)).toBe(true);
    expect(await s.head(lineBranch(s.run(issue).started.run))).toBeNull();
    expect(await s.head("main")).toBe(s.run(issue).line.head);
  });
});

describe("bots", () => {
  it("start nothing and command nothing, whether it is Quorum's own or another one", async () => {
    const s = await stage();
    const { admin } = s.forge;
    const hook = { webhookUrl: null, webhookSecret: "" };
    await admin.createApp({ slug: "helper", permissions: {}, events: [], ...hook });
    await admin.setPermission(name, "helper[bot]", "admin");
    const issue = await admin.createIssue(name, "eve", { title: "Do it", body: "Please." });
    for (const bot of ["helper[bot]", "quorum[bot]"]) {
      await admin.labelIssue(name, bot, issue, "quorum:auto");
      await admin.comment(name, bot, issue, "/quorum run auto");
      await admin.unlabelIssue(name, bot, issue, "quorum:auto");
    }
    await admin.settled();
    await admin.comment(name, "ann", issue, "/quorum help");
    await until("help", async () => (await s.comments(issue)).length === 3);
    expect(() => s.run(issue)).toThrow("no run");
  });
});
