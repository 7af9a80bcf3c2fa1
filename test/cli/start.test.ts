// `npm start` as a process, against a local forge: refuses, answers, takes, drains, loses nothing.
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseRunId } from "../../src/core/run/names.ts";
import { startForge } from "../../src/forge/forge.ts";
import { webhookPath } from "../../src/github/ingress.ts";
import { events, permissions } from "../../src/github/manifest.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { openJournal } from "../../src/sqlite/journal.ts";
import { open, quorum } from "./quorum.ts";

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

/** A machine that is busy with other things takes its time. */
const busyMs = 180_000;
const secret = "7c1e9a40d2b86f350123";
const name = "octo/hello";
const workflow = "on: pull_request\njobs:\n  test:\n    steps:\n      - run: npm test\n";

async function listening(handler: Parameters<typeof createServer>[1]) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

/** A model server that answers nothing before it is told to; then at once, and no use. */
async function slowModel() {
  let held: ServerResponse[] | null = [];
  let calls = 0;
  const answer = (response: ServerResponse): void => {
    const message = { role: "assistant", content: "I would rather not." };
    const choices = [{ index: 0, finish_reason: "stop", message }];
    const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: "1", object: "chat.completion", choices, usage }));
  };
  const first = Promise.withResolvers<void>();
  const { port } = await listening((request, response) => {
    request.resume();
    calls += 1;
    if (held) held.push(response);
    else answer(response);
    first.resolve();
  });
  const release = (): void => {
    for (const response of held ?? []) answer(response);
    held = null;
  };
  return { url: `http://127.0.0.1:${port}/v1`, asked: first.promise, release, calls: () => calls };
}

/** A forge with an issue, an app installed, and a port that nobody listens on yet. */
async function stage() {
  const dir = mkdtempSync(join(tmpdir(), "quorum-start-"));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  const { server, port } = await listening(() => undefined);
  server.close();
  await once(server, "close");
  const forge = await startForge({ dir: join(dir, "forge") });
  cleanups.push(() => forge.close());
  const { admin } = forge;
  await admin.createUser("octo");
  await admin.createRepository({ owner: "octo", name: "hello", defaultBranch: "main" });
  const files = { "src/a.js": "export const a = 1;\n", ".github/workflows/test.yml": workflow };
  await admin.pushDirectory(name, files, "One");
  const webhookUrl = `http://127.0.0.1:${port}${webhookPath}`;
  const hook = { webhookUrl, webhookSecret: secret };
  const app = await admin.createApp({ slug: "quorum", permissions, events, ...hook });
  await admin.install("quorum", [name]);
  const issue = await admin.createIssue(name, "octo", { title: "Add b", body: "Export b = 2." });
  const model = await slowModel();
  const env = {
    APP_ID: String(app.appId),
    PRIVATE_KEY: app.privateKeyPem,
    WEBHOOK_SECRET: secret,
    GITHUB_API_URL: forge.url,
    QUORUM_WRITE_SPACING_MS: "0",
    OPENAI_BASE_URL: model.url,
    PORT: String(port),
    QUORUM_DATA: join(dir, "data"),
    QUORUM_PUSH_UNVERIFIED: "1",
  };
  return { forge, issue, model, env, url: `http://127.0.0.1:${port}`, dir };
}

