// `hanoi`: the paper's million-step run with a simulated model through the real engine and journal.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineClock } from "../clock.ts";
import { shareAtLeast } from "../core/vote/share.ts";
import {
  failureOdds,
  runHanoi,
  type HanoiOptions,
  type HanoiReport,
} from "../simulate/hanoi-run.ts";
import { openJournal } from "../sqlite/journal.ts";
import { numberOf, textOf } from "./numbers.ts";
import { print } from "./print.ts";
import { terminalLog } from "./terminal.ts";
import type { Verb } from "./verb.ts";

export const verb: Verb = {
  help: "Benchmark: Towers of Hanoi, one election a move, through the engine and a durable journal",
  usage:
    "npm run quorum -- hanoi --disks 20 --p 0.9978 --k 3 [--journal FILE] [--json]\n" +
    "npm run quorum -- hanoi --disks 14 --seeds 20 [--json]",
  options: {
    disks: { type: "string", value: "N", help: "disks, 1 to 24: 2^N − 1 moves; 20" },
    p: { type: "string", value: "P", help: "chance that one vote is right, 0.51 to 1; 0.9978" },
    k: { type: "string", value: "K", help: "votes ahead that decide a move, 1 to 50; 3" },
    seed: { type: "string", value: "N", help: "the seed of all votes, the first of several; 1" },
    seeds: {
      type: "string",
      value: "N",
      help: "that many whole runs: failures and their share, beside the expected 1 − p_full",
    },
    journal: {
      type: "string",
      value: "FILE",
      help: "keep the journal there; a killed run goes on from it when called again",
    },
    json: { type: "boolean", help: "one JSON object in place of lines" },
  },
  async run(values) {
    const options: HanoiOptions = {
      disks: numberOf(values, "disks", { min: 1, max: 24, whole: true }, 20),
      p: numberOf(values, "p", { min: 0.51, max: 1 }, 0.9978),
      k: numberOf(values, "k", { min: 1, max: 50, whole: true }, 3),
      seed: numberOf(values, "seed", { min: 0, max: 2 ** 31 - 1, whole: true }, 1),
    };
    const seeds = numberOf(values, "seeds", { min: 1, max: 10_000, whole: true }, 1);
    const json = values["json"] === true;
    if (seeds > 1) return several(options, seeds, json);
    const report = await once(options, textOf(values, "journal"));
    print({ ...options, ...report }, json);
    return report.errors === 0 ? 0 : 1;
  },
};

async function once(options: HanoiOptions, file: string | null): Promise<HanoiReport> {
  const folder = file === null ? mkdtempSync(join(tmpdir(), "quorum-hanoi-")) : null;
  const path = file ?? join(folder ?? "", "journal.db");
  const journal = openJournal(path);
  try {
    return await runHanoi(options, journal, machineClock, terminalLog("warn"), path);
  } finally {
    journal.close();
    if (folder !== null) rmSync(folder, { recursive: true });
  }
}

async function several(options: HanoiOptions, seeds: number, json: boolean): Promise<number> {
  let failures = 0;
  let votes = 0;
  for (let i = 0; i < seeds; i += 1) {
    const report = await once({ ...options, seed: options.seed + i }, null);
    votes += report.votes;
    if (report.errors > 0) failures += 1;
  }
  const expectedShare = failureOdds(options);
  const figures = {
    seeds,
    failures,
    failureShare: failures / seeds,
    expectedFailures: seeds * expectedShare,
    expectedShare,
    successAtLeast: shareAtLeast(seeds - failures, seeds),
    votes,
  };
  print({ ...options, ...figures }, json);
  return 0;
}
