// A run on this machine: a local forge with its CI, Quorum as its app over HTTP, one labelled
// issue.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./verb.ts";
import { breathe, machineClock } from "../clock.ts";
import type { Event, Pace, Started } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";
import { headline } from "../core/report/headline.ts";
import { oneLine } from "../core/report/live.ts";
import type { Tree } from "../core/tree.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { openDesk } from "../engine/desk.ts";
import { openIndexes } from "../engine/indexes.ts";
import type { Watcher } from "../engine/log.ts";
import type { Model } from "../engine/ports.ts";
import { startForge, type CiJob, type CiResult, type Forge } from "../forge/forge.ts";
import { githubEdge, type GithubEdge } from "../github/edge.ts";
import { webhookPath } from "../github/ingress.ts";
import { defaultPacing } from "../github/budget.ts";
import type { Log as EdgeLog } from "../github/log.ts";
import { defaultLabels } from "../github/outcome.ts";
import { events, permissions } from "../github/manifest.ts";
import { openHouse } from "../house.ts";
import { openInbox } from "../sqlite/inbox.ts";
import { openJournal } from "../sqlite/journal.ts";
import { openSyntax } from "../syntax/open.ts";
import { readFolder } from "./folder.ts";
import { edgeLog, terminalLog } from "./terminal.ts";

interface LocalWork {
  /** Where the forge's repositories, the journal and the inbox are kept. */
  readonly folder: string;
  readonly name: string;
  /** Puts the repository's content into the forge; its default branch is `main`. */
  fill(forge: Forge, repository: string): Promise<void>;
  readonly issue: { readonly title: string; readonly body: string };
  readonly model: Model;
  readonly models: readonly string[];
  readonly sandbox: Sandbox | null;
  readonly seed: string;
  /** The test command in place of the repository's own; null = as configured there. */
  readonly test: string | null;
  /**
   * Whether the repository's workflows are run by the forge's CI. Without it the sandbox judges
   * alone, as most workflows install from a network that the sandbox does not have.
   */
  readonly ci: boolean;
  /** Least milliseconds between two writes; GitHub wants 1000, the local forge needs none. */
  readonly spacingMs: number;
  readonly label: string;
  say(line: string): void;
}

export interface LocalResult {
  readonly run: Run;
  readonly forge: Forge;
  readonly repository: string;
  readonly writes: number;
  readonly spacingMsLeast: number | null;
  close(): Promise<void>;
}

const localPace: Pace = { quietMs: 400, lookMs: 1500, publishMs: 600 };
/** The local forge has no limit that people share: writes are only kept apart. */
const localPacing = { writesPerMinuteMax: 3000, writesPerHourMax: 100_000 };
/** Nobody else on this machine can sign a webhook. */
const secret = randomBytes(32).toString("hex");
const maintainer = "maintainer";

/**
 * Resolves when the run has ended or waits for a person. Throws Refusal with the app's own words
 * when it started none.
 */
export async function workLocally(work: LocalWork): Promise<LocalResult> {
  mkdirSync(work.folder, { recursive: true });
  const ci = work.ci ? { ci: { run: (job: CiJob) => runCi(job, work.sandbox) } } : {};
  const forge = await startForge({ dir: join(work.folder, "forge"), ...ci });
  const door = await openDoor();
  const repository = `${maintainer}/${work.name}`;
  const app = await settle(work, forge, repository, `${door.url}${webhookPath}`);
  const ended = Promise.withResolvers<Run>();
  const said = new Set<string>();
  const watch = (event: Event, run: Run): void => {
    const line = oneLine(event, run);
    if (line !== null && !said.has(line)) work.say(line);
    if (line !== null) said.add(line);
    if (isAtRest(run)) ended.resolve(run);
  };
  const house = await openLocalHouse(work, forge, app, { watch, stillborn: ended.reject });
  door.attach(house.edge);
  house.edge.start();
  const close = async (): Promise<void> => {
    await house.close();
    await door.close();
    await forge.close();
  };
  const number = await forge.admin.createIssue(repository, maintainer, work.issue);
  work.say(`issue #${number}: “${work.issue.title}”, labelled ${work.label}`);
  await forge.admin.labelIssue(repository, maintainer, number, work.label);
  try {
    const run = await ended.promise;
    return { run, forge, repository, ...house.edge.figures(), close };
  } catch (error) {
    const comments = await forge.admin.comments(repository, number);
    await close();
    const because = error instanceof Error ? error.message : String(error);
    const words = (comments.at(-1) ?? because).replace(/^<!--.*?-->\s*/, "");
    throw new Refusal(`Quorum started no run. ${words}`);
  }
}

