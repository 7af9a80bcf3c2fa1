// `demo`: the bundled sample from label to final pull request, everything on this machine.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Verb } from "../cli.ts";
import { heldBackFailures, nodeHere, type RunNode } from "../book/heldback.ts";
import { items } from "../core/vector.ts";
import type { Run } from "../core/run/state.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { openPlain } from "../sandbox/plain.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { Refusal } from "../cli.ts";
import { readFolder } from "./folder.ts";
import { workLocally, type LocalResult } from "./local.ts";
import { bundledBook, chooseModel } from "./model.ts";
import { splitIssue } from "./issue.ts";

const sample = fileURLToPath(new URL("../../sample", import.meta.url));
const spacingMs = 20;

export const verb: Verb = {
  help: "The whole path on a bundled sample, from issue to merges; nothing to set up",
  usage:
    "npm run demo\n" +
    "npm run demo -- --model openai   (OPENAI_API_KEY, OPENAI_BASE_URL, QUORUM_MODEL)\n\n" +
    "QUORUM_SEED chooses what the answer book answers (default 1).",
  options: { model: { type: "string" }, answers: { type: "string" } },
  async run(values) {
    const began = performance.now();
    const seed = process.env["QUORUM_SEED"] ?? "1";
    const chosen = await chooseModel(values, seed, bundledBook);
    const say = (line: string): void => console.log(`${clock(performance.now() - began)} ${line}`);
    say(`answers come from ${chosen.words}`);
    const sandbox = await openBest(chosen.bundled, say);
    const folder = mkdtempSync(join(tmpdir(), "quorum-demo-"));
    const result = await workLocally({
      folder,
      name: "plaintable",
      fill: async (forge, repository) => {
        await forge.admin.pushDirectory(
          repository,
          join(sample, "library"),
          "The library as it is",
        );
      },
      issue: splitIssue(readFileSync(join(sample, "issue.md"), "utf8")),
      model: chosen.model,
      models: chosen.models,
      sandbox: sandbox.sandbox,
      seed: `demo-${seed}`,
      test: null,
      ci: true,
      spacingMs,
      label: "quorum:auto",
      say,
    });
    const code = await conclude(result, sandbox, folder, (performance.now() - began) / 1000);
    await result.close();
    await sandbox.close();
    chosen.close();
    return code;
  },
};

interface Opened {
  readonly sandbox: Sandbox;
  readonly plain: boolean;
  close(): Promise<void>;
}

/** Bubblewrap; without it only the bundled book's answers to the bundled sample may run. */
async function openBest(bundled: boolean, say: (line: string) => void): Promise<Opened> {
  const opened = await openSandbox({});
  if (opened.ok) {
    say("sandbox: bubblewrap, self-test passed");
    return { sandbox: opened.value, plain: false, close: () => opened.value.close() };
  }
  const { because, remedy } = opened.error;
  if (!bundled) throw new Refusal(`No sandbox: ${because} Nothing was executed. ${remedy}`);
  say(`no sandbox: ${because} ${remedy}`);
  say("the sample's own answers run WITHOUT isolation; nothing else ever does");
  const plain = openPlain({});
  return { sandbox: plain, plain: true, close: async () => {} };
}

async function conclude(
  result: LocalResult,
  opened: Opened,
  folder: string,
  seconds: number,
): Promise<number> {
  const { run, forge, repository } = result;
  const git = forge.repositoryDir(repository);
  const line = checkout(git, run.line.name, folder);
  const runNode: RunNode = opened.plain ? nodeHere : inside(opened.sandbox);
  const failures = await heldBackFailures(line, null, runNode);
  const wrong = failures.filter((f) => f.failed.length > 0);
  const tests = await opened.sandbox.run({
    tree: readFolder(line),
    command: "npm test",
    limitMs: 60_000,
  });
  const testsPassed = tests.kind === "finished" && tests.code === 0;
  const log = execFileSync(
    "git",
    ["-C", git, "log", "--graph", "--oneline", "--decorate", "--all", "-n", "60"],
    { encoding: "utf8" },
  );
  console.log(`\n${log}`);
  for (const { unit, failed } of wrong)
    console.log(`held-back tests of ${unit} fail: ${failed.join("; ")}`);
  console.log(`forge: ${forge.url} (while this ran), its data: ${folder}`);
  console.log(`line: git -C ${git} log ${run.line.name}`);
  console.log(
    `writes to GitHub: ${result.writes}, at least ${result.spacingMsLeast ?? 0} ms apart`,
  );
  if (run.phase.kind !== "done")
    console.log(`the run ended as: ${JSON.stringify(run.phase).slice(0, 600)}`);
  console.log(JSON.stringify(summary(run, result.writes, wrong.length, testsPassed, seconds)));
  const merged = run.units.length > 0 && run.merged === run.units.length;
  return run.phase.kind === "done" && merged && wrong.length === 0 && testsPassed ? 0 : 1;
}

function summary(
  run: Run,
  writes: number,
  wrongMerged: number,
  testsPassed: boolean,
  seconds: number,
) {
  const pulls = items(run.units).flatMap((u) => (u.pull === null ? [] : [u.pull]));
  return {
    run: run.phase.kind,
    units: run.units.length,
    merged: run.merged,
    pullRequests: [...pulls, ...(run.final ? [run.final.pull] : [])].sort((a, b) => a - b),
    samples: run.spend.samples,
    spoiled: run.spend.spoiled,
    elections: run.spend.elections,
    noAgreement: run.spend.noAgreement,
    writes,
    wrongMerged,
    testsPassed,
    seconds: Math.round(seconds * 10) / 10,
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

const clock = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(5)}s`;
