// A local GitHub: REST API and signed webhooks over bare git repositories, with a CI of its own.
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { resolve } from "node:path";
import { registerApp } from "./accounts.ts";
import { findRepository, makeAdmin, type Admin } from "./admin.ts";
import { makeBackground, type Background } from "./background.ts";
import { makeCi, type CiJob, type CiResult, type CiRunner } from "./ci/ci.ts";
import { makeOutbox } from "./deliveries.ts";
import type { FaultPlan } from "./faults.ts";
import { makeKeeper, readStore } from "./keeping.ts";
import { closeReaders } from "./object-reader.ts";
import { makeRates, type RateLimit } from "./rates.ts";
import { notFound } from "./refusal.ts";
import { routes } from "./routes/all.ts";
import { makeServer, type ApiRecord } from "./server.ts";
import { makeStore, type User } from "./store.ts";
import { id, type World } from "./world.ts";

export type { CiJob, CiResult, FaultPlan };

export interface ForgeOptions {
  /** Where the bare repositories are kept; made when it does not exist. */
  readonly dir: string;
  /**
   * Keep in `dir` what is known, and go on with what was kept there; see readStore(). Not with a
   * CI, whose jobs end with the process.
   */
  readonly keep?: boolean;
  /** 0 or none: any free one. */
  readonly port?: number;
  /** How long lists and refs show what was before a write. */
  readonly readLagMs?: number;
  readonly now?: () => number;
  /** The forge executes nothing itself: without a runner there is no CI. */
  readonly ci?: { readonly run: CiRunner };
  readonly faults?: FaultPlan;
  /** GitHub's own by default. */
  readonly rateLimit?: RateLimit;
}

export interface Forge {
  /** Root of the API. */
  readonly url: string;
  readonly admin: Admin;
  /** The bare repository on disk. Throws 404 for an unknown `owner/name`. */
  repositoryDir(repository: string): string;
  /** Stops listening; what is under way is cut off. */
  close(): Promise<void>;
}

/** Slug of the app that posts the local CI's check runs. */
export const ciSlug = "local-ci";

/** Starts a forge on the loopback interface. Rejects when the port is taken, or for a kept CI. */
export async function startForge(options: ForgeOptions): Promise<Forge> {
  if (options.keep && options.ci) {
    throw new Error("A forge with a CI cannot be kept: its jobs would not go on");
  }
  const root = resolve(options.dir);
  mkdirSync(root, { recursive: true });
  const { faults = {}, now = Date.now } = options;
  const background = makeBackground();
  const made: { world: World | null } = { world: null };
  const world = (): World => {
    if (made.world === null) throw new Error("The forge was asked before it stood");
    return made.world;
  };
  const outbox = makeOutbox(world, background, faults);
  const log: ApiRecord[] = [];
  const store = options.keep ? await readStore(root) : makeStore();
  const kept = options.keep ? makeKeeper(root, store) : async (): Promise<void> => undefined;
  const rates = makeRates(now, options.rateLimit);
  const server = makeServer({ world, outbox, rates, routes, faults, log, kept });
  const url = await listen(server, options.port ?? 0);
  const bare: World = {
    url,
    store,
    now,
    readLagMs: options.readLagMs ?? 0,
    emit: (event) => outbox.emit(event),
    ci: null,
  };
  made.world = bare;
  if (options.ci) made.world = { ...bare, ci: ciOf(bare, world, options.ci.run, background) };
  const settled = (): Promise<void> => background.settled();
  return {
    url: bare.url,
    admin: makeAdmin({ world: made.world, outbox, root, log, settled, kept }),
    repositoryDir(name) {
      const found = findRepository(bare, name);
      if (found === null) throw notFound();
      return found.dir;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closeReaders([...bare.store.repositories.values()].map(({ dir }) => dir));
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

/** The local CI is an app of its own, so that its suites and check runs are told apart. */
function ciOf(bare: World, world: () => World, run: CiRunner, background: Background) {
  const { store, now } = bare;
  const owner: User = { id: id(bare), login: "forge", type: "Organization", createdAt: now() };
  store.users.set(owner.id, owner);
  const permissions = { checks: "write", contents: "read", metadata: "read" };
  const hook = { events: [], webhookUrl: null, webhookSecret: "" };
  const app = registerApp(bare, { slug: ciSlug, permissions, ...hook, owner: "forge" }, null);
  return makeCi(world, app, run, (work) => background.track(work));
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
  const address = server.address();
  const chosen = address !== null && typeof address === "object" ? address.port : port;
  return `http://127.0.0.1:${chosen}`;
}
