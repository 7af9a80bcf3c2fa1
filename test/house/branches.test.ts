// Branches that vanish or move under a run on the local GitHub, and CI that is red, late or absent.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { lineBranch } from "../../src/core/run/names.ts";
import type { CiJob, CiResult } from "../../src/forge/forge.ts";
import { planOf, unit } from "../core/run/facts.ts";
import { until } from "../until.ts";
import { done, held, oneUnit, phase } from "./held.ts";
import { name, settings, stage, tearDown } from "./stage.ts";

afterEach(tearDown);

// Git dates commits by the second: within one, the same change is the same commit again, and GitHub
// lets its pull request be reopened.
const anotherSecond = () => {
  const second = () => Math.floor(Date.now() / 1000);
  const from = second();
  return until("another second begins", () => second() > from);
};

describe("a branch that somebody deleted", () => {
  it("of a unit is pushed again by a retry, as another pull request", async () => {
    const { s, issue, pull, admin, release } = await held();
    await admin.deleteBranch(name, "ann", pull.head.ref);
    const body = await s.told(issue, "branch gone");
    expect(body).toContain(`somebody deleted ${pull.head.ref}`);
    release();
    await anotherSecond();
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
    const [first, second] = await s.pulls();
    expect(first?.merged_at).toBeNull();
    expect(second?.head.ref).toBe(pull.head.ref);
    expect(second?.merged_at).not.toBeNull();
  });

  it("of a run is made again by a retry, and the unit's pull request reopened", async () => {
    const { s, issue, pull, admin, release } = await held();
    const line = lineBranch(s.run(issue).started.run);
    const samples = s.run(issue).spend.samples;
    await admin.deleteBranch(name, "ann", line);
    const body = await s.told(issue, `the branch ${line} is gone`);
    expect(body).toContain("`/quorum retry`");
    release();
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
    const [first, final] = await s.pulls();
    expect(first?.number).toBe(pull.number);
    expect(first?.merged_at).not.toBeNull();
    expect(final?.head.ref).toBe(line);
    expect(s.run(issue).spend.samples).toBe(samples);
  });
});

describe("a base branch that is gone", () => {
  it("stops the run before its last pull request; a retry opens it once it is back", async () => {
    const { s, issue, admin, release } = await held();
    const main = (await s.head("main")) ?? "";
    await admin.deleteBranch(name, "ann", "main");
    release();
    const body = await s.told(issue, "the branch main does not exist");
    expect(body).toContain("create it again");
    expect(body).toContain("`/quorum retry`");
    expect(phase(s, issue)).toBe("stuck");
    expect(s.run(issue).merged).toBe(1);
    await admin.pushFromGit(name, s.forge.repositoryDir(name), main);
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
    const [, final] = await s.pulls();
    expect(final?.base.ref).toBe("main");
  });
});

describe("a line that a person pushed to", () => {
  it("has its unit rebuilt on top, and keeps what the person did", async () => {
    const { s, issue, pull, admin, release } = await held();
    const line = lineBranch(s.run(issue).started.run);
    const order = { branch: line, message: "By hand" };
    await admin.pushCommit(name, "ann", order, { "hand.txt": "mine\n" });
    release();
    await done(s, issue);
    const [first] = await s.pulls();
    expect(first?.head.sha).not.toBe(pull.head.sha);
    const changed = await s.files((await s.head(line)) ?? "");
    expect(changed).toContain("hand.txt");
    expect(changed).toContain("u1/s1.txt");
  });

  it("in conflict with the unit stops it with the place, after its attempts", async () => {
    const { s, issue, admin, release } = await held();
    const order = { branch: lineBranch(s.run(issue).started.run), message: "By hand" };
    await admin.pushCommit(name, "ann", order, { "u1/s1.txt": "taken" });
    release();
    const body = await s.told(issue, "attempt 3 of 3 failed");
    expect(body).toContain("u1/s1.txt was changed by a person");
    expect(body).toContain("Deal with the cause, then comment `/quorum retry`.");
    expect((await s.pulls())[0]?.merged_at).toBeNull();
    await admin.pushCommit(name, "ann", order, { "u1/s1.txt": "free" });
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
  });
});

const judge = async ({ dir }: CiJob): Promise<CiResult> => {
  const wrong = readFileSync(join(dir, "u1/s1.txt"), "utf8") === "wrong";
  return wrong
    ? { conclusion: "failure", output: "not ok 1 - says right" }
    : { conclusion: "success", output: "ok" };
};

describe("CI", () => {
  it("that is red is answered by another attempt on the same pull request", async () => {
    const answer = (place: string): string => (place.startsWith("0.1.") ? "wrong" : "right");
    const s = await stage({ plan: oneUnit, ci: judge, answer });
    const issue = await s.labelled();
    await done(s, issue);
    const [first, ...more] = await s.pulls();
    expect(first?.body).toContain('"attempt": 2');
    expect(more).toHaveLength(1);
  });

  it("that stays red stops the unit with what it said; a retry tries again", async () => {
    let word = "wrong";
    const s = await stage({ plan: oneUnit, ci: judge, answer: () => word });
    const issue = await s.labelled();
    await s.told(issue, "attempt 3 of 3 failed: CI was red");
    const why = await s.command("tom", issue, "/quorum why");
    expect(why).toContain("not ok 1 - says right");
    word = "right";
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
  });

  it("that never reports a required check stops the unit and names the check", async () => {
    const config = `${settings}limits: {ciMinutes: 1}\nchecks: {required: [nightly]}\n`;
    const s = await stage({ plan: oneUnit, files: { ".github/quorum.yml": config } });
    const issue = await s.labelled();
    const body = await s.told(issue, "CI did not report on");
    expect(body).toContain("no check named nightly yet");
  });

  it("that runs nowhere lets nothing begin, until a workflow is there", async () => {
    const files = { ".github/workflows/ci.yml": "on: workflow_dispatch\njobs: {}\n" };
    const s = await stage({ plan: planOf(unit("u1")), files });
    const issue = await s.labelled();
    const body = await s.told(issue, "nothing could verify a change");
    expect(body).toContain("Comment `/quorum run` to start a new run");
    expect(s.run(issue).spend.samples).toBe(0);
    expect(await s.command("ann", issue, "/quorum retry")).toContain("No run is under way");
    const workflow = "on: pull_request\njobs: {test: {steps: [{run: check}]}}\n";
    const added = { ".github/workflows/ci.yml": workflow };
    await s.forge.admin.pushDirectory(name, added, "Add CI");
    await s.forge.admin.comment(name, "ann", issue, "/quorum run auto");
    await until("a new run is done", () => phase(s, issue) === "done");
  });
});
