// Every command on the local GitHub: with the right permission, with a lower one, and misspelt.
import { afterEach, expect, it } from "vitest";
import { commands } from "../../src/core/command/table.ts";
import { until } from "../until.ts";
import { done, oneUnit, phase } from "./held.ts";
import { name, stage, tearDown, type Stage } from "./stage.ts";

afterEach(tearDown);

const malformed: Readonly<Record<string, string>> = {
  run: "run at once",
  approve: "approve u1",
  reject: "rejct too large",
  status: "status u1",
  why: "why not",
  stop: "stop now",
  retry: "retry twice",
  help: "help me!",
};

async function waiting(): Promise<{ readonly s: Stage; readonly issue: number }> {
  const s = await stage({ plan: oneUnit });
  const issue = await s.labelled("quorum");
  await until("the plan waits", () => phase(s, issue) === "approval");
  return { s, issue };
}

it("misspelt or misused, says so and what is meant, and does nothing", async () => {
  expect(Object.keys(malformed)).toEqual(commands.map((one) => one.verb));
  const { s, issue } = await waiting();
  const before = s.run(issue);
  for (const [verb, text] of Object.entries(malformed)) {
    const said = await s.command("ann", issue, `/quorum ${text}`);
    expect([verb, said]).toEqual([verb, expect.stringContaining(`/quorum ${verb}`)]);
    expect([verb, said]).toEqual([verb, expect.stringMatching(/nothing was done|not carried out/)]);
  }
  expect(s.run(issue).phase).toEqual(before.phase);
});

it("by somebody who may only triage, is done where triage is enough", async () => {
  const { s, issue } = await waiting();
  for (const { verb, needs } of commands) {
    const said = await s.command("tom", issue, `/quorum ${verb}`);
    const refused = said.includes("it needs at least write access");
    expect([verb, refused]).toEqual([verb, needs === "write"]);
  }
  expect(phase(s, issue)).toBe("approval");
});

it("by somebody who may only read, is not answered", async () => {
  const { s, issue } = await waiting();
  const { admin } = s.forge;
  for (const { verb } of commands) await admin.comment(name, "eve", issue, `/quorum ${verb}`);
  const asked = () =>
    admin.requests().filter((one) => one.path.endsWith("/collaborators/eve/permission"));
  await until("each was looked at", () => asked().length === commands.length);
  await s.command("ann", issue, "/quorum help");
  const ours = (await s.comments(issue)).filter((one) => one.user.login === "quorum[bot]");
  expect(ours).toHaveLength(2);
  expect(phase(s, issue)).toBe("approval");
});

it("run, approve, reject, stop and retry lead a run from state to state", async () => {
  const { s, issue } = await waiting();
  const say = (text: string) => s.command("ann", issue, `/quorum ${text}`);
  await s.forge.admin.comment(name, "ann", issue, "/quorum run");
  await until("no second run is started", async () =>
    (await s.comments(issue)).some((one) => one.body.includes("is already working on this issue")),
  );
  expect(await say("retry")).toContain("is neither stuck nor stopped");
  expect(await say("reject it is too large")).toMatch(/^Done/);
  await s.told(issue, "the plan was rejected: it is too large");
  expect(await say("approve")).toContain("is stopped");
  expect(await say("retry")).toMatch(/^Done/);
  await until("another plan waits", () => phase(s, issue) === "approval");
  expect(await say("stop")).toMatch(/^Done/);
  expect(await say("stop")).toContain("is stopped already");
  expect(await say("status")).toContain("**Quorum:** stopped");
  expect(await say("why")).toContain("**Next:** Comment `/quorum retry`");
  expect(await say("retry")).toMatch(/^Done/);
  expect(await say("approve")).toMatch(/^Done/);
  await done(s, issue);
  expect(await say("stop")).toContain("No run is under way");
  expect(await say("status")).toContain("**Quorum:** done");
  const first = s.run(issue).started.run;
  await s.forge.admin.comment(name, "ann", issue, "/quorum run");
  await until("a second run", () => s.run(issue).started.run !== first);
});
