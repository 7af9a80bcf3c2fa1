// Webhooks: signed, with ids of their own, logged, sent again when asked; and what may go wrong.
import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { DeliveryFault, FaultPlan } from "../../src/forge/faults.ts";
import { at, list, number, repository, root, secret, setStage, text, type Stage } from "./stage.ts";

let stage: Stage;
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

/** Faults for the issue events of a stage, one per event in order. */
const faulty = (...faults: (DeliveryFault | null)[]): FaultPlan => ({
  delivery: ({ event, redelivery }) =>
    event === "issues" && !redelivery ? (faults.shift() ?? null) : null,
});

const open = (title: string) => stage.forge.admin.createIssue(repository, "odo", { title });
const titles = (): string[] =>
  stage.heard
    .filter(({ name }) => name === "issues.opened")
    .map(({ payload }) => text(payload, "issue.title"));

describe("a delivery", () => {
  it("carries GitHub's headers, a signature of its exact bytes and an id of its own", async () => {
    stage = await setStage();
    await open("one");
    await open("two");
    await stage.forge.admin.settled();
    expect(stage.heard.map(({ name }) => name).slice(0, 2)).toEqual([
      "ping",
      "installation.created",
    ]);
    for (const { headers, text } of stage.heard) {
      const hmac = createHmac("sha256", secret).update(text).digest("hex");
      expect(headers["x-hub-signature-256"]).toBe(`sha256=${hmac}`);
      expect(headers).toMatchObject({
        "content-type": "application/json",
        "x-github-hook-installation-target-id": String(stage.appId),
        "x-github-hook-installation-target-type": "integration",
      });
    }
    const guids = new Set(stage.heard.map(({ guid }) => guid));
    expect(guids.size).toBe(stage.heard.length);
    for (const guid of guids) expect(guid).toMatch(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
    expect(stage.heard.at(-1)?.payload).toMatchObject({ installation: { id: stage.installation } });
  });

  it("that failed is in the log and comes again, under its old id, when asked for", async () => {
    stage = await setStage();
    stage.answerWith(500);
    await open("one");
    await stage.names();
    stage.answerWith(200);
    const log = await stage.jwt("GET", "/app/hook/deliveries?per_page=1");
    expect(log.body).toMatchObject([{ event: "issues", action: "opened", status_code: 500 }]);
    expect(log.headers.get("link")).toContain('rel="next"');
    const path = `/app/hook/deliveries/${number(log.body, "0.id")}`;
    const one = await stage.jwt("GET", path);
    expect(text(one.body, "request.payload.issue.title")).toBe("one");
    expect((await stage.jwt("POST", `${path}/attempts`)).status).toBe(202);
    expect(await stage.names()).toEqual(["issues.opened"]);
    expect(stage.heard.at(-1)?.guid).toBe(stage.heard.at(-2)?.guid);
    const again = await stage.jwt("GET", "/app/hook/deliveries?per_page=1");
    expect(again.body).toMatchObject([{ redelivery: true, status: "OK" }]);
    expect((await stage.jwt("GET", "/app/hook/deliveries/1")).status).toBe(404);
  });

  it("can be lost, and found in the log", async () => {
    stage = await setStage({ faults: faulty({ kind: "lost" }) });
    await open("one");
    expect(await stage.names()).toEqual([]);
    const [lost] = stage.forge.admin.deliveries();
    expect(lost).toMatchObject({ event: "issues", statusCode: 0 });
    await stage.forge.admin.redeliver(lost?.id ?? 0);
    expect(await stage.names()).toEqual(["issues.opened"]);
  });

  it("can come twice, late, or in another order", async () => {
    const faults = faulty(
      { kind: "duplicated" },
      { kind: "reordered" },
      null,
      {
        kind: "delayed",
        ms: 1500,
      },
      null,
      { kind: "reordered" },
    );
    stage = await setStage({ faults });
    await open("twice");
    await open("after");
    await open("before");
    await stage.names();
    expect(titles()).toEqual(["twice", "twice", "before", "after"]);
    await open("late");
    await open("early");
    await open("alone");
    await stage.names();
    expect(titles().slice(4)).toEqual(["early", "alone", "late"]);
  });
});

describe("the API", () => {
  it("can fail before or after it did what was asked", async () => {
    const plan: FaultPlan = {
      api: ({ path, method }) => {
        if (method !== "POST" || !path.endsWith("/comments")) return null;
        left += 1;
        if (left === 1) return { kind: "error", status: 502, when: "before" };
        if (left === 2) return { kind: "error", status: 500, when: "after" };
        if (left === 3) return { kind: "limited", status: 403, retryAfterSeconds: 7 };
        return left === 4 ? { kind: "broken", when: "after" } : null;
      },
    };
    let left = 0;
    stage = await setStage({ faults: plan });
    await open("one");
    const post = (body: string) => stage.app("POST", `${root}/issues/1/comments`, { body });
    expect((await post("a")).status).toBe(502);
    expect((await post("b")).status).toBe(500);
    const limited = await post("c");
    expect(limited.status).toBe(403);
    expect(limited.headers.get("retry-after")).toBe("7");
    await expect(post("d")).rejects.toThrow();
    expect((await post("e")).status).toBe(201);
    const comments = list((await stage.app("GET", `${root}/issues/1/comments`)).body);
    expect(comments.map((one) => text(one, "body"))).toEqual(["b", "d", "e"]);
  });

  it("shows the rate limit and logs who asked what", async () => {
    stage = await setStage();
    const first = await stage.app("GET", root);
    const second = await stage.app("GET", root);
    const left = (headers: Headers) => Number(headers.get("x-ratelimit-remaining"));
    expect(left(first.headers) - left(second.headers)).toBe(1);
    expect(second.headers.get("x-github-request-id")).toBeTruthy();
    const figures = await stage.app("GET", "/rate_limit");
    expect(number(figures.body, "rate.remaining")).toBe(left(second.headers));
    expect(stage.forge.admin.requests().at(-1)).toMatchObject({
      method: "GET",
      path: "/rate_limit",
      status: 200,
      by: "sower",
    });
  });

  it("refuses what is beyond the rate limit, until its window is over", async () => {
    let now = Date.now();
    stage = await setStage({ now: () => now, rateLimit: { requests: 6, windowMs: 60_000 } });
    while ((await stage.app("GET", root)).headers.get("x-ratelimit-remaining") !== "0");
    const refused = await stage.app("GET", root);
    expect(refused.status).toBe(403);
    expect(text(refused.body, "message")).toMatch(/^API rate limit exceeded/);
    const reset = Number(refused.headers.get("x-ratelimit-reset"));
    expect(reset * 1000).toBeGreaterThan(now);
    now += 60_000;
    expect((await stage.app("GET", root)).status).toBe(200);
  });

  it("shows lists and refs as they were while its reads lag", async () => {
    let now = Date.now();
    stage = await setStage({ now: () => now, readLagMs: 1000 });
    now += 2000;
    const before = await stage.app("GET", `${root}/git/ref/heads/main`);
    const sha = await stage.forge.admin.pushDirectory(repository, { "x.js": "1\n" }, "Add x");
    await open("one");
    await stage.app("POST", `${root}/issues/1/comments`, { body: "a" });
    const read = async () => ({
      ref: text((await stage.app("GET", `${root}/git/ref/heads/main`)).body, "object.sha"),
      comments: list((await stage.app("GET", `${root}/issues/1/comments`)).body).length,
    });
    expect(await read()).toEqual({ ref: at(before.body, "object.sha"), comments: 0 });
    now += 1000;
    expect(await read()).toEqual({ ref: sha, comments: 1 });
  });
});
