// The command line: one table of verbs, each in a file of its own, loaded when it is asked for.
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { nearest } from "./core/config/config.ts";

export type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Verb {
  /** One line for the list of verbs. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** How it is called, one or two examples. */
  readonly usage: string;
  /** @returns the exit code. Throws Refusal with a sentence for the person. */
  run(values: Values): Promise<number>;
}

/** A sentence for the person at the terminal: what happened, and what to do. No stack is shown. */
export class Refusal extends Error {}

const verbs = {
  start: () => import("./cli/start.ts"),
  demo: () => import("./cli/demo.ts"),
  run: () => import("./cli/run.ts"),
  odds: () => import("./cli/odds.ts"),
  hanoi: () => import("./cli/hanoi.ts"),
  simulate: () => import("./cli/simulate.ts"),
  replay: () => import("./cli/replay.ts"),
  doctor: () => import("./cli/doctor.ts"),
} as const;

type Name = keyof typeof verbs;

const isName = (text: string): text is Name => Object.hasOwn(verbs, text);

/** Runs one verb and ends the process with its code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await dispatch(argv);
}

async function dispatch(argv: readonly string[]): Promise<number> {
  const [name = "help", ...rest] = argv;
  if (name === "help" || name === "--help" || name === "-h") return listVerbs();
  if (!isName(name)) {
    const near = nearest(name, Object.keys(verbs));
    const guess = near ? ` Did you mean \`${near}\`?` : "";
    console.error(
      `There is no command \`${name}\`.${guess} \`npm run quorum -- help\` lists them.`,
    );
    return 2;
  }
  const { verb } = await verbs[name]();
  try {
    const { values } = parseArgs({
      args: [...rest],
      options: { ...verb.options, help: { type: "boolean" } },
    });
    if (values["help"]) {
      console.log(`${verb.help}\n\n${verb.usage}`);
      return 0;
    }
    return await verb.run(flat(values));
  } catch (error) {
    return told(error, name, verb);
  }
}

function flat(values: Readonly<Record<string, unknown>>): Values {
  return Object.fromEntries(
    Object.entries(values).map(([k, v]) => [k, typeof v === "boolean" ? v : String(v)]),
  );
}

function told(error: unknown, name: string, verb: Verb): number {
  if (error instanceof Refusal) {
    console.error(error.message);
    return 1;
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_PARSE_ARGS")) {
    const message = error instanceof Error ? error.message : "";
    console.error(`\`${name}\`: ${message}\n\n${verb.usage}`);
    return 2;
  }
  throw error;
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
