// A forge with one repository and the whole edge before it, and the steps of one unit.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { machineClock } from "../../src/clock.ts";
import { gate } from "../../src/core/gate/gate.ts";
import type { Result, Sha } from "../../src/core/kernel.ts";
import type { RepositoryRef } from "../../src/core/run/names.ts";
import { parsePath } from "../../src/core/tree.ts";
import { Faltered, type Repository } from "../../src/engine/ports.ts";
import { startForge, type FaultPlan, type Forge } from "../../src/forge/forge.ts";
import { defaultPacing } from "../../src/github/budget.ts";
import { githubEdge, type GithubEdge } from "../../src/github/edge.ts";
import { webhookPath } from "../../src/github/ingress.ts";
import { events, permissions } from "../../src/github/manifest.ts";
import { defaultLabels } from "../../src/github/outcome.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { makeContract } from "../contract/openapi/watched.ts";
import type { Log } from "../../src/github/log.ts";
import { sign } from "../../src/github/signature.ts";
import { fakeHouse, silence, type FakeHouse } from "./world.ts";

const secret = "a secret of good length";
export const name = "octo/hello";

const cleanups: (() => Promise<unknown> | void)[] = [];
/** Takes down whatever the tests set up, the newest first. */
export async function tearDown(): Promise<void> {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
}

export interface Stage {
  readonly forge: Forge;
  readonly edge: GithubEdge;
  /** Speaks to the forge under the eyes of GitHub's description, as the edge does. */
  readonly fetch: typeof fetch;
  readonly house: FakeHouse;
  readonly ref: RepositoryRef;
  readonly repository: Repository;
  readonly base: Sha | null;
  /** Sends a signed webhook to the edge's own door. */
  deliver(event: string, delivery: string, payload: unknown): Promise<Response>;
  /** Everything that wrote something, as the forge saw it. */
  writes(): readonly string[];
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

export async function stage(faults: FaultPlan = {}, log: Log = silence): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), "quorum-forge-"));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  const forge = await startForge({ dir, faults });
  cleanups.push(() => forge.close());
  const contract = makeContract();
  cleanups.push(() => {
    expect(contract.problems(forge)).toEqual([]);
  });
  const made: { edge: GithubEdge | null } = { edge: null };
  const server = createServer((request, response) => made.edge?.handler(request, response));
  const port = await listen(server);
  cleanups.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const door = `http://127.0.0.1:${port}${webhookPath}`;
  const { admin } = forge;
  for (const login of ["octo", "ann", "tom", "eve"]) await admin.createUser(login);
  const id = await admin.createRepository({ owner: "octo", name: "hello", defaultBranch: "main" });
  await admin.setPermission(name, "ann", "write");
  await admin.setPermission(name, "tom", "triage");
  const files = { "src/a.js": "export const a = 1;\n", "README.md": "hi\n" };
  await admin.pushDirectory(name, files, "One");
  const { appId, privateKeyPem } = await admin.createApp({
    slug: "quorum",
    permissions,
    events,
    webhookUrl: door,
    webhookSecret: secret,
  });
  const installation = await admin.install("quorum", [name]);
  const house = fakeHouse();
  const inbox = openInbox(":memory:");
  const edge = githubEdge(
    {
      appId,
      privateKey: privateKeyPem,
      secrets: [secret],
      apiUrl: forge.url,
      labels: defaultLabels,
      pacing: { ...defaultPacing, spacingMs: 0 },
      sweepMs: 3_600_000,
      fetch: contract.fetch,
    },
    house,
    inbox,
    machineClock,
    log,
  );
  made.edge = edge;
  edge.start();
  cleanups.push(() => edge.drain());
  const ref = { installation, id, owner: "octo", name: "hello" };
  const repository = edge.repository(ref);
  return {
    forge,
    edge,
    fetch: contract.fetch,
    house,
    ref,
    repository,
    base: await repository.head("main"),
    deliver: (event, delivery, payload) => {
      const body = JSON.stringify(payload);
      return fetch(door, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "x-github-event": event,
          "x-github-delivery": delivery,
          "x-hub-signature-256": sign(body, secret),
        },
      });
    },
    writes: () =>
      forge.admin
        .requests()
        .filter((one) => one.method !== "GET" && !one.path.includes("access_tokens"))
        .map((one) => `${one.method} ${one.path} ${one.status}`),
  };
}

export const path = (text: string) => {
  const parsed = parsePath(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const text = (content: string) => ({ mode: "100644", content }) as const;

export const line = "quorum/1-abcd";
export const unit = "quorum/1-abcd.u1-add-b";
export const draft = { head: unit, base: line, title: "Add b", body: "Because.", draft: false };

/** One unit from line to merge, each step as the engine would ask for it. */
export const steps = (repository: Repository, base: Sha) => {
  const commit = () =>
    repository.commit({
      branch: unit,
      parents: [base],
      onto: base,
      changes: [
        { path: path("src/b.js"), entry: text("export const b = 2;\n") },
        { path: path("src/c.bin"), entry: { mode: "100644", content: new Uint8Array([255, 1]) } },
        { path: path("README.md"), entry: null },
      ],
      message: "Add b",
      expected: null,
    });
  const merge = async (pull: number) => {
    const { head } = await repository.pull(pull);
    const people = { changesRequestedBy: [], approvedBy: [] };
    const look = { head, ci: "green", because: "", ...people } as const;
    const verdict = gate({
      title: "Add b",
      pull,
      head,
      builtOnto: base,
      targetHead: base,
      sandboxed: true,
      verifiedOnto: base,
      ciDemanded: false,
      flags: [],
      measures: [],
      looks: [],
      look,
    });
    if (verdict.kind !== "open") throw new Error(verdict.because);
    return await repository.merge(verdict.pass);
  };
  return { openLine: () => repository.createBranch(line, base), commit, merge };
};

/** Does a step again until it no longer falters, as the engine does. */
export async function insist<T>(job: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return await job();
    } catch (error) {
      if (!(error instanceof Faltered) || error.lasting) throw error;
    }
  }
  throw new Error("it falters for ever");
}

/** What a result holds. Throws when it is an error. */
export function value<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
