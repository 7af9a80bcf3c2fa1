// Quorum as the app of a local forge: the engine and the GitHub edge over files of one folder.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { machineClock, machineTurns } from "../clock.ts";
import type { Pace, Started } from "../core/run/event.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { openDesk } from "../engine/desk.ts";
import type { Log, Watcher } from "../engine/log.ts";
import type { Model } from "../engine/ports.ts";
import type { Forge } from "../forge/forge.ts";
import { defaultPacing } from "../github/budget.ts";
import { githubEdge, type GithubEdge } from "../github/edge.ts";
import type { Log as EdgeLog } from "../github/log.ts";
import { defaultLabels } from "../github/outcome.ts";
import { openHouse } from "../house.ts";
import { openInbox, type SqliteInbox } from "../sqlite/inbox.ts";
import type { SqliteJournal } from "../sqlite/journal.ts";
import { openSyntax } from "../syntax/open.ts";
import { edgeLog, terminalLog } from "./terminal.ts";

export interface Furnishing {
  /** Where the journal and the inbox are kept. */
  readonly folder: string;
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
}

interface Told {
  readonly watch: Watcher;
  /** The label came to nothing. */
  readonly stillborn: (because: Stillborn) => void;
  /** The journal or the inbox takes nothing any more. */
  readonly broken: (error: unknown) => void;
}

/** Why a label started no run. */
export class Stillborn extends Error {}

const localPace: Pace = { quietMs: 400, lookMs: 1500, publishMs: 600 };
/** The local forge has no limit that people share: writes are only kept apart. */
const localPacing = { writesPerMinuteMax: 3000, writesPerHourMax: 100_000 };
/** Nobody else on this machine can sign a webhook. */
export const secret = randomBytes(32).toString("hex");

/** @param own the journal, which the caller opened; it is closed with the rest. */
export async function openLocalHouse(
  work: Furnishing,
  forge: Forge,
  app: { readonly appId: number; readonly privateKeyPem: string },
  own: SqliteJournal,
  told: Told,
) {
  const { watch } = told;
  let failed = false;
  const broken = (error: unknown): void => {
    failed = true;
    told.broken(error);
  };
  const journal = minded(own, broken);
  const inbox = mindedInbox(openInbox(join(work.folder, "inbox.db")), broken);
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
  const agents = openDesk(syntax, machineTurns(), work.models);
  const { models, seed } = work;
  const log = hushed(terminalLog("error"), () => failed);
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
  const listened = heard(edgeLog(log), told.stillborn);
  const edge = githubEdge(settings, overruled(house, work), inbox, machineClock, listened);
  edges.github = edge;
  return {
    edge,
    engine,
    house,
    async close() {
      await edge.drain();
      await engine.stop();
      inbox.close();
      journal.close();
    },
  };
}

/** A store that failed is told once, with what to do, at the end of the command. */
function hushed(log: Log, failed: () => boolean): Log {
  return {
    ...log,
    error(fields, message) {
      if (!failed()) log.error(fields, message);
    },
  };
}

/** The edge's log; it alone tells that a label came to nothing, so that nobody waits for a run. */
function heard(log: EdgeLog, stillborn: (because: Error) => void): EdgeLog {
  return {
    ...log,
    info(message, fields) {
      if (fields?.["outcome"] === "trigger" && fields["result"] === "refused")
        stillborn(new Stillborn("The label was refused."));
      log.info(message, fields);
    },
    error(message, fields) {
      if (message === "delivery given up") stillborn(new Stillborn(String(fields?.["because"])));
      log.error(message, fields);
    },
  };
}

type Facade = ReturnType<typeof openHouse>["house"];

/**
 * `--test` stands in for the repository's own test command; `approval: always` waits for nobody,
 * as whoever started the run is at the terminal, where nothing of theirs is merged.
 */
function overruled(house: Facade, { test, ci }: Furnishing): Facade {
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

/** At a terminal nobody waits for a store that fails: who works is told, and may end. */
function minded(journal: SqliteJournal, broken: Told["broken"]): SqliteJournal {
  const tell = <T>(job: () => T): T => {
    try {
      return job();
    } catch (error) {
      broken(error);
      throw error;
    }
  };
  return {
    ...journal,
    append: (...fact) => tell(() => journal.append(...fact)),
    end: (run) => tell(() => journal.end(run)),
    async flush() {
      try {
        await journal.flush();
      } catch (error) {
        broken(error);
        throw error;
      }
    },
  };
}

const mindedInbox = (inbox: SqliteInbox, broken: Told["broken"]): SqliteInbox => ({
  ...inbox,
  async put(one) {
    try {
      return await inbox.put(one);
    } catch (error) {
      broken(error);
      throw error;
    }
  },
});