/** Starts the app. `listens` resolves when it says so, or rejects with what it said instead. */
function started(env: Readonly<Record<string, string>>) {
  const child = open(["start"], env);
  cleanups.push(() => void child.kill("SIGKILL"));
  let said = "";
  const listens = Promise.withResolvers<void>();
  const hear = (text: Buffer): void => {
    said += text.toString();
    if (said.includes("Quorum listens")) listens.resolve();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = once(child, "close").then(([code]): unknown => code);
  void ended.then(() => listens.reject(new Error(said)));
  return { child, ended, listens: listens.promise, said: () => said };
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe("npm start", () => {
  it("refuses with one line for each setting that is missing or weak", async () => {
    const env = { WEBHOOK_SECRET: "development", PORT: "web", QUORUM_DAY_USD: "lots" };
    const ended = await quorum(["start"], env);
    expect(ended).toMatchObject({ code: 1, out: "" });
    expect(ended.err.split("\n").map((line) => line.split(/[;:]/)[0])).toEqual([
      "Quorum was not started",
      "- APP_ID is missing",
      "- PRIVATE_KEY_PATH is missing, and so is PRIVATE_KEY",
      "- WEBHOOK_SECRET is weak",
      "- OPENAI_API_KEY is missing",
      "- QUORUM_DAY_USD is not a number",
      "- PORT is no port number",
      "",
    ]);
    expect(ended.err).not.toContain("development");
  });

  it(
    "takes a webhook, and ends on SIGTERM with every answer it waited for recorded",
    async () => {
      const { forge, issue, model, env, url, dir } = await stage();
      const app = started(env);
      await app.listens;
      expect(await Promise.all([statusOf(`${url}/healthz`), statusOf(`${url}/readyz`)])).toEqual([
        200, 200,
      ]);
      const [twin, neighbour] = await Promise.all([
        quorum(["start"], { ...env, PORT: "0" }),
        quorum(["start"], { ...env, QUORUM_DATA: join(dir, "other") }),
      ]);
      expect(twin).toMatchObject({ code: 1 });
      expect(twin.err).toMatch(/^Another process has the journal .+journal\.db open\./);
      expect(neighbour).toMatchObject({ code: 1 });
      expect(neighbour.err).toMatch(/^- PORT \d+ is taken on 127\.0\.0\.1 by another process;/m);

      await forge.admin.labelIssue(name, "octo", issue, "quorum");
      await model.asked;
      app.child.kill("SIGTERM");
      await expect.poll(() => statusOf(`${url}/readyz`).catch(() => "closed")).toBe("closed");
      model.release();
      expect(await app.ended).toBe(0);
      expect(app.said()).toContain('"msg":"stopped"');

      const inbox = openInbox(join(env.QUORUM_DATA, "inbox.db"));
      const taken = forge.admin.deliveries().filter((one) => one.statusCode === 202);
      expect(taken.length).toBeGreaterThan(0);
      for (const { guid } of taken) expect(inbox.holds(guid)).toBe(true);
      expect(inbox.figures()).toEqual({ waiting: 0, dead: 0 });
      inbox.close();

      const journal = openJournal(join(env.QUORUM_DATA, "journal.db"));
      const run = journal.live()[0] ?? parseRunId("");
      if (run === null) throw new Error("no run was started");
      const facts = [...journal.read(run)].flat();
      journal.close();
      expect(facts[0]).toMatchObject({ kind: "started", issue: { number: issue } });
      const votes = facts.flatMap((event) => (event.kind === "sampled" ? event.votes : []));
      expect(model.calls()).toBeGreaterThan(0);
      expect(votes).toHaveLength(model.calls());
    },
    busyMs,
  );

  it(
    "drains also where it is told to end while it opens",
    async () => {
      const { env } = await stage();
      const app = started(env);
      app.listens.catch(() => undefined);
      const begun = join(env.QUORUM_DATA, "journal.db");
      await expect.poll(() => existsSync(begun), { interval: 5, timeout: busyMs }).toBe(true);
      app.child.kill("SIGTERM");
      expect(await app.ended).toBe(0);
      expect(app.said()).toContain('"msg":"stopped"');
    },
    busyMs,
  );

  it(
    "buys and pushes nothing where only CI would run the code and the operator did not allow it",
    async () => {
      const { forge, issue, model, env } = await stage();
      const app = started({ ...env, QUORUM_PUSH_UNVERIFIED: "" });
      await app.listens;
      await forge.admin.labelIssue(name, "octo", issue, "quorum");
      const said = async () =>
        (await forge.admin.comments(name, issue)).join("\n").replaceAll("\\", "");
      await expect.poll(said, { timeout: 60_000 }).toContain("QUORUM_PUSH_UNVERIFIED=1");
      expect(await said()).toContain("Set `test:` in .github/quorum.yml");
      app.child.kill("SIGTERM");
      expect(await app.ended).toBe(0);
      expect(model.calls()).toBe(0);
      const branches = forge.admin.deliveries().filter((one) => one.event === "push");
      expect(branches).toEqual([]);
    },
    busyMs,
  );
});
