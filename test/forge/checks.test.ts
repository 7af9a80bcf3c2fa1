// Check runs and suites per app, their roll-up, and commit statuses.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  at,
  commit,
  list,
  number,
  permissions,
  repository,
  root,
  setStage,
  signJwt,
  text,
  type Call,
  type Stage,
} from "./stage.ts";

let stage: Stage;
let sha: string;
beforeEach(async () => {
  stage = await setStage();
  sha = await commit(stage.app, "beans", { "b.js": "1\n" });
  await stage.names();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

async function otherApp(): Promise<Call> {
  const { admin } = stage.forge;
  const hook = { webhookUrl: null, webhookSecret: "x", events: [] };
  const made = await admin.createApp({ slug: "lint", permissions, ...hook });
  const installation = await admin.install("lint", [repository]);
  const jwt = stage.as(signJwt(made.appId, made.privateKeyPem));
  const token = await jwt("POST", `/app/installations/${installation}/access_tokens`, {});
  return stage.as(text(token.body, "token"));
}

describe("a check run", () => {
  it("is completed by its conclusion, and its suite with it, each told once", async () => {
    const { app } = stage;
    const made = await app("POST", `${root}/check-runs`, {
      name: "quorum/gate",
      head_sha: sha,
      external_id: "7-a.1",
      status: "in_progress",
    });
    expect(made.body).toMatchObject({ status: "in_progress", external_id: "7-a.1" });
    const path = `${root}/check-runs/${number(made.body, "id")}`;
    const output = { title: "3 of 3", summary: "Votes" };
    const done = await app("PATCH", path, { conclusion: "success", output });
    expect(done.body).toMatchObject({ status: "completed", conclusion: "success", output });
    await app("PATCH", path, { output: { title: "3 of 3", summary: "Votes, again" } });
    expect(await stage.names()).toEqual([
      "check_run.created",
      "check_run.completed",
      "check_suite.completed",
    ]);
    expect((await app("GET", path)).body).toMatchObject({ output: { summary: "Votes, again" } });
  });

  it("needs a known commit, a conclusion to be completed, and room for its output", async () => {
    const { app } = stage;
    const post = (more: object) =>
      app("POST", `${root}/check-runs`, { name: "x", head_sha: sha, ...more });
    expect((await post({ head_sha: "3".repeat(40) })).status).toBe(422);
    expect((await post({ status: "completed" })).status).toBe(422);
    const summary = "x".repeat(65_536);
    expect((await post({ output: { title: "t", summary } })).status).toBe(422);
    const odo = stage.as(await stage.forge.admin.createUserToken("odo"));
    const person = await odo("POST", `${root}/check-runs`, { name: "x", head_sha: sha });
    expect(person.status).toBe(403);
    stage.problems.splice(0);
  });

  it("belongs to its app: others read and filter it but cannot change it", async () => {
    const lint = await otherApp();
    const made = await lint("POST", `${root}/check-runs`, { name: "lint", head_sha: sha });
    await stage.app("POST", `${root}/check-runs`, { name: "quorum/gate", head_sha: sha });
    const path = `${root}/check-runs/${number(made.body, "id")}`;
    const change = await stage.app("PATCH", path, { conclusion: "success" });
    expect(change.status).toBe(403);
    expect(text(change.body, "message")).toMatch(/modified by the GitHub App/);
    const id = number(made.body, "app.id");
    const only = await stage.app("GET", `${root}/commits/${sha}/check-runs?app_id=${id}`);
    expect(only.body).toMatchObject({ total_count: 1, check_runs: [{ name: "lint" }] });
    const all = await stage.app("GET", `${root}/commits/beans/check-runs`);
    expect(all.body).toMatchObject({ total_count: 2 });
  });

  it("gives way to the newest of its name unless all are asked for", async () => {
    const post = (conclusion: string) =>
      stage.app("POST", `${root}/check-runs`, { name: "t", head_sha: sha, conclusion });
    await post("failure");
    await post("success");
    const read = (query: string) => stage.app("GET", `${root}/commits/${sha}/check-runs${query}`);
    expect(at((await read("")).body, "check_runs")).toMatchObject([{ conclusion: "success" }]);
    expect(list(at((await read("?filter=all")).body, "check_runs"))).toHaveLength(2);
    expect((await read("?check_name=none")).body).toMatchObject({ total_count: 0 });
  });
});

describe("a suite", () => {
  it("is asked of every app that may write checks, and stays queued without runs", async () => {
    await commit(stage.app, "peas", { "p.js": "1\n" });
    expect(await stage.names()).toContain("check_suite.requested");
    const suites = await stage.app("GET", `${root}/commits/peas/check-suites`);
    expect(suites.body).toMatchObject({
      total_count: 1,
      check_suites: [{ status: "queued", latest_check_runs_count: 0, app: { slug: "sower" } }],
    });
  });

  it("ends as its worst run", async () => {
    const post = (name: string, conclusion: string) =>
      stage.app("POST", `${root}/check-runs`, { name, head_sha: sha, conclusion });
    await post("a", "success");
    const run = await post("b", "timed_out");
    const id = number(run.body, "check_suite.id");
    const suite = await stage.app("GET", `${root}/check-suites/${id}`);
    expect(suite.body).toMatchObject({ status: "completed", conclusion: "timed_out" });
  });
});

it("combines the newest status of each context", async () => {
  const { app } = stage;
  const post = (context: string, state: string) =>
    app("POST", `${root}/statuses/${sha}`, { context, state });
  const combined = async () =>
    text((await app("GET", `${root}/commits/${sha}/status`)).body, "state");
  expect(await combined()).toBe("pending");
  await post("lint", "failure");
  expect(await combined()).toBe("failure");
  await post("lint", "success");
  await post("build", "pending");
  expect(await combined()).toBe("pending");
  await post("build", "success");
  expect(await combined()).toBe("success");
  expect(list((await app("GET", `${root}/commits/${sha}/statuses`)).body)).toHaveLength(4);
  expect((await stage.names()).filter((name) => name === "status")).toHaveLength(4);
});
