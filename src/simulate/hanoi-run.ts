// Drives the Hanoi steps through the real engine and journal as a chain of runs, resumable
// anywhere.
import { statSync } from "node:fs";
import { assert } from "../core/kernel.ts";
import type { Started } from "../core/run/event.ts";
import type { RunId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import { openEngine, type Engine } from "../engine/engine.ts";
import type { Log } from "../engine/log.ts";
import type { Clock, Journal } from "../engine/ports.ts";
import { items } from "../core/vector.ts";
import { stepOdds } from "../core/vote/odds.ts";
import { pFull } from "../core/vote/whole-run.ts";
import {
  chance,
  goalOf,
  hanoiAgents,
  hanoiModel,
  openAnswer,
  readWinner,
  rightAnswer,
  situationOf,
  startOf,
  stepsOf,
  wrongAnswer,
} from "./hanoi.ts";
import { firstAheadBy, started, unitOfMoves } from "./hanoi-start.ts";

export interface HanoiOptions {
  readonly disks: number;
  readonly p: number;
  readonly k: number;
  readonly seed: number;
}

export interface HanoiReport {
  readonly steps: number;
  readonly errors: number;
  readonly votes: number;
  readonly seconds: number;
  readonly stepsPerSecond: number;
  readonly votesPerSecond: number;
  readonly bytesPerVote: number | null;
  /** The most memory that the process ever held, in MiB. */
  readonly rssMb: number;
  readonly limitStepsPerSecond: number;
  readonly ratio: number;
  /** Steps that an earlier process had journalled already. */
  readonly resumedSteps: number;
}

const stepsPerUnit = 64;
const unitsPerRun = 64;
const stepsPerRun = stepsPerUnit * unitsPerRun;

/** Runs to the goal, or fails loudly. Steps elected wrong are counted by replaying the winners. */
export async function runHanoi(
  o: HanoiOptions,
  journal: Journal,
  clock: Clock,
  log: Log,
  file: string | null,
): Promise<HanoiReport> {
  const began = performance.now();
  const sums = { steps: 0, errors: 0, votes: 0 };
  let finish: (run: Run) => void = () => {};
  const model = hanoiModel(o.seed, o.p);
  const ports = { clock, journal, model, sandbox: null, repository };
  const engine = openEngine(ports, hanoiAgents(), log, (event, run) => {
    if (event.kind === "sampled") sums.votes += event.votes.length;
    const ended = run.phase.kind === "done" || run.phase.kind === "failed";
    if (ended || run.spend.noAgreement > 0) finish(run);
  });
  const total = stepsOf(o.disks);
  const from = resumePoint(engine, journal, o);
  let { index, situation } = from;
  while (index * stepsPerRun < total) {
    const done = new Promise<Run>((resolve) => (finish = resolve));
    const event = startedFor(o, index, total, situation);
    if (journal.live().includes(event.run)) engine.resume();
    else await engine.start(event);
    const run = await done;
    const winners = winnersOf(run);
    sums.errors += wrongSteps(run.started.issue.body, winners);
    sums.steps += winners.length;
    if (run.phase.kind !== "done") break;
    situation = JSON.stringify(situationOf(run, run.units.length - 1));
    index += 1;
  }
  await engine.stop();
  const seconds = (performance.now() - began) / 1000;
  const reached = JSON.parse(situation) as { readonly state: string };
  const atGoal = index * stepsPerRun >= total && reached.state === goalOf(o.disks);
  const rssMb = process.resourceUsage().maxRSS / 1024;
  const limit = limitStepsPerSecond(o, Math.min(total, 262_143));
  const stepsPerSecond = sums.steps / seconds;
  return {
    steps: sums.steps,
    errors: atGoal ? sums.errors : Math.max(1, sums.errors),
    votes: sums.votes,
    seconds,
    stepsPerSecond,
    votesPerSecond: sums.votes / seconds,
    bytesPerVote: file === null || from.resumed > 0 ? null : sizeOf(file) / sums.votes,
    rssMb,
    limitStepsPerSecond: limit,
    ratio: stepsPerSecond / limit,
    resumedSteps: from.resumed,
  };
}

/** What the model says of the whole run: 1 − p_full, the chance that some step goes wrong. */
export const failureOdds = (o: HanoiOptions): number =>
  1 - pFull(stepOdds(o.p, { unanimous: o.k, lead: o.k }).wrong, stepsOf(o.disks));

function repository(): never {
  throw new Error("A bug in Quorum: a run without a repository asked for one");
}

const sizeOf = (file: string): number =>
  [file, `${file}-wal`].reduce(
    (sum, f) => sum + (statSync(f, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** Finished runs are skipped by their number; a live one is folded and goes on. */
function resumePoint(engine: Engine, journal: Journal, o: HanoiOptions) {
  const known = journal.all();
  const live = journal.live();
  const newest = known[0];
  const first = JSON.stringify({ previous: 0, state: startOf(o.disks) });
  if (!newest) return { index: 0, situation: first, resumed: 0 };
  const index = indexOf(newest);
  if (live.includes(newest)) return { index, situation: first, resumed: index * stepsPerRun };
  const run = engine.read(newest);
  assert(run !== null, "a listed run can be read");
  const situation = JSON.stringify(situationOf(run, run.units.length - 1));
  return { index: index + 1, situation, resumed: (index + 1) * stepsPerRun };
}

const indexOf = (id: RunId): number => Number(id.slice(id.indexOf("-") + 1)) - 1000;

function startedFor(o: HanoiOptions, index: number, total: number, situation: string): Started {
  const left = Math.min(stepsPerRun, total - index * stepsPerRun);
  const units = Array.from({ length: Math.ceil(left / stepsPerUnit) }, (_, i) => {
    const moves = Math.min(stepsPerUnit, left - i * stepsPerUnit);
    return unitOfMoves(i, moves, i === 0 ? null : i - 1);
  });
  const { disks, k } = o;
  const seed = `${o.seed}.${index}`;
  return started({ disks, index, situation, seed, plan: { units }, config: firstAheadBy(k) });
}

/** The texts of the winners of a run, in step order. */
const winnersOf = (run: Run): readonly string[] =>
  items(run.units).flatMap(({ phase }) =>
    phase.kind === "merged" || phase.kind === "voting" ? phase.won.map((w) => w.text) : [],
  );

/** How many winners are not the move that the strategy asks for from where the last one left. */
function wrongSteps(body: string, winners: readonly string[]): number {
  let situation = JSON.parse(body) as ReturnType<typeof readWinner>;
  let wrong = 0;
  for (const text of winners) {
    const right = openAnswer(0, rightAnswer(situation));
    if (!("text" in right) || right.text !== text) wrong += 1;
    situation = readWinner(text);
  }
  return wrong;
}

/**
 * Steps per second of a plain loop in memory with the same JSON answers: no events, no journal,
 * no engine. The ratio to it says what durability and generality cost.
 */
export function limitStepsPerSecond(o: HanoiOptions, steps: number): number {
  const began = performance.now();
  let situation = { previous: 0, state: startOf(o.disks) };
  for (let step = 0; step < steps; step += 1) {
    const prompt = JSON.stringify(situation);
    const votes = new Map<string, number>();
    let winner: string | null = null;
    for (let n = 0; winner === null; n += 1) {
      const right = chance(o.seed, step * 64 + n) < o.p;
      const told = JSON.parse(prompt) as typeof situation;
      const vote = openAnswer(n, right ? rightAnswer(told) : wrongAnswer(told));
      if (!("text" in vote) || vote.text === undefined) continue;
      const count = (votes.get(vote.text) ?? 0) + 1;
      votes.set(vote.text, count);
      const rival = Math.max(0, ...[...votes].filter(([t]) => t !== vote.text).map(([, c]) => c));
      if (count - rival >= o.k) winner = vote.text;
    }
    situation = readWinner(winner);
  }
  return (steps * 1000) / (performance.now() - began);
}
