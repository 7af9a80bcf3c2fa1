// The process's own settings: where it listens, where its data is, how much it logs.
import { isAbsolute, join } from "node:path";
import { complaint, complaintsOn, type Complain } from "./core/config/variables.ts";
import { no, ok, type Result } from "./core/kernel.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type Level = (typeof levels)[number];

export interface ProcessSettings {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  /** The app's data folder. */
  readonly data: string;
  readonly level: Level;
  /** Whether code that no sandbox ran may be pushed, so that CI is the first to run it. */
  readonly pushUnverified: boolean;
}

const standard: ProcessSettings = {
  port: 3000,
  host: "127.0.0.1",
  data: ".quorum",
  level: "info",
  pushUnverified: false,
};

/** What each variable means; the README's table is made from it. */
export const variables = {
  PORT: `port that the app listens on, 0 to 65535, 0 for any free one; default ${standard.port}`,
  HOST:
    `host name or address that the app listens on; default ${standard.host}, this machine only; ` +
    "0.0.0.0 for every network",
  QUORUM_DATA:
    "folder of the app's journal, inbox and money spent, for one process at a time; " +
    `default ${standard.data} in the folder it is started in`,
  LOG_LEVEL:
    `how much the app logs: ${levels.join(", ")}; default ${standard.level}. ` +
    "At debug every command shows the stack of an error that nobody expected",
  QUORUM_PUSH_UNVERIFIED:
    "1 lets the app push code that no sandbox ran, so that CI is the first to run it, with " +
    "whatever secrets it holds; 0, the default, refuses a run where no sandbox verifies",
  QUORUM_SEED:
    "any text: `demo` and `run` draw the same answers from an answer book, and ask a model with " +
    "the same seeds, again; default 1 for `demo`, a new one for each `run`, which prints it",
  XDG_STATE_HOME:
    "where `demo` and `run` keep, in `quorum/days.db`, what was spent on each day by all of your " +
    "runs; default ~/.local/state",
} as const;

type Wrong = Complain<typeof variables>;

/** @returns the settings, or one sentence for each mistake, each naming its variable. */
export function readProcess(env: Environment): Result<ProcessSettings, readonly string[]> {
  const { mistakes, complain } = complaintsOn(variables);
  const settings = {
    port: readPort(env["PORT"], complain),
    host: readHost(env["HOST"], complain),
    data: env["QUORUM_DATA"]?.trim() || standard.data,
    level: readLevel(env["LOG_LEVEL"], complain),
    pushUnverified: readPush(env["QUORUM_PUSH_UNVERIFIED"], complain),
  };
  return mistakes.length > 0 ? no(mistakes) : ok(settings);
}

function readPort(text: string | undefined, complain: Wrong): number {
  const port = text?.trim() || String(standard.port);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) complain("PORT", "is no port number");
  return Number(port);
}

function readHost(text: string | undefined, complain: Wrong): string {
  const host = text?.trim() || standard.host;
  if (!/^[A-Za-z0-9:.%_-]{1,253}$/.test(host)) complain("HOST", "is no host name or address");
  return host;
}

function readLevel(text: string | undefined, complain: Wrong): Level {
  const wanted = text?.trim() || standard.level;
  const level = levels.find((one) => one === wanted);
  if (level === undefined) complain("LOG_LEVEL", "is no level");
  return level ?? standard.level;
}

function readPush(text: string | undefined, complain: Wrong): boolean {
  const wanted = text?.trim() || "0";
  if (wanted !== "0" && wanted !== "1") complain("QUORUM_PUSH_UNVERIFIED", "is neither 0 nor 1");
  return wanted === "1";
}

/** Why the app cannot listen, as a line that names the setting. */
export function cannotListen(error: unknown, { port, host }: ProcessSettings): string {
  const code = error instanceof Error ? Reflect.get(error, "code") : null;
  const say = (name: "PORT" | "HOST", because: string) => complaint(variables, name, because);
  if (code === "EADDRINUSE") return say("PORT", `${port} is taken on ${host} by another process`);
  if (code === "EACCES") return say("PORT", `${port} is not for this user to listen on`);
  return say("HOST", `${host} cannot be listened on (${String(code)})`);
}

/** What becomes of runs on a machine without a sandbox. */
export const withoutSandbox = ({ pushUnverified }: ProcessSettings): string =>
  pushUnverified
    ? "CI alone verifies, as QUORUM_PUSH_UNVERIFIED allows"
    : "every run is refused at its start, unless QUORUM_PUSH_UNVERIFIED=1 lets CI alone verify";

/** Why the data folder cannot be used, as a line that names the setting. */
export function cannotKeep(error: unknown, { data }: ProcessSettings): string {
  const because = error instanceof Error ? error.message : String(error);
  return complaint(variables, "QUORUM_DATA", `${data} cannot be made (${because})`);
}

/**
 * The folder of what outlives a `run`, by the XDG Base Directory Specification: relative paths in
 * the variable are ignored. @param home the user's home folder.
 */
export function stateFolder(env: Environment, home: string): string {
  const given = env["XDG_STATE_HOME"] ?? "";
  return join(isAbsolute(given) ? given : join(home, ".local/state"), "quorum");
}
