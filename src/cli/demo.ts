// `demo`: the bundled sample from label to final pull request, everything on this machine.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { heldBackFailures, nodeHere, type RunNode } from "../book/heldback.ts";
import { conclusion } from "../core/report/conclusion.ts";
import type { Run } from "../core/run/state.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { openPlain } from "../sandbox/plain.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { readFolder } from "./folder.ts";
import { interruptible } from "./interrupt.ts";
import { graceMs, within, workLocally, type LocalResult } from "./local.ts";
import { bundledBook, chooseModel, type ChosenModel } from "./model.ts";
import { splitIssue } from "./issue.ts";
import { needGit } from "./versions.ts";
import { Refusal, type Verb } from "./verb.ts";

const sample = fileURLToPath(new URL("../../sample", import.meta.url));
const spacingMs = 20;

export const verb: Verb = {
  help: "The whole path on a bundled sample, from issue to merges; nothing to set up",
  usage:
    "npm run demo\n" +
    "npm run demo -- --model openai   (OPENAI_API_KEY, OPENAI_BASE_URL, QUORUM_MODEL)\n\n" +
    "QUORUM_SEED chooses what the answer book answers (default 1).",
  options: {
    model: { type: "string", value: "NAME", help: "`book`, which is bundled, or `openai`" },
    answers: { type: "string", value: "FILE", help: "another answer book for the sample" },
  },
  run: (values, terminal) =>
    interruptible(async (interrupt) => {
      needGit();
      const began = performance.now();
      const seconds = (): number => (performance.now() - began) / 1000;
      const seed = process.env["QUORUM_SEED"]?.trim() || "1";
      const chosen = await chooseModel(values, seed, bundledBook);
      const say = (line: string): void =>
        console.log(`${seconds().toFixed(1).padStart(5)}s ${line}`);
      say(`answers come from ${chosen.words}`);
      try {
        interrupt.signal.throwIfAborted();
        const folder = mkdtempSync(join(tmpdir(), "quorum-demo-"));
        terminal.keeps(folder);
        interrupt.next("What it made is removed: a demo does not go on, it begins anew.");
        say(`forge, journal and inbox are in ${folder}`);
        let opened: Opened | null = null;
        try {
          opened = await openBest(chosen.bundled, folder, say);
          const stop = interrupt.signal;
          const result = await play({ folder, chosen, opened, seed, stop, say });
          const code = await conclude(result, opened, folder, seconds);
          await result.close();
          return code;
        } finally {
          if (opened) await within(graceMs, opened.close());
          if (!opened || interrupt.signal.aborted) rmSync(folder, { recursive: true, force: true });
        }
      } finally {
        chosen.close();
      }
    }),
};

interface Play {
  readonly folder: string;
  readonly chosen: ChosenModel;
  readonly opened: Opened;
  readonly seed: string;
  readonly stop: AbortSignal;
  say(line: string): void;
}

function play({ folder, chosen, opened, seed, stop, say }: Play): Promise<LocalResult> {
  const library = join(sample, "library");
  return workLocally({
    folder,
    name: "plaintable",
    fill: async (forge, repository) => {
      await forge.admin.pushDirectory(repository, library, "The library as it is");
    },
    issue: splitIssue(readFileSync(join(sample, "issue.md"), "utf8")),
    model: chosen.model,
    models: chosen.models,
    sandbox: opened.sandbox,
    seed: `demo-${seed}`,
    test: null,
    ci: true,
    spacingMs,
    label: "quorum:auto",
    goesOn: false,
    stop,
    say,
  });
}

interface Opened {
  readonly sandbox: Sandbox;
  readonly plain: boolean;
  close(): Promise<void>;
}

/** Bubblewrap; without it only the bundled book's answers to the bundled sample may run. */
async function openBest(
  bundled: boolean,
  folder: string,
  say: (line: string) => void,
): Promise<Opened> {
  const opened = await openSandbox({});
  if (opened.ok) {
    say("sandbox: bubblewrap, self-test passed");
    return { sandbox: opened.value, plain: false, close: () => opened.value.close() };
  }
  const { because, remedy } = opened.error;
  if (!bundled) throw new Refusal(`No sandbox: ${because} Nothing was executed. ${remedy}`);
  say(`no sandbox: ${because} ${remedy}`);
  say("the sample's own answers run WITHOUT isolation; nothing else ever does");
  const plain = openPlain({ folder });
  return { sandbox: plain, plain: true, close: async () => {} };
}

async function conclude(
  result: LocalResult,
  opened: Opened,
  folder: string,
  seconds: () => number,
): Promise<number> {
  const { run, forge, repository, writes, spacingMsLeast } = result;
  const git = forge.repositoryDir(repository);
  const judged = await judge(run, opened, git, folder);
  const args = ["log", "--graph", "--oneline", "--decorate", "--all", "-n", "60"];
  const graph = execFileSync("git", ["-C", git, ...args], { encoding: "utf8" });
  const measured = { ...judged, writes, spacingMsLeast, seconds: seconds() };
  const { lines, good } = conclusion(run, measured, { graph, url: forge.url, folder, git });
  console.log(lines.join("\n"));
  return good ? 0 : 1;
}

/** The held-back tests and the library's own, on the line as it stands; none without a line. */
async function judge(run: Run, opened: Opened, git: string, folder: string) {
  if (run.line.head === null) return { wrong: [], testsPassed: false };
  const line = checkout(git, run.line.name, folder);
  const runNode: RunNode = opened.plain ? nodeHere : inside(opened.sandbox);
  const failures = await heldBackFailures(line, null, runNode, folder);
  const tests = await opened.sandbox.run({
    tree: readFolder(line),
    command: "npm test",
    limitMs: 60_000,
  });
  return {
    wrong: failures.filter((one) => one.failed.length > 0),
    testsPassed: tests.kind === "finished" && tests.code === 0,
  };
}

function checkout(git: string, branch: string, folder: string): string {
  const into = join(folder, "line");
  execFileSync("git", ["clone", "-q", "--branch", branch, git, into], { stdio: "ignore" });
  return into;
}

/** Held-back tests of trees whose texts a model wrote run in the sandbox, too. */
const inside =
  (sandbox: Sandbox): RunNode =>
  async (folder, args) => {
    const command = `node --test ${args.map((a) => `'${a.replaceAll("'", "")}'`).join(" ")}`;
    const outcome = await sandbox.run({ tree: readFolder(folder), command, limitMs: 60_000 });
    if (outcome.kind === "unavailable") return { output: "", code: null };
    return { output: outcome.output, code: outcome.kind === "finished" ? outcome.code : null };
  };
