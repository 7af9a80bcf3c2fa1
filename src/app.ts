// The GitHub App for real: settings refused line by line, edges built, engine started, drained.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { machineClock, machineTurns } from "./clock.ts";
import { no, ok, type Result } from "./core/kernel.ts";
import { openDoor } from "./door.ts";
import { openDesk } from "./engine/desk.ts";
import { githubEdge, type GithubEdge } from "./github/edge.ts";
import type { House } from "./github/house.ts";
import { readSettings, type GithubSettings } from "./github/settings.ts";
import { githubPace, openHouse } from "./house.ts";
import { openLog, type ProcessLog } from "./log.ts";
import { makeFolder } from "./make-folder.ts";
import { openDayAccount } from "./openai/account.ts";
import { openModel } from "./openai/model.ts";
import { parseSettings, type OpenaiSettings } from "./openai/settings.ts";
import { openSandbox } from "./sandbox/sandbox.ts";
import {
  cannotKeep,
  cannotListen,
  readProcess,
  withoutSandbox,
  type Environment,
  type ProcessSettings,
} from "./settings.ts";
import { openDays } from "./sqlite/days.ts";
import { openInbox } from "./sqlite/inbox.ts";
import { openJournal } from "./sqlite/journal.ts";
import { openSyntax } from "./syntax/open.ts";

export interface App {
  readonly url: string;
  /** Takes nothing new, finishes what is under way, closes the files. */
  stop(): Promise<void>;
}

/**
 * @returns the running app, or one sentence for each setting that is missing, weak or of no use on
 * this machine. Throws Faltered when another process has the data.
 */
export async function openApp(env: Environment): Promise<Result<App, readonly string[]>> {
  const github = readSettings(env, (path) => readFileSync(path, "utf8"));
  const models = parseSettings(env);
  const own = readProcess(env);
  const wrong = [github, models, own].flatMap((read) => (read.ok ? [] : read.error));
  if (!github.ok || !models.ok || !own.ok) return no(wrong);
  try {
    makeFolder(own.value.data, 0o700);
  } catch (error) {
    return no([cannotKeep(error, own.value)]);
  }
  const logs = openLog(own.value.level, null);
  const log = logs.engine;
  const files = openFiles(own.value.data);
  const sandbox = await openSandbox({});
  if (!sandbox.ok) {
    const { because, remedy } = sandbox.error;
    log.warn({ because }, `no sandbox: ${withoutSandbox(own.value)}. ${remedy}`);
  }
  for (const note of models.value.notes) log.warn({}, note);
  const settings = { github: github.value, models: models.value, own: own.value };
  const { engine, edge, account } = await build(settings, files, sandbox, logs);
  const close = async (): Promise<void> => {
    await engine.stop();
    if (sandbox.ok) await sandbox.value.end();
    account.giveBack();
    files.close();
  };
  const door = await listen(edge, own.value);
  if (!door.ok) {
    await close();
    return door;
  }
  engine.resume();
  edge.start();
  const { url } = door.value;
  log.info({ url, folder: own.value.data, sandbox: sandbox.ok }, "Quorum listens");
  return ok({
    url,
    async stop() {
      log.info({}, "draining");
      await door.value.close();
      await edge.drain();
      await close();
      log.info({}, "stopped");
    },
  });
}

function openFiles(folder: string) {
  const journal = openJournal(join(folder, "journal.db"));
  const inbox = openInbox(join(folder, "inbox.db"));
  const days = openDays(join(folder, "days.db"));
  const close = (): void => {
    for (const file of [inbox, days, journal]) file.close();
  };
  return { journal, inbox, days, close };
}

interface AppSettings {
  readonly github: GithubSettings;
  readonly models: OpenaiSettings;
  readonly own: ProcessSettings;
}

/** Engine and edge over their ports; nothing is started yet. */
async function build(
  { github, models, own }: AppSettings,
  { journal, inbox, days }: ReturnType<typeof openFiles>,
  sandbox: Awaited<ReturnType<typeof openSandbox>>,
  log: ProcessLog,
) {
  const account = openDayAccount(days, models, machineClock.now);
  const edges: { github: GithubEdge | null } = { github: null };
  const ports = {
    clock: machineClock,
    journal,
    model: openModel(models, machineClock, account),
    sandbox: sandbox.ok ? sandbox.value : null,
    days,
    repository: (ref: Parameters<GithubEdge["repository"]>[0]) => {
      if (!edges.github) throw new Error("A bug in Quorum: GitHub was asked before it was opened");
      return edges.github.repository(ref);
    },
  };
  const names = models.models.map((m) => m.name);
  const syntax = await openSyntax();
  const agents = openDesk(syntax, machineTurns(), names);
  const frame = { ports, agents, log: log.engine, pace: githubPace, models: names, seed: null };
  const { engine, house } = openHouse(frame);
  const { pushUnverified } = own;
  const bound: House = {
    ...house,
    start: (started) => house.start({ ...started, pushUnverified }),
  };
  const edge = githubEdge(github, bound, inbox, machineClock, log.edge);
  edges.github = edge;
  return { engine, edge, account };
}

async function listen(edge: GithubEdge, own: ProcessSettings) {
  try {
    return ok(await openDoor(edge.handler, own.host, own.port));
  } catch (error) {
    return no([cannotListen(error, own)]);
  }
}
