// A run on this machine: a local forge with its CI, Quorum as its app over HTTP, one labelled
// issue.
import { createServer } from "node:http";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { machineClock } from "../clock.ts";
import { Refusal } from "./verb.ts";
import type { Event } from "../core/run/event.ts";
import type { RunId } from "../core/run/names.ts";
import { isOver, type Run } from "../core/run/state.ts";
import { headline, statusLine } from "../core/report/headline.ts";
import { oneLine } from "../core/report/live.ts";
import type { Tree } from "../core/tree.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { startForge, type CiJob, type CiResult, type Forge } from "../forge/forge.ts";
import type { GithubEdge } from "../github/edge.ts";
import { webhookPath } from "../github/ingress.ts";
import { events, permissions } from "../github/manifest.ts";
import { openJournal } from "../sqlite/journal.ts";
import { readFolder } from "./folder.ts";
import { openLocalHouse, secret, Stillborn, type Furnishing } from "./local-house.ts";

interface LocalWork extends Furnishing {
  readonly name: string;
  /** Puts the repository's content into the forge; its default branch is `main`. */
  fill(forge: Forge, repository: string): Promise<void>;
  readonly issue: { readonly title: string; readonly body: string };
  readonly label: string;
  /** Whether the forge keeps what it knows, so that a run in the folder is gone on with. */
  readonly goesOn: boolean;
  /** Aborted with the error to end with, when the person wants no more. */
  readonly stop: AbortSignal;
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

const maintainer = "maintainer";
/** What is under way when a run is broken off may take so long to be recorded. */
export const graceMs = 10_000;

/**
 * Resolves when the run has ended or waits for a person. Throws Refusal with the app's own words
 * when it started none; what `stop` was aborted with; what the journal or the inbox failed with.
 */
export async function workLocally(work: LocalWork): Promise<LocalResult> {
  mkdirSync(work.folder, { recursive: true });
  const { folder, stop } = work;
  const journal = openJournal(join(folder, "journal.db"));
  // The oldest one: what came after it are its child runs.
  const known = journal.all().at(-1) ?? null;
  if (known === null) clear(folder);
  const ci = work.ci ? { ci: { run: (job: CiJob) => runCi(job, work.sandbox) } } : {};
  const forge = await startForge({ dir: join(folder, "forge"), keep: work.goesOn, ...ci });
  const door = await openDoor();
  const repository = `${maintainer}/${work.name}`;
  const hook = { webhookUrl: `${door.url}${webhookPath}`, webhookSecret: secret };
  const app =
    known === null
      ? await settle(work, forge, repository, hook)
      : await forge.admin.renewApp("quorum", hook);
  const ended = Promise.withResolvers<Run>();
  ended.promise.catch(() => undefined);
  const house = await openLocalHouse(work, forge, app, journal, {
    watch: watching(work, ended.resolve),
    stillborn: ended.reject,
    broken: ended.reject,
  });
  door.attach(house.edge);
  const close = async (): Promise<void> => {
    await door.close();
    await house.close();
    await forge.close();
  };
  const breakOff = (): void => ended.reject(stop.reason);
  stop.addEventListener("abort", breakOff);
  try {
    stop.throwIfAborted();
    if (known === null) await begin(work, forge, repository, house.edge);
    else await goOn(work, house, known, ended.resolve);
    const run = await ended.promise;
    return { run, forge, repository, ...house.edge.figures(), close };
  } catch (error) {
    const words = error instanceof Stillborn ? await lastComment(forge, repository) : null;
    await within(graceMs, close());
    if (!(error instanceof Stillborn)) throw error;
    throw new Refusal(`Quorum started no run. ${words ?? error.message}`);
  } finally {
    stop.removeEventListener("abort", breakOff);
  }
}

/** What stands in the folder before a run was recorded is of no use: nothing was bought for it. */
function clear(folder: string): void {
  for (const name of ["forge", "inbox.db", "inbox.db-wal", "inbox.db-shm"])
    rmSync(join(folder, name), { recursive: true, force: true });
}

function watching(work: LocalWork, rests: (run: Run) => void) {
  const said = new Set<string>();
  return (event: Event, run: Run): void => {
    const line = oneLine(event, run);
    if (line !== null && !said.has(line)) work.say(line);
    if (line !== null) said.add(line);
    const isWhole = run.started.parent === undefined;
    if (event.kind !== "resumed" && isWhole && isAtRest(run)) rests(run);
  };
}

async function begin(work: LocalWork, forge: Forge, repository: string, edge: GithubEdge) {
  edge.start();
  const number = await forge.admin.createIssue(repository, maintainer, work.issue);
  work.say(`issue #${number}: “${work.issue.title}”, labelled ${work.label}`);
  await forge.admin.labelIssue(repository, maintainer, number, work.label);
}

/**
 * Takes the run up from its journal; what was under way is looked for in the forge, and what stood
 * still is tried again, as `/quorum retry` would.
 */
async function goOn(
  work: LocalWork,
  { engine, house, edge }: Awaited<ReturnType<typeof openLocalHouse>>,
  known: RunId,
  rests: (run: Run) => void,
): Promise<void> {
  const run = engine.read(known);
  const unreadable = engine.unreadable(known);
  if (unreadable !== null) throw new Refusal(unreadable);
  if (run === null) throw new Error("A bug in Quorum: the journal lost the run that it named");
  work.say(`goes on with the run in ${work.folder}: ${statusLine(run)}`);
  if (isOver(run)) return rests(run);
  edge.start();
  engine.resume();
  if (!isAtRest(run)) return;
  const again = { kind: "retried", at: machineClock.now(), by: run.started.by } as const;
  // What it waits for may be a child run that stands still.
  const told = await Promise.all(engine.live().map((one) => house.tell(one.started.run, again)));
  if (!told.some(({ ok }) => ok)) rests(run);
}

/** What the app wrote on the only issue, without its marker; null when it wrote nothing. */
async function lastComment(forge: Forge, repository: string): Promise<string | null> {
  const comments = await forge.admin.comments(repository, 1);
  return comments.at(-1)?.replace(/^<!--.*?-->\s*/, "") ?? null;
}

/** Waits no longer than this; what fails while a run is broken off is in no way of its end. */
export async function within(ms: number, job: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, ms);
  await Promise.race([job.catch(() => undefined), late.promise]);
  clearTimeout(timer);
}

/** A maintainer, the repository with its content, and the app installed on it. */
async function settle(
  work: LocalWork,
  forge: Forge,
  repository: string,
  hook: { readonly webhookUrl: string; readonly webhookSecret: string },
) {
  const { admin } = forge;
  await admin.createUser(maintainer);
  await admin.createRepository({ owner: maintainer, name: work.name, defaultBranch: "main" });
  await work.fill(forge, repository);
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
