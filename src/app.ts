// The GitHub App for real: settings refused line by line, edges built, engine started, drained.
import { createServer } from "node:http";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { machineClock } from "./clock.ts";
import { no, ok, type Result } from "./core/kernel.ts";
import { openDesk } from "./engine/desk.ts";
import type { Log } from "./engine/log.ts";
import { githubEdge, type GithubEdge } from "./github/edge.ts";
import { readSettings } from "./github/settings.ts";
import { githubPace, openHouse } from "./house.ts";
import { DayLedger } from "./openai/ledger.ts";
import { openModel } from "./openai/model.ts";
import { parseSettings } from "./openai/settings.ts";
import { openSandbox } from "./sandbox/sandbox.ts";
import { openDays } from "./sqlite/days.ts";
import { openInbox } from "./sqlite/inbox.ts";
import { openJournal } from "./sqlite/journal.ts";
import { openSyntax } from "./syntax/open.ts";

export interface App {
  readonly url: string;
  /** Takes nothing new, finishes what is under way, closes the files. */
  stop(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** @returns the running app, or one sentence for each setting that is missing or weak. */
export async function openApp(env: Env): Promise<Result<App, readonly string[]>> {
  const github = readSettings(env, (path) => readFileSync(path, "utf8"));
  const models = parseSettings(env);
  const wrong = [...(github.ok ? [] : github.error), ...(models.ok ? [] : models.error)];
  if (!github.ok || !models.ok) return no(wrong);
  const log = pino({ level: env["LOG_LEVEL"] ?? "info" });
  const folder = env["QUORUM_DATA"] ?? ".quorum";
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const journal = openJournal(join(folder, "journal.db"));
  const inbox = openInbox(join(folder, "inbox.db"));
  const days = openDays(join(folder, "days.db"));
  const sandbox = await openSandbox({});
  if (!sandbox.ok)
    log.warn(
      { because: sandbox.error.because },
      `no sandbox: CI alone verifies. ${sandbox.error.remedy}`,
    );
  for (const note of models.value.notes) log.warn({}, note);
  const ledger = new DayLedger(days, models.value.dayMicroUsdMax, machineClock.now);
  const edges: { github: GithubEdge | null } = { github: null };
  const ports = {
    clock: machineClock,
    journal,
    model: openModel(models.value, machineClock, ledger),
    sandbox: sandbox.ok ? sandbox.value : null,
    repository: (ref: Parameters<GithubEdge["repository"]>[0]) => {
      if (!edges.github) throw new Error("A bug in Quorum: GitHub was asked before it was opened");
      return edges.github.repository(ref);
    },
  };
  const count = models.value.models.length;
  const agents = openDesk(await openSyntax(), count);
  const told: Log = {
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
  const frame = { ports, agents, log: told, pace: githubPace, models: count, seed: null };
  const { engine, house } = openHouse(frame);
  const edge = githubEdge(github.value, house, inbox, machineClock, {
    debug: (message, fields) => log.debug(fields ?? {}, message),
    info: (message, fields) => log.info(fields ?? {}, message),
    warn: (message, fields) => log.warn(fields ?? {}, message),
    error: (message, fields) => log.error(fields ?? {}, message),
  });
  edges.github = edge;
  engine.resume();
  edge.start();
  const server = await listen(edge, env);
  log.info({ url: server.url, folder, sandbox: sandbox.ok }, "Quorum listens");
  return ok({
    url: server.url,
    async stop() {
      log.info({}, "draining");
      await server.close();
      await edge.drain();
      await engine.stop();
      if (sandbox.ok) await sandbox.value.close();
      for (const file of [inbox, days, journal]) file.close();
      log.info({}, "stopped");
    },
  });
}

async function listen(edge: GithubEdge, env: Env) {
  const server = createServer(edge.handler);
  const host = env["HOST"] ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(Number(env["PORT"] ?? 3000), host, resolve);
  });
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  return { url: `http://${host}:${port}`, close };
}
