// The whole house over a local GitHub: forge with CI, edge, engine and journal; only the agents'
// answers are made up. Every request, answer and webhook is held to GitHub's description.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Plan } from "../../src/core/plan/plan.ts";
import type { Event } from "../../src/core/run/event.ts";
import type { Run } from "../../src/core/run/state.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import type { Agents } from "../../src/engine/agents.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { Clock, Model } from "../../src/engine/ports.ts";
import {
  startForge,
  type CiJob,
  type CiResult,
  type FaultPlan,
  type Forge,
  type ForgeOptions,
} from "../../src/forge/forge.ts";
import { defaultPacing } from "../../src/github/budget.ts";
import { githubEdge, type GithubEdge } from "../../src/github/edge.ts";
import { webhookPath } from "../../src/github/ingress.ts";
import { events, permissions } from "../../src/github/manifest.ts";
import { defaultLabels } from "../../src/github/outcome.ts";
import { openHouse } from "../../src/house.ts";
import { simulatedAgents } from "../../src/simulate/craft.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { openJournal } from "../../src/sqlite/journal.ts";
import { makeContract } from "../contract/openapi/watched.ts";
import { planOf, unit } from "../core/run/facts.ts";
import { until } from "../until.ts";
import { makeReader, type Reader } from "./reader.ts";

export const name = "octo/hello";
const secret = "a secret of good length";

/** Two votes decide, and a unit that fails is put before a person at once. */
export const settings =
  "vote: {unanimous: 2, lead: 2, proposals: 1, strataMin: 1, wrongMax: 0, replan: false}\n";

/** What the repository holds: CI on pull requests, and these settings. */
const files = {
  "README.md": "hello\n",
  ".github/workflows/ci.yml": "on: pull_request\njobs: {test: {steps: [{run: check}]}}\n",
  ".github/quorum.yml": settings,
};

export interface Scene {
  readonly plan?: Plan;
  /** What child runs plan. */
  readonly inner?: Plan;
  readonly files?: Readonly<Record<string, string>>;
  readonly faults?: FaultPlan;
  readonly ci?: (job: CiJob) => Promise<CiResult>;
  /** What an agent says to a step, named `unit.attempt.step/sample`; `right` by default. */
  readonly answer?: (place: string) => string;
  /** Instead of GitHub's own. */
  readonly rateLimit?: ForgeOptions["rateLimit"];
  /** Instead of agents of one mind; `plan` and `answer` say nothing then. */
  readonly agents?: Agents;
  readonly model?: Model;
  /** None by default: then CI alone verifies. */
  readonly sandbox?: Sandbox;
  /** How many times faster than the machine's the house's time runs; 50 by default. */
  readonly speed?: number;
}

export interface Stage extends Reader {
  readonly forge: Forge;
  readonly edge: GithubEdge;
  readonly engine: Engine;
  readonly appId: number;
  readonly installation: number;
  /** Everything that every run recorded, oldest first. */
  readonly events: readonly Event[];
  /** Warnings and errors of the house. */
  readonly logged: readonly string[];
  /** The newest run on an issue. Throws when there is none. */
  run(issue: number): Run;
  /** Files an issue as eve and labels it as ann. @returns its number. */
  labelled(label?: string, body?: string): Promise<number>;
  /** A comment of somebody with a command. @returns Quorum's answer to it. */
  command(as: string, issue: number, text: string): Promise<string>;
}

const cleanups: (() => Promise<unknown> | void)[] = [];
/** Takes down whatever the tests set up, the newest first. */
export async function tearDown(): Promise<void> {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
}

/** Time that runs so many times faster, for waits of seconds and minutes. */
function fastClock(times: number): Clock {
  const start = Date.now();
  const now = (): number => Math.floor(start + (Date.now() - start) * times);
  return {
    now,
    at(when, wake) {
      const timer = setTimeout(wake, Math.max(0, Math.ceil((when - now()) / times)));
      return () => clearTimeout(timer);
    },
  };
}

