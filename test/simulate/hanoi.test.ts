// Towers of Hanoi through the real engine: right, durable, and known to nobody but the simulation.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { evolve } from "../../src/core/run/evolve.ts";
import type { Run } from "../../src/core/run/state.ts";
import { items } from "../../src/core/vector.ts";
import {
  goalOf,
  openAnswer,
  readWinner,
  rightAnswer,
  startOf,
  stepsOf,
  wrongAnswer,
} from "../../src/simulate/hanoi.ts";
import { machineClock } from "../../src/clock.ts";
import { failureOdds, runHanoi } from "../../src/simulate/hanoi-run.ts";
import { openJournal } from "../../src/sqlite/journal.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-hanoi-"));
afterAll(() => rmSync(folder, { recursive: true }));
const silent = { info: () => {}, warn: () => {}, error: () => {} };

const next = (text: string) => {
  const vote = openAnswer(0, text);
  if (!("text" in vote) || vote.text === undefined) throw new Error("spoiled");
  return readWinner(vote.text);
};

describe("the strategy", () => {
  it.each([1, 2, 3, 4, 5, 8])("solves %d disks in the fewest moves", (disks) => {
    let situation = { previous: 0, state: startOf(disks) };
    for (let step = 0; step < stepsOf(disks); step += 1) {
      expect(situation.state).not.toBe(goalOf(disks));
      situation = next(rightAnswer(situation));
    }
    expect(situation.state).toBe(goalOf(disks));
  });

  it("has wrong answers that look right", () => {
    let situation = { previous: 0, state: startOf(4) };
    for (let step = 0; step < stepsOf(4); step += 1) {
      expect(next(wrongAnswer(situation))).not.toEqual(next(rightAnswer(situation)));
      situation = next(rightAnswer(situation));
    }
  });

  it.each(["", "{}", '{"move":[1,0,1]}', '{"move":1,"next_state":"1"}', "[1]", "null"])(
    "spoils the answer %j",
    (text) => {
      expect(openAnswer(3, text)).toEqual({ n: 3, spoiled: ["format"] });
    },
  );
});

describe("a run of ten disks", () => {
  it("elects every move right though one answer in twenty is wrong", async () => {
    const journal = openJournal(":memory:");
    const options = { disks: 10, p: 0.95, k: 4, seed: 1 };
    const report = await runHanoi(options, journal, machineClock, silent, null);
    journal.close();
    expect(report).toMatchObject({ steps: 1023, errors: 0, resumedSteps: 0 });
    expect(report.votes).toBeGreaterThan(1023 * 4);
    expect(failureOdds(options)).toBeLessThan(0.02);
  });

  it("without a margin goes wrong and says so", async () => {
    const journal = openJournal(":memory:");
    const options = { disks: 10, p: 0.95, k: 1, seed: 1 };
    const report = await runHanoi(options, journal, machineClock, silent, null);
    journal.close();
    expect(report.errors).toBeGreaterThan(0);
    expect(failureOdds(options)).toBeGreaterThan(0.99);
  });
});

/** Every winner in order, and how many votes the journal holds. */
function recorded(file: string) {
  const journal = openJournal(file);
  const winners: string[] = [];
  let votes = 0;
  for (const id of [...journal.all()].toReversed()) {
    let run: Run | null = null;
    for (const event of [...journal.read(id)].flat()) {
      run = evolve(run, event);
      votes += votesIn(event);
    }
    for (const { phase } of run ? items(run.units) : []) {
      if (phase.kind === "merged") winners.push(...phase.won.map((w) => w.text));
    }
  }
  journal.close();
  return { winners, votes };
}

const votesIn = (event: Event): number => (event.kind === "sampled" ? event.votes.length : 0);

function play(file: string, disks: number, dieAt: number) {
  const script = join(import.meta.dirname, "hanoi-process.ts");
  const args = [script, file, String(disks), String(dieAt)];
  const child = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { signal: child.signal, report: child.stdout === "" ? null : JSON.parse(child.stdout) };
}

describe("a process that is killed", () => {
  it("in the middle goes on to the same winners with the same votes", () => {
    const whole = play(join(folder, "whole.db"), 13, 0);
    expect(whole.report).toMatchObject({ steps: 8191, resumedSteps: 0 });
    const file = join(folder, "killed.db");
    for (const part of [0.3, 0.4]) {
      const dieAt = Math.floor(whole.report.appends * part);
      expect(play(file, 13, dieAt)).toEqual({ signal: "SIGKILL", report: null });
    }
    const rest = play(file, 13, 0);
    expect(rest.report.appends).toBeLessThan(whole.report.appends);
    expect(recorded(file)).toEqual(recorded(join(folder, "whole.db")));
  });
});

describe("the house", () => {
  it("knows nothing of Hanoi in core, engine and journal", () => {
    const src = resolve(import.meta.dirname, "../../src");
    const files = ["core", "engine", "sqlite"].flatMap((room) =>
      readdirSync(join(src, room), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => join(src, room, name)),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => /hanoi|disks|pegs/i.test(readFileSync(file, "utf8")))).toEqual(
      [],
    );
  });
});