/** A maintainer, the repository with its content, and the app installed on it. */
async function settle(work: LocalWork, forge: Forge, repository: string, webhookUrl: string) {
  const { admin } = forge;
  await admin.createUser(maintainer);
  await admin.createRepository({ owner: maintainer, name: work.name, defaultBranch: "main" });
  await work.fill(forge, repository);
  const hook = { webhookUrl, webhookSecret: secret };
  const app = await admin.createApp({ slug: "quorum", permissions, events, ...hook });
  await admin.install("quorum", [repository]);
  return app;
}

/** Over, or nothing moves before a person acts; the last status comment is out. */
function isAtRest(run: Run): boolean {
  if (run.phase.kind === "failed") return true;
  const told = (run.published?.revision ?? 0) >= run.revision;
  return told && headline(run).state !== "working";
}

async function openLocalHouse(
  work: LocalWork,
  forge: Forge,
  app: { readonly appId: number; readonly privateKeyPem: string },
  told: {
    readonly watch: Watcher;
    readonly stillborn: (because: Error) => void;
  },
) {
  const { watch } = told;
  const journal = openJournal(join(work.folder, "journal.db"));
  const inbox = openInbox(join(work.folder, "inbox.db"));
  const syntax = await openSyntax();
  const edges: { github: GithubEdge | null } = { github: null };
  const ports = {
    clock: machineClock,
    journal,
    model: work.model,
    sandbox: work.sandbox,
    repository: (ref: Parameters<GithubEdge["repository"]>[0]) => {
      if (!edges.github) throw new Error("A bug in Quorum: GitHub was asked before it was opened");
      return edges.github.repository(ref);
    },
  };
  const agents = openDesk(syntax, openIndexes(syntax, breathe), work.models);
  const { models, seed } = work;
  const log = terminalLog("error");
  const { engine, house } = openHouse({ ports, agents, log, pace: localPace, models, seed, watch });
  const settings = {
    appId: app.appId,
    privateKey: app.privateKeyPem,
    secrets: [secret],
    apiUrl: forge.url,
    labels: defaultLabels,
    pacing: { ...defaultPacing, ...localPacing, spacingMs: work.spacingMs },
    sweepMs: 5000,
  };
  const listened = heard(edgeLog("error"), told.stillborn);
  const edge = githubEdge(settings, overruled(house, work), inbox, machineClock, listened);
  edges.github = edge;
  return {
    edge,
    async close() {
      await edge.drain();
      await engine.stop();
      inbox.close();
      journal.close();
    },
  };
}

/** The edge's log; it alone tells that a label came to nothing, so that nobody waits for a run. */
function heard(log: EdgeLog, stillborn: (because: Error) => void): EdgeLog {
  return {
    ...log,
    info(message, fields) {
      if (fields?.["outcome"] === "trigger" && fields["result"] === "refused")
        stillborn(new Error("The label was refused."));
      log.info(message, fields);
    },
    error(message, fields) {
      if (message === "delivery given up") stillborn(new Error(String(fields?.["because"])));
      log.error(message, fields);
    },
  };
}

type Facade = ReturnType<typeof openHouse>["house"];

/**
 * `--test` stands in for the repository's own test command; `approval: always` waits for nobody,
 * as whoever started the run is at the terminal, where nothing of theirs is merged.
 */
function overruled(house: Facade, { test, ci }: LocalWork): Facade {
  const own = (config: Started["config"]): Started["config"] => ({
    ...config,
    approval: "label",
    test: test ?? config.test,
  });
  return {
    ...house,
    terms: (config) => house.terms(own(config)),
    start(started) {
      const ciRoute = ci ? started.ciRoute : "none";
      return house.start({ ...started, mode: "auto", ciRoute, config: own(started.config) });
    },
  };
}

/**
 * The app's front door: open before the forge knows its address, attached when the house
 * stands.
 */
async function openDoor() {
  let edge: GithubEdge | null = null;
  const server = createServer((request, response) => {
    if (edge) edge.handler(request, response);
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    attach(to: GithubEdge) {
      edge = to;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The forge's CI never executes anything by itself: its jobs go through the same sandbox. */
async function runCi(job: CiJob, sandbox: Sandbox | null): Promise<CiResult> {
  if (sandbox === null) {
    return { conclusion: "cancelled", output: "No sandbox is available: nothing was executed." };
  }
  const tree: Tree = readFolder(job.dir);
  const { commands, limitMs } = job;
  const outcome = await sandbox.run({ tree, command: commands.join(" && "), limitMs });
  switch (outcome.kind) {
    case "finished":
      return { conclusion: outcome.code === 0 ? "success" : "failure", output: outcome.output };
    case "limit":
      return {
        conclusion: outcome.which === "wall" ? "timed_out" : "failure",
        output: outcome.output,
      };
    case "unavailable":
      return { conclusion: "cancelled", output: outcome.because };
  }
}
