// The command line: one table of verbs, each in a file of its own, loaded when it is asked for.
import { parseArgs } from "node:util";
import { nearest } from "./core/config/config.ts";
import { Interrupted } from "./cli/interrupt.ts";
import { visible } from "./core/report/markdown.ts";
import { exitCode, openTerminal, type Terminal } from "./cli/terminal.ts";
import { Misuse, Refusal, type Values, type Verb } from "./cli/verb.ts";

const verbs = {
  start: () => import("./cli/start.ts"),
  demo: () => import("./cli/demo.ts"),
  run: () => import("./cli/run.ts"),
  odds: () => import("./cli/odds.ts"),
  hanoi: () => import("./cli/hanoi.ts"),
  simulate: () => import("./cli/simulate.ts"),
  eval: () => import("./cli/eval.ts"),
  webhooks: () => import("./cli/webhooks.ts"),
  flags: () => import("./cli/flags.ts"),
  replay: () => import("./cli/replay.ts"),
  doctor: () => import("./cli/doctor.ts"),
} as const;

type Name = keyof typeof verbs;

const isName = (text: string): text is Name => Object.hasOwn(verbs, text);

/** Runs one verb and ends the process with its code: 0, or as `exitCode` says. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = openTerminal(argv);
  const giveUp = (error: unknown): never => process.exit(terminal.unexpected(error));
  process.on("uncaughtException", giveUp);
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    error.code === "EPIPE" ? process.exit(exitCode.refused) : giveUp(error),
  );
  try {
    const code = await obey(argv, terminal);
    if (code > 128) process.exit(code);
    process.exitCode = code;
  } catch (error) {
    giveUp(error);
  }
}

/** @returns the exit code of a command that ended or was refused. Throws what nobody expected. */
export async function obey(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(visible(error.message));
    if (error instanceof Interrupted) return error.code;
    return error instanceof Misuse ? exitCode.misuse : exitCode.refused;
  }
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "help", ...rest] = argv;
  if (["help", "--help", "-h"].includes(name)) {
    const [about] = rest;
    return about === undefined ? listVerbs() : describe(await verbNamed(about));
  }
  const verb = await verbNamed(name);
  const values = valuesOf(verb, name, rest);
  return values === null ? describe(verb) : await verb.run(values, terminal);
}

async function verbNamed(name: string): Promise<Verb> {
  if (isName(name)) return (await verbs[name]()).verb;
  const near = nearest(name, Object.keys(verbs));
  const guess = near ? ` Did you mean \`${near}\`?` : "";
  throw new Misuse(
    `There is no command \`${name}\`.${guess} \`npm run quorum -- help\` lists them.`,
  );
}

/** @returns what the options say, or null when help is asked for. Throws Misuse. */
function valuesOf(verb: Verb, name: string, args: readonly string[]): Values | null {
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      options: { ...verb.options, help: { type: "boolean" } },
      tokens: true,
    });
    if (values.help) return null;
    const wrong = misgiven(tokens);
    if (wrong !== null) throw new Misuse(`\`${name}\`: ${wrong}\n\n${verb.usage}`);
    return Object.fromEntries(
      Object.entries(values).map(([k, v]) => [k, typeof v === "boolean" ? v : String(v)]),
    );
  } catch (error) {
    const code = error instanceof Error ? Reflect.get(error, "code") : null;
    if (!String(code).startsWith("ERR_PARSE_ARGS")) throw error;
    const said = error instanceof Error ? error.message : "";
    throw new Misuse(`${misread(said, name, verb)}\n\n${verb.usage}`);
  }
}

/** An option that is there twice, where only the last would count, or has a value of nothing. */
function misgiven(tokens: readonly { kind: string; name?: string; value?: unknown }[]) {
  const given = new Set<string>();
  for (const { kind, name, value } of tokens) {
    if (kind !== "option" || name === undefined) continue;
    if (given.has(name)) return `--${name} is given twice; give it once`;
    if (typeof value === "string" && value.trim() === "") return `--${name} needs a value`;
    given.add(name);
  }
  return null;
}

/** What is wrong with the options, from the words of node:util. */
function misread(said: string, name: string, verb: Verb): string {
  const unknown = /^Unknown option '(-+)([^']+)'/.exec(said);
  if (!unknown) return `\`${name}\`: ${reworded(said)}`;
  const [, dashes = "--", option = ""] = unknown;
  const near = nearest(option, Object.keys(verb.options));
  const guess = near ? ` Did you mean \`--${near}\`?` : "";
  return `\`${name}\` has no option \`${dashes}${option}\`.${guess}`;
}

/** Node's words about a value where they help nobody; its own where there are none of ours. */
function reworded(said: string): string {
  const [, option = ""] = /^Option '(--[\w-]+)/.exec(said) ?? [];
  if (/argument is ambiguous/.test(said))
    return `${option} needs a value; one that begins with a dash is written ${option}=VALUE`;
  if (/argument missing/.test(said)) return `${option} needs a value`;
  if (/does not take an argument/.test(said)) return `${option} takes no value`;
  const [, extra] = /^Unexpected argument '(.+?)'/.exec(said) ?? [];
  return extra === undefined ? said : `it takes no '${extra}': every value goes with an option`;
}

function describe(verb: Verb): number {
  const rows = Object.entries(verb.options).map(
    ([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ""}`, help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  const table = rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`);
  console.log(`${verb.help}\n\n${verb.usage}`);
  if (table.length > 0) console.log(`\n${table.join("\n")}`);
  return 0;
}

async function listVerbs(): Promise<number> {
  console.log("Quorum: voted, verified, merged units from a labelled issue.\n");
  for (const [name, load] of Object.entries(verbs)) {
    const { verb } = await load();
    console.log(`  ${name.padEnd(10)} ${verb.help}`);
  }
  console.log("\n`npm run quorum -- VERB --help` says how each is called.");
  return 0;
}
