// What every part of the forge works with: the store, the clock, the ways out.
import type { Json, JsonObject } from "./json.ts";
import { newId, type Actor, type App, type Repository, type Store } from "./store.ts";

export interface Event {
  readonly name: string;
  readonly action: string | null;
  readonly repository: Repository | null;
  readonly actor: Actor;
  readonly payload: JsonObject;
  /** Only this app hears of it; null: every app installed on the repository that subscribed. */
  readonly only: App | null;
}

/** A branch that now stands elsewhere; null as before: it was created, null as after: deleted. */
export interface Push {
  readonly repository: Repository;
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly actor: Actor;
}

export interface World {
  /** Root of the API, without a slash at its end. */
  readonly url: string;
  readonly store: Store;
  readonly now: () => number;
  readonly readLagMs: number;
  /** Queues the webhooks of an event. */
  emit(event: Event): void;
  /** Tells the local CI, if there is one. */
  readonly ci: {
    pushed(push: Push): Promise<void>;
    pullChanged(repository: Repository, number: number, action: string): Promise<void>;
  } | null;
}

export const id = (world: World): number => newId(world.store);

/** An instant as GitHub writes it: UTC to the second. */
export const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** An opaque global id that names its kind. */
export const nodeId = (kind: string, one: number | string): string =>
  Buffer.from(`${kind}:${one}`).toString("base64url");

/** False while a read that lags must not see something of this age yet. */
export const visible = (world: World, bornAt: number): boolean =>
  world.readLagMs === 0 || world.now() - bornAt >= world.readLagMs;

export const repositoryUrl = (world: World, repository: Repository): string =>
  `${world.url}/repos/${repository.owner.login}/${repository.name}`;

export const htmlUrl = (world: World, repository: Repository): string =>
  `${world.url}/${repository.owner.login}/${repository.name}`;

const tails = new WeakMap<Repository, Promise<unknown>>();

/** Runs one write after another on a repository; a failed one does not stop the next. */
export function inTurn<T>(repository: Repository, job: () => Promise<T>): Promise<T> {
  const mine = (tails.get(repository) ?? Promise.resolve()).then(job);
  tails.set(
    repository,
    mine.catch(() => undefined),
  );
  return mine;
}

export type { Json };
