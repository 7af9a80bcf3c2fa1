// The GitHub edge put together: what comes in through the inbox, and each repository as a port.
import type { RepositoryRef } from "../core/run/names.ts";
import type { Clock, Repository } from "../engine/ports.ts";
import type { Inbox } from "../engine/inbox.ts";
import { makeApi, makeOctokit, type Api } from "./api.ts";
import { makeAsApp } from "./asapp.ts";
import { makeBudget, type Budget } from "./budget.ts";
import type { Identity } from "./comments.ts";
import { makeDispatcher } from "./dispatch.ts";
import type { House } from "./house.ts";
import { makeIngress, type Handler } from "./ingress.ts";
import { causeOf, type Log } from "./log.ts";
import { issueNow } from "./issue.ts";
import { permissionOf } from "./permission.ts";
import { makePlaces } from "./places.ts";
import { makeReact } from "./reacting.ts";
import { makeReceiver } from "./receiving.ts";
import { makeRepository } from "./repository.ts";
import type { GithubSettings } from "./settings.ts";
import { makeSweep } from "./sweep.ts";
import { makeTokens } from "./tokens.ts";
import type { Doorway } from "./trigger.ts";
import { makeTurns } from "./turns.ts";

export interface GithubEdge {
  /** For node:http: webhooks, /healthz, /readyz. */
  readonly handler: Handler;
  /** Takes up what waits in the inbox and sweeps, now and on a timer. */
  start(): void;
  /** Takes nothing new; resolves when the deliveries in hand are finished. */
  drain(): Promise<void>;
  repository(ref: RepositoryRef): Repository;
  /** One look for lost webhooks. Never throws. */
  sweep(): Promise<void>;
  /** Writes sent so far and the least time between two of one installation, in milliseconds. */
  figures(): { readonly writes: number; readonly spacingMsLeast: number | null };
}

export function githubEdge(
  settings: GithubSettings,
  house: House,
  inbox: Inbox,
  clock: Clock,
  log: Log,
): GithubEdge {
  const outside = makeOutside(settings, clock);
  const { labels } = settings;
  const { places } = outside;
  const door: Doorway = {
    house,
    clock,
    turns: makeTurns(),
    labels,
    repository: outside.repository,
    permission: (ref, actor) => permissionOf(outside.api(ref), actor),
    issue: (ref, number) => issueNow(outside.api(ref), number),
  };
  const react = makeReact({
    door,
    log,
    own: () => ({ appId: settings.appId, login: outside.login() }),
    hear: places.hear,
    installation(id, gone) {
      outside.tokens.drop(id);
      if (!gone) void takeUp(id);
    },
  });
  /** What was refused in an installation may succeed now, for instance to say so. */
  const takeUp = async (installation: number): Promise<void> => {
    await sweep();
    for (const repositoryId of places.under(installation)) house.wake({ repositoryId });
  };
  const handle = makeReceiver(settings, react);
  const dispatcher = makeDispatcher({ inbox, clock, log, handle });
  const arrived = (): void => dispatcher.wake();
  let state: "new" | "started" | "draining" = "new";
  const { learn } = places;
  const sweep = makeSweep({ ...outside, learn, inbox, house, clock, log, labels, arrived });
  let stopSweeping = (): Promise<void> => Promise.resolve();

  return {
    handler: makeIngress({
      secrets: settings.secrets,
      inbox,
      clock,
      log,
      arrived,
      unready: () => (state === "started" ? null : state),
    }),
    start() {
      state = "started";
      outside.identity().catch((error: unknown) => {
        log.warn("GitHub does not know the app yet", { because: causeOf(error) });
      });
      dispatcher.wake();
      stopSweeping = repeat(clock, settings.sweepMs, sweep);
    },
    async drain() {
      state = "draining";
      await Promise.all([stopSweeping(), dispatcher.drain()]);
    },
    repository: outside.repository,
    sweep,
    figures: () => figuresOf(outside.budgets()),
  };
}

/**
 * Does a job that never rejects now and again after each pause.
 * @returns a function that ends it and resolves when none is under way.
 */
function repeat(clock: Clock, pauseMs: number, job: () => Promise<void>): () => Promise<void> {
  let cancel = (): void => undefined;
  let over = false;
  const round = async (): Promise<void> => {
    await job();
    if (!over) cancel = clock.at(clock.now() + pauseMs, begin);
  };
  const begin = (): void => {
    current = round();
  };
  let current = round();
  return () => {
    over = true;
    cancel();
    return current;
  };
}

/** Everything that goes out: one budget per installation, one client per repository. */
function makeOutside(settings: GithubSettings, clock: Clock) {
  const octokit = makeOctokit(settings.apiUrl, settings.fetch ?? globalThis.fetch);
  const tokens = makeTokens(settings, octokit, clock);
  const asApp = makeAsApp(octokit, tokens, clock, settings.appId);
  const budgets = new Map<number, Budget>();
  const places = makePlaces();
  const apis = new Map<string, { readonly api: Api; readonly repository: Repository }>();
  let known: Identity | null = null;

  const identity = async (): Promise<Identity> => (known ??= await asApp.identity());

  const budgetOf = (installation: number): Budget => {
    const budget = budgets.get(installation) ?? makeBudget(clock, settings.pacing);
    budgets.set(installation, budget);
    return budget;
  };

  const clientOf = (from: RepositoryRef) => {
    const ref = places.current(from);
    const key = JSON.stringify([ref.installation, ref.id, ref.owner, ref.name]);
    const found = apis.get(key);
    if (found) return found;
    const api = makeApi({ octokit, tokens, budget: budgetOf(ref.installation), clock }, ref);
    const { appId, apiUrl } = settings;
    const client = { api, repository: makeRepository({ api, appId, identity, apiUrl }) };
    apis.set(key, client);
    return client;
  };

  return {
    tokens,
    places,
    asApp,
    identity,
    login: () => known?.login ?? null,
    api: (ref: RepositoryRef) => clientOf(ref).api,
    repository: (ref: RepositoryRef) => clientOf(ref).repository,
    budgets: () => [...budgets.values()],
  };
}

function figuresOf(budgets: readonly Budget[]): ReturnType<Budget["figures"]> {
  const all = budgets.map((one) => one.figures());
  const spacings = all.map((one) => one.spacingMsLeast).filter((ms) => ms !== null);
  return {
    writes: all.reduce((sum, one) => sum + one.writes, 0),
    spacingMsLeast: spacings.length > 0 ? Math.min(...spacings) : null,
  };
}
