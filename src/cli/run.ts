// `run`: an issue from a file on the user's own git repository, worked on a copy of it.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ending } from "../core/report/ending.ts";
import { visible } from "../core/report/markdown.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { judgeOf, nameOf, openCheckout, type Checkout } from "./checkout.ts";
import { dependenciesOf, type Dependencies } from "./dependencies.ts";
import { interruptible } from "./interrupt.ts";
import { splitIssue } from "./issue.ts";
import { readOrder, refuseOther, writeOrder, type Order as Begun } from "./kept.ts";
import { graceMs, within, workLocally } from "./local.ts";
import { chooseModel, type ChosenModel } from "./model.ts";
import { textOf } from "./numbers.ts";
import { needGit } from "./versions.ts";
import { Misuse, Refusal, type Values, type Verb } from "./verb.ts";

const issueBytesMax = 64 * 1024;
const spacingMs = 20;

export const verb: Verb = {
  help: "Work an issue on your own git repository, on a copy; your checkout is not changed",
  usage:
    "npm run quorum -- run --repo PATH --issue FILE.md [--test 'npm test'] [--model openai]\n" +
    "npm run quorum -- run --repo PATH --issue FILE.md --model book --answers FILE",
  options: {
    repo: { type: "string", value: "PATH", help: "the git repository; its last commit is copied" },
    issue: {
      type: "string",
      value: "FILE.md",
      help: "the issue: its first line or heading is the title, the rest its text",
    },
    test: {
      type: "string",
      value: "CMD",
      help: "command that judges a change, in place of the repository's own",
    },
    model: {
      type: "string",
      value: "NAME",
      help: "`book` or `openai`; by default the book where one is given",
    },
    answers: { type: "string", value: "FILE", help: "the answer book for `--model book`" },
    keep: {
      type: "string",
      value: "FOLDER",
      help:
        "folder for the copy and the journal, new or with a run that is to go on; " +
        "else a temporary one",
    },
  },
  run: (values, terminal) =>
    interruptible(async (interrupt) => {
      needGit();
      const checkout = openCheckout(repoOf(values));
      const issue = issueOf(values);
      const judge = judgeOf(checkout, textOf(values, "test"));
      const deps = dependenciesOf(checkout);
      const order = orderOf(values, { checkout, issue, judge: judge.command });
      const opened = await openSandbox(deps.folder === null ? {} : { deps: deps.folder });
      if (!opened.ok) {
        const { because, remedy } = opened.error;
        throw new Refusal(
          `${because} Nothing was executed and nothing was asked of a model. ${remedy}`,
        );
      }
      const sandbox = opened.value;
      try {
        interrupt.signal.throwIfAborted();
        const chosen = await chooseModel(values, order.begun.seed, null);
        try {
          interrupt.signal.throwIfAborted();
          begin(checkout, judge.command, deps, chosen);
          const folder = settle(order, chosen.models);
          const next = nextWords(folder, order.keep !== null);
          terminal.keeps(folder, next);
          interrupt.next(next);
          console.log(`the copy and the journal are kept in ${folder}`);
          const test = judge.instead ? judge.command : null;
          const stop = interrupt.signal;
          return await work({ checkout, issue, test, folder, order, sandbox, chosen, stop });
        } finally {
          chosen.close();
        }
      } finally {
        await within(graceMs, sandbox.close());
      }
    }),
};

interface Order {
  /** What `--keep` names. */
  readonly keep: string | null;
  /** As the folder says where it holds a run, and as the new one is to be otherwise. */
  readonly begun: Omit<Begun, "models">;
  readonly held: Begun | null;
}

