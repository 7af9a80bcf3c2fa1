// A repository that is renamed, and an installation that is suspended, narrowed or removed, while a
// run is under way on the local GitHub.
import { afterEach, describe, expect, it } from "vitest";
import type { FaultPlan } from "../../src/forge/forge.ts";
import { permissions } from "../../src/github/manifest.ts";
import { until } from "../until.ts";
import { done, held, oneUnit } from "./held.ts";
import { name, stage, tearDown } from "./stage.ts";

afterEach(tearDown);

const stuckOn = async (s: Awaited<ReturnType<typeof held>>["s"], issue: number, words: string) => {
  await until(`it is stuck: ${words}`, () => {
    const { phase: now } = s.run(issue);
    return now.kind === "stuck" && now.cause.includes(words);
  });
};

describe("a repository that is renamed", () => {
  it.each([
    ["is followed to its new name", false],
    ["is followed by redirects while no webhook arrives", true],
  ])("%s", async (_name, silent) => {
    let lost = false;
    const faults: FaultPlan = { delivery: () => (lost ? { kind: "lost" } : null) };
    const { s, issue, pull, admin, release } = await held({ faults });
    lost = silent;
    await admin.renameRepository(name, "octo", "renamed");
    release();
    await done(s, issue);
    const [first, final] = await s.pulls();
    expect(first?.number).toBe(pull.number);
    expect(first?.merged_at).not.toBeNull();
    expect(final?.body).toContain(`Fixes #${issue}.`);
    const requests = admin.requests().filter((one) => one.method === "POST");
    const opened = requests.filter((one) => one.path.endsWith("/pulls"));
    const old = opened.filter((one) => one.path === "/repos/octo/hello/pulls");
    expect(old.map((one) => one.status)).toEqual(silent ? [201, 307] : [201]);
    expect(opened.at(-1)?.path).toBe("/repos/octo/renamed/pulls");
  });
});

describe("an installation", () => {
  it("that is suspended stops the run without a call; taken up again, it says so", async () => {
    const { s, issue, admin, release } = await held();
    await admin.suspend(s.installation);
    release();
    await stuckOn(s, issue, "The installation is suspended");
    const asked = admin.requests().filter((one) => one.by === "quorum" && one.status !== 403);
    await admin.unsuspend(s.installation);
    const body = await s.told(issue, "The installation is suspended");
    expect(body).toContain("needs a person");
    expect(body).toContain("`/quorum retry`");
    expect(asked.at(-1)?.status).toBeLessThan(300);
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
  });

  it("that loses the repository stops the run, and goes on when it has it again", async () => {
    const { s, issue, admin, release } = await held();
    await admin.takeFrom(s.installation, name);
    release();
    await stuckOn(s, issue, "The app was taken from this repository");
    await admin.install("quorum", [name]);
    await s.told(issue, "The app was taken from this repository");
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
  });

  it("that was removed and made anew carries the run on under its new id", async () => {
    const { s, issue, admin, release } = await held();
    await admin.uninstall(s.installation);
    release();
    await stuckOn(s, issue, "The app is not installed there any more");
    expect(await admin.install("quorum", [name])).not.toBe(s.installation);
    await s.told(issue, "not installed there any more");
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
  });

  it("that loses a permission stops the run, and goes on once it is accepted again", async () => {
    const { s, issue, admin, release } = await held();
    const { statuses: _, ...less } = permissions;
    await admin.setPermissions(s.installation, less);
    release();
    await stuckOn(s, issue, "lacks a permission");
    await admin.setPermissions(s.installation, permissions);
    await s.told(issue, "lacks a permission");
    await s.command("ann", issue, "/quorum retry");
    await done(s, issue);
  });

  it("that had no permission when a label came begins once it is accepted", async () => {
    const s = await stage({ plan: oneUnit });
    const { admin } = s.forge;
    const { statuses: _, ...less } = permissions;
    await admin.setPermissions(s.installation, less);
    const issue = await admin.createIssue(name, "eve", { title: "Do it", body: "Please." });
    await admin.labelIssue(name, "ann", issue, "quorum:auto");
    await until("the label is given up", () => s.logged.join().includes("delivery given up"));
    expect(s.logged.join()).toContain("lacks a permission");
    await admin.setPermissions(s.installation, permissions);
    await until("a run begins", () => s.events.some((event) => event.kind === "started"));
    await done(s, issue);
  });
});