async function openDoor() {
  const made: { edge: GithubEdge | null } = { edge: null };
  const server = createServer((request, response) => made.edge?.handler(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { made, url: `http://127.0.0.1:${port}${webhookPath}` };
}

const usage = { inputTokens: 1, outputTokens: 1, microUsd: 1 };
const modelOf = (answer: (place: string) => string): Model => ({
  costMax: () => 1,
  async sample({ about }) {
    const text = answer(about.kind === "step" ? about.place : "");
    return { kind: "answered", text, finish: "stop", usage };
  },
});

/** Agents of one mind about requirements and plan; what they write is the model's word. */
function agentsFor(plan: Plan, inner?: Plan): Agents {
  const agents = simulatedAgents(plan, inner);
  return {
    ...agents,
    open(question, prompt, sample) {
      const { poll, n } = question;
      const ballot = poll.kind === "choose" && poll.of === "requirements";
      return ballot ? { n, class: "requirements" } : agents.open(question, prompt, sample);
    },
  };
}

const passing = async (): Promise<CiResult> => ({ conclusion: "success", output: "ok" });

/** octo owns the repository, ann may write, tom may triage, eve may only read. */
async function openForge(scene: Scene) {
  const dir = mkdtempSync(join(tmpdir(), "quorum-house-"));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  const { faults = {}, ci = passing, rateLimit } = scene;
  const limited = rateLimit === undefined ? {} : { rateLimit };
  const forge = await startForge({ dir, faults, ci: { run: ci }, ...limited });
  cleanups.push(() => forge.close());
  const { admin } = forge;
  for (const login of ["octo", "ann", "tom", "eve"]) await admin.createUser(login);
  const draft = { owner: "octo", name: "hello", private: false, defaultBranch: "main" };
  const id = await admin.createRepository(draft);
  await admin.setPermission(name, "ann", "write");
  await admin.setPermission(name, "tom", "triage");
  await admin.pushDirectory(name, { ...files, ...scene.files }, "One");
  return { forge, id };
}

export async function stage(scene: Scene = {}): Promise<Stage> {
  const { forge, id } = await openForge(scene);
  const { admin } = forge;
  const contract = makeContract();
  cleanups.push(() => {
    expect(contract.problems(forge)).toEqual([]);
  });
  const door = await openDoor();
  const hook = { webhookUrl: door.url, webhookSecret: secret };
  const app = await admin.createApp({ slug: "quorum", permissions, events, ...hook });
  const installation = await admin.install("quorum", [name]);
  const clock = fastClock(scene.speed ?? 50);
  const [journal, inbox] = [openJournal(":memory:"), openInbox(":memory:")];
  const told: Event[] = [];
  const logged: string[] = [];
  const say = (fields: unknown, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const ports = {
    clock,
    journal,
    model: scene.model ?? modelOf(scene.answer ?? (() => "right")),
    sandbox: scene.sandbox ?? null,
    repository: (ref: Parameters<GithubEdge["repository"]>[0]) => edge.repository(ref),
  };
  const { engine, house } = openHouse({
    ports,
    agents:
      scene.agents ?? agentsFor(scene.plan ?? planOf(unit("u1"), unit("u2", ["u1"])), scene.inner),
    log: { info: () => undefined, warn: say, error: say },
    pace: { quietMs: 2000, lookMs: 60_000, publishMs: 1000 },
    models: ["simulated"],
    seed: "seed",
    watch: (event) => told.push(event),
  });
  const edge = githubEdge(
    {
      appId: app.appId,
      privateKey: app.privateKeyPem,
      secrets: [secret],
      apiUrl: forge.url,
      labels: defaultLabels,
      pacing: { ...defaultPacing, spacingMs: 0, writesPerMinuteMax: 10_000 },
      sweepMs: 3_600_000,
      fetch: contract.fetch,
    },
    house,
    inbox,
    clock,
    {
      debug: () => undefined,
      info: () => undefined,
      warn: (message, fields) => say(fields, message),
      error: (message, fields) => say(fields, message),
    },
  );
  door.made.edge = edge;
  edge.start();
  cleanups.push(async () => {
    await edge.drain();
    await engine.stop();
  });
  const token = await admin.createUserToken("octo");
  const reader = makeReader(`${forge.url}/repos/${name}`, contract.fetch, token);
  return {
    ...reader,
    forge,
    edge,
    engine,
    appId: app.appId,
    installation,
    events: told,
    logged,
    run(issue) {
      const [newest] = house.runsOf(id, issue);
      const run = newest === undefined ? null : engine.read(newest.id);
      if (run === null) throw new Error(`no run on #${issue}: ${logged.join("; ")}`);
      return run;
    },
    async labelled(label = "quorum:auto", body = "Please do it right.") {
      const number = await admin.createIssue(name, "eve", { title: "Do it", body });
      await admin.labelIssue(name, "ann", number, label);
      await until(`a run on #${number}`, () => house.runsOf(id, number).length > 0);
      return number;
    },
    async command(as, issue, text) {
      const comment = await admin.comment(name, as, issue, text);
      const marker = `<!-- quorum:answer ${comment} -->`;
      let answer = "";
      await until(`an answer to ${text}`, async () => {
        const all = await reader.comments(issue);
        answer = all.find((one) => one.body.includes(marker))?.body ?? "";
        return answer !== "";
      });
      return answer.replace(marker, "").trim();
    },
  };
}