/** Throws Refusal when the folder holds another run, or something else. */
function orderOf(
  values: Values,
  now: {
    readonly checkout: Checkout;
    readonly issue: ReturnType<typeof splitIssue>;
    readonly judge: string;
  },
): Order {
  const given = textOf(values, "keep");
  const keep = given === null ? null : resolve(given);
  const held = keep === null ? null : readOrder(keep);
  const wanted = process.env["QUORUM_SEED"]?.trim();
  const seed = wanted || held?.seed || randomBytes(8).toString("hex");
  const { path: repo, head } = now.checkout;
  const begun = { repo, head, ...now.issue, judge: now.judge, seed };
  if (keep !== null && held !== null) refuseOther(keep, held, begun);
  return { keep, begun, held };
}

/** The run's folder, with what it is begun with. Throws Refusal when other models began it. */
function settle({ keep, begun, held }: Order, models: readonly string[]): string {
  if (keep !== null && held !== null) {
    refuseOther(keep, held, { models: [...models] });
    return keep;
  }
  const folder = keep ?? mkdtempSync(join(tmpdir(), "quorum-run-"));
  writeOrder(folder, { ...begun, models: [...models] });
  return folder;
}

/** How an unfinished run goes on. */
const nextWords = (folder: string, kept: boolean): string =>
  kept
    ? `The same command goes on where it was, in ${folder}.`
    : `The same command with --keep ${folder} goes on where it was.`;

interface Work {
  readonly checkout: Checkout;
  readonly issue: ReturnType<typeof splitIssue>;
  readonly test: string | null;
  readonly folder: string;
  readonly order: Order;
  readonly sandbox: Parameters<typeof workLocally>[0]["sandbox"];
  readonly chosen: ChosenModel;
  readonly stop: AbortSignal;
}

async function work({ checkout, folder, order, chosen, ...rest }: Work): Promise<number> {
  const { seed } = order.begun;
  const result = await workLocally({
    ...rest,
    folder,
    name: nameOf(checkout.path),
    fill: (forge, repository) =>
      forge.admin.pushFromGit(repository, checkout.path, checkout.head).then(() => undefined),
    model: chosen.model,
    models: chosen.models,
    seed: `run-${seed}`,
    ci: false,
    spacingMs,
    label: "quorum:auto",
    goesOn: true,
    say: (line) => console.log(visible(line)),
  });
  const { run } = result;
  const git = result.forge.repositoryDir(result.repository);
  const journal = join(folder, "journal.db");
  const kept = order.keep !== null;
  console.log(`\n${ending(run, { repo: checkout.path, git, journal, seed, folder, kept })}`);
  await result.close();
  return run.phase.kind === "done" ? 0 : 1;
}

/** What the run rests on, before the first sample. */
function begin(checkout: Checkout, judge: string, deps: Dependencies, chosen: ChosenModel): void {
  const lines = [
    `a copy of ${checkout.path} at ${checkout.head.slice(0, 12)}`,
    ...(checkout.dirty ? ["note: uncommitted changes are not part of the copy"] : []),
    `changes are judged in the sandbox by: ${judge}; workflows are not run here`,
    `dependencies: ${deps.words}`,
    `answers come from ${chosen.words}`,
  ];
  console.log(visible(lines.join("\n")));
}

function repoOf(values: Values): string {
  const repo = textOf(values, "repo");
  if (repo === null) throw new Misuse("Which repository? Give --repo PATH.");
  return repo;
}

function issueOf(values: Values): ReturnType<typeof splitIssue> {
  const file = textOf(values, "issue");
  if (file === null)
    throw new Misuse("Which issue? Give --issue FILE.md (its first line is the title).");
  const text = readIssue(file);
  if (Buffer.byteLength(text) > issueBytesMax) {
    throw new Refusal(
      `${file} is larger than 64 KiB. Say what matters in fewer words; nothing was started.`,
    );
  }
  const issue = splitIssue(text);
  if (issue.title === "" || issue.body === "") {
    throw new Refusal(`${file} needs a title in its first line and a text below it.`);
  }
  return issue;
}

function readIssue(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new Refusal(`The issue ${file} cannot be read (${because}). Nothing was started.`);
  }
}
