// `run`: an issue from a file on the user's own git repository, worked on a copy of it.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ending } from "../core/report/ending.ts";
import { visible } from "../core/report/markdown.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { judgeOf, nameOf, openCheckout, type Checkout } from "./checkout.ts";
import { dependenciesOf, type Dependencies } from "./dependencies.ts";
import { splitIssue } from "./issue.ts";
import { workLocally } from "./local.ts";
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
      help: "new or empty folder for the copy and the journal; a temporary one otherwise",
    },
  },
  async run(values, terminal) {
    needGit();
    const checkout = openCheckout(repoOf(values));
    const issue = issueOf(values);
    const judge = judgeOf(checkout, textOf(values, "test"));
    const deps = dependenciesOf(checkout);
    const keep = keepOf(values);
    const seed = process.env["QUORUM_SEED"]?.trim() || randomBytes(8).toString("hex");
    const opened = await openSandbox(deps.folder === null ? {} : { deps: deps.folder });
    if (!opened.ok) {
      const { because, remedy } = opened.error;
      throw new Refusal(
        `${because} Nothing was executed and nothing was asked of a model. ${remedy}`,
      );
    }
    const sandbox = opened.value;
    try {
      const chosen = await chooseModel(values, seed, null);
      begin(checkout, judge.command, deps, chosen);
      try {
        const folder = keep ?? mkdtempSync(join(tmpdir(), "quorum-run-"));
        terminal.keeps(folder);
        const test = judge.instead ? judge.command : null;
        return await work({ checkout, issue, test, folder, seed, sandbox, chosen });
      } finally {
        chosen.close();
      }
    } finally {
      await sandbox.close();
    }
  },
};

interface Order {
  readonly checkout: Checkout;
  readonly issue: ReturnType<typeof splitIssue>;
  readonly test: string | null;
  readonly folder: string;
  readonly seed: string;
  readonly sandbox: Parameters<typeof workLocally>[0]["sandbox"];
  readonly chosen: ChosenModel;
}

async function work({ checkout, folder, seed, chosen, ...order }: Order): Promise<number> {
  const result = await workLocally({
    ...order,
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
    say: (line) => console.log(visible(line)),
  });
  const { run } = result;
  const git = result.forge.repositoryDir(result.repository);
  const journal = join(folder, "journal.db");
  console.log(`\n${ending(run, { repo: checkout.path, git, journal, seed })}`);
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

/** A folder that holds nothing yet, or two runs would be mixed up; null = a temporary one. */
function keepOf(values: Values): string | null {
  const given = textOf(values, "keep");
  if (given === null) return null;
  const folder = resolve(given);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Refusal(`--keep ${folder} is not empty. Name a new folder; nothing was started.`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
