// Making users, apps and repositories: what on GitHub is done on settings pages.
import { generateKeyPairSync } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Outbox } from "./deliveries.ts";
import { git } from "./git.ts";
import { Refusal, notFound } from "./refusal.ts";
import {
  repositoryByName,
  userByLogin,
  type App,
  type Permissions,
  type Repository,
  type User,
} from "./store.ts";
import { id, type World } from "./world.ts";

export interface AppDraft {
  readonly slug: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** Null: the app hears of nothing. */
  readonly webhookUrl: string | null;
  readonly webhookSecret: string;
  /** Login of who owns the app; by default the first user. */
  readonly owner?: string;
}

export interface RepositoryDraft {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch: string;
}

const plainName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/;

/** Throws when the login is taken or none that GitHub allows. */
export function addUser(world: World, login: string, type: User["type"]): User {
  const bare = login.replace(/\[bot\]$/, "");
  if (!plainName.test(bare)) throw new Refusal(422, `"${login}" is no login`);
  if (userByLogin(world.store, login) !== null) throw new Refusal(422, `"${login}" is taken`);
  const user: User = { id: id(world), login, type, createdAt: world.now() };
  world.store.users.set(user.id, user);
  return user;
}

/** Makes the bare repository on disk, empty. */
export async function addRepository(
  world: World,
  root: string,
  draft: RepositoryDraft,
): Promise<Repository> {
  const owner = userByLogin(world.store, draft.owner);
  if (owner === null) throw notFound();
  if (!plainName.test(draft.name)) throw new Refusal(422, `"${draft.name}" is no name`);
  if (repositoryByName(world.store, draft.owner, draft.name) !== null) {
    throw new Refusal(422, `${draft.owner}/${draft.name} exists`);
  }
  const taken = [...world.store.repositories.values()].map((one) => one.dir);
  const plain = join(root, owner.login, `${draft.name}.git`);
  // The folder keeps the name that a repository was made with, when it is renamed.
  const dir = taken.includes(plain) ? plain.replace(/\.git$/, `-${id(world)}.git`) : plain;
  await mkdir(dir, { recursive: true });
  await git(dir, ["init", "--quiet", "--bare", `--initial-branch=${draft.defaultBranch}`, dir]);
  const repository: Repository = {
    id: id(world),
    owner,
    name: draft.name,
    private: draft.private ?? true,
    defaultBranch: draft.defaultBranch,
    dir,
    createdAt: world.now(),
    pushedAt: world.now(),
    labels: [],
    issues: new Map(),
    departed: new Map(),
    comments: new Map(),
    suites: new Map(),
    runs: new Map(),
    statuses: [],
    levels: new Map(),
    moves: new Map(),
  };
  world.store.repositories.set(repository.id, repository);
  return repository;
}

/** @returns the app with the only copy of its private key. The app hears a `ping`. */
export function addApp(
  world: World,
  outbox: Outbox,
  draft: AppDraft,
): { readonly app: App; readonly privateKeyPem: string } {
  const { publicKey, privateKey } = newKeys();
  const app = registerApp(world, draft, publicKey);
  ping(world, outbox, app);
  return { app, privateKeyPem: privateKey };
}

/** A new key and another address for an app; what it had before is of no use any more. */
export function renewApp(app: App, hook: Pick<AppDraft, "webhookUrl" | "webhookSecret">): string {
  const { publicKey, privateKey } = newKeys();
  Object.assign(app, { ...hook, publicKey });
  return privateKey;
}

const newKeys = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });

/** @param publicKey null for an app that acts inside the forge only. */
export function registerApp(world: World, draft: AppDraft, publicKey: string | null): App {
  const first = [...world.store.users.values()].find((user) => user.type !== "Bot");
  const owner = draft.owner === undefined ? first : userByLogin(world.store, draft.owner);
  if (!owner) throw new Refusal(422, "An app needs an owner: create a user first");
  const app: App = {
    id: id(world),
    hookId: id(world),
    slug: draft.slug,
    clientId: `Iv23li${String(world.store.nextId).padStart(14, "0")}`,
    owner,
    bot: addUser(world, `${draft.slug}[bot]`, "Bot"),
    permissions: { metadata: "read", ...draft.permissions },
    events: draft.events,
    webhookUrl: draft.webhookUrl,
    webhookSecret: draft.webhookSecret,
    publicKey,
    createdAt: world.now(),
  };
  world.store.apps.set(app.id, app);
  return app;
}

function ping(world: World, outbox: Outbox, app: App): void {
  const at = new Date(world.now()).toISOString();
  const config = {
    content_type: "json",
    insecure_ssl: "0",
    secret: "********",
    url: app.webhookUrl ?? "",
  };
  const hook = {
    type: "App",
    id: app.hookId,
    name: "web",
    active: true,
    app_id: app.id,
    events: [...app.events],
    config,
    updated_at: at,
    created_at: at,
    deliveries_url: `${world.url}/app/hook/deliveries`,
  };
  outbox.tell(app, null, {
    name: "ping",
    action: null,
    repository: null,
    actor: { user: app.owner, app: null },
    payload: { zen: "Practicality beats purity.", hook_id: app.hookId, hook },
    only: app,
  });
}
