// People beside a run on the local GitHub: reviews, closed issues, labels taken off, hands on PRs.
import { afterEach, describe, expect, it } from "vitest";
import { simulatedAgents } from "../../src/simulate/craft.ts";
import { demanding } from "../engine/measuring.ts";
import { until } from "../until.ts";
import { done, held, oneUnit, phase } from "./held.ts";
import { name, tearDown } from "./stage.ts";

afterEach(tearDown);

describe("a review", () => {
  it("that requests changes blocks until it approves; a mere reader's counts nothing", async () => {
    const { s, issue, pull, admin, release } = await held();
    await admin.review(name, "eve", pull.number, "REQUEST_CHANGES", "I do not like it");
    await admin.review(name, "ann", pull.number, "REQUEST_CHANGES", "Not yet");
    release();
    const body = await s.told(issue, "changes were requested by ann");
    expect(body).not.toContain("eve");
    expect(body).toContain(`On #${pull.number}, dismiss the review or approve`);
    await until("the gate says so", async () => {
      const check = await s.check(pull.head.sha, "quorum/gate");
      return check?.conclusion === "action_required";
    });
    expect((await s.check(pull.head.sha, "quorum/gate"))?.output.summary).toContain(
      "no changes requested: requested by ann. Dismiss the review, or approve.",
    );
    expect((await s.pulls())[0]?.merged_at).toBeNull();
    await admin.review(name, "ann", pull.number, "APPROVE");
    await done(s, issue);
    expect((await s.check(pull.head.sha, "quorum/gate"))?.conclusion).toBe("success");
  });
});

describe("an acceptance that only a person can see", () => {
  it("holds the unit until somebody who may write approves what it came to", async () => {
    const inspection = { id: "R1.A1", method: "inspection", given: "", when: "" } as const;
    const acceptance = [{ ...inspection, expected: "it reads well" }];
    const agents = demanding(simulatedAgents(oneUnit), { acceptance });
    const { s, issue, pull, admin, release } = await held({ agents });
    expect(pull.body).toContain("| R1.A1 (must) | inspection | u1 |");
    expect(pull.body).toContain("waits for a person's review");
    release();
    const body = await s.told(issue, "it reads well. See for yourself on");
    expect(body).toContain(`#${pull.number}, then approve it or request changes.`);
    await admin.review(name, "eve", pull.number, "APPROVE");
    await admin.settled();
    await until("the gate waits for a person", async () => {
      const check = await s.check(pull.head.sha, "quorum/gate");
      return check?.conclusion === "action_required";
    });
    expect((await s.pulls())[0]?.merged_at).toBeNull();
    await admin.review(name, "ann", pull.number, "APPROVE");
    await done(s, issue);
    const final = (await s.pulls()).find((one) => one.base.ref === "main");
    expect(final?.body).toContain("accepted by a person when its unit was merged");
  });
});

describe("an issue", () => {
  it("that is closed stops its run, and a retry goes on from there", async () => {
    const { s, issue, admin, release } = await held();
    await admin.closeIssue(name, "eve", issue);
    await until("it is stopped", () => phase(s, issue) === "stopped");
    const body = await s.told(issue, "stopped ·");
    expect(body).toContain("Stopped by eve: the issue was closed.");
    expect(body).toContain("Comment `/quorum retry` to go on from here, or `/quorum run`");
    release();
    await admin.settled();
    expect((await s.pulls()).map((one) => one.merged_at)).toEqual([null]);
    expect(await s.command("ann", issue, "/quorum stop")).toContain("is stopped already");
    await admin.reopenIssue(name, "ann", issue);
    expect(await s.command("ann", issue, "/quorum retry")).toMatch(/^Done/);
    await done(s, issue);
  });

  it("whose label is taken off stops it only for somebody who may write", async () => {
    const { s, issue, admin } = await held();
    await admin.unlabelIssue(name, "tom", issue, "quorum:auto");
    expect(await s.command("tom", issue, "/quorum status")).toContain("**Quorum:** working");
    await admin.labelIssue(name, "tom", issue, "quorum:auto");
    await admin.unlabelIssue(name, "ann", issue, "quorum:auto");
    await s.told(issue, "Stopped by ann: its label was taken off the issue.");
    await admin.labelIssue(name, "ann", issue, "quorum");
    await until("a new run plans", () => phase(s, issue) === "approval");
  });

  it("that is deleted ends its run, which then asks GitHub for nothing more", async () => {
    const { s, issue, admin, release } = await held();
    await admin.deleteIssue(name, "octo", issue);
    await until("it is given up", () => phase(s, issue) === "failed");
    expect(s.run(issue).phase).toMatchObject({
      because: "`octo` deleted the issue or moved it elsewhere",
    });
    release();
    await admin.settled();
    await until("nothing is under way", () => s.engine.live().length === 0);
    expect((await s.pulls()).map((one) => one.merged_at)).toEqual([null]);
  });
});

describe("a pull request", () => {
  it("that a person closed is opened again by a retry, told of its new attempt", async () => {
    const { s, issue, pull, admin, release } = await held();
    await admin.closePull(name, "ann", pull.number);
    const body = await s.told(issue, "somebody closed");
    expect(body).toContain("`/quorum retry`");
    release();
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
    const [first, final] = await s.pulls();
    expect(first?.number).toBe(pull.number);
    expect(first?.body).toContain('"attempt": 2');
    expect(first?.merged_at).not.toBeNull();
    expect(final?.body).toContain(`Fixes #${issue}.`);
  });

  it("that a person merged by hand counts as merged", async () => {
    const { s, issue, pull, admin } = await held();
    await admin.mergePull(name, "ann", pull.number);
    await done(s, issue);
    expect(await s.pulls()).toHaveLength(2);
  });

  it("that a person pushed to waits for a retry, which builds on top of it", async () => {
    const { s, issue, pull, admin, release } = await held();
    const order = { branch: pull.head.ref, message: "By hand" };
    const pushed = await admin.pushCommit(name, "ann", order, { "hand.txt": "mine\n" });
    await s.told(issue, "somebody pushed");
    expect((await s.pulls())[0]?.merged_at).toBeNull();
    release();
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
    const [first] = await s.pulls();
    expect(first?.merged_at).not.toBeNull();
    expect(first?.head.sha).not.toBe(pushed);
  });
});
