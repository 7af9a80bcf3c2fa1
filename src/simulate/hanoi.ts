// The paper's million-step run: Towers of Hanoi with a simulated model, one move a step.
import { assert, ok } from "../core/kernel.ts";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import type { Vote } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Agents, Question } from "../engine/agents.ts";
import type { Model } from "../engine/ports.ts";
import { goesOnFrom } from "./hanoi-start.ts";
import { hash } from "./random.ts";

/** The peg (0 to 2) of each disk, smallest first: "000" is three disks on the first peg. */
export type Pegs = string;

/** What a microagent is told: the strategy is in the system prompt, this is the situation. */
interface Situation {
  /** Disk of the move before, from 1; 0 before the first move. */
  readonly previous: number;
  readonly state: Pegs;
}

export const startOf = (disks: number): Pegs => "0".repeat(disks);
export const goalOf = (disks: number): Pegs => "2".repeat(disks);
export const stepsOf = (disks: number): number => 2 ** disks - 1;

/**
 * The answer that the strategy asks for: smallest disk cyclically, then the only other legal
 * move.
 */
export function rightAnswer({ previous, state }: Situation): string {
  if (previous !== 1) {
    const from = Number(state[0]);
    const to = (from + (state.length % 2 === 0 ? 1 : 2)) % 3;
    return answer(1, from, to, state);
  }
  const [disk, from, to] = otherMove(state);
  return answer(disk, from, to, state);
}

/** Smallest movable disk that is not disk 1, and where it may go. */
function otherMove(state: Pegs): [number, number, number] {
  const small = state.charCodeAt(0) - 48;
  const a = (small + 1) % 3;
  const b = (small + 2) % 3;
  const topA = state.indexOf(String(a));
  const topB = state.indexOf(String(b));
  const useA = topB === -1 || (topA !== -1 && topA < topB);
  return useA ? [topA + 1, a, b] : [topB + 1, b, a];
}

function answer(disk: number, from: number, to: number, state: Pegs): string {
  const next = state.slice(0, disk - 1) + String(to) + state.slice(disk);
  return `{"move":[${disk},${from},${to}],"next_state":"${next}"}`;
}

/** A wrong answer that looks right: disk 1 goes to the other peg. All wrong ones collide. */
export function wrongAnswer({ previous, state }: Situation): string {
  const from = Number(state[0]);
  const right = (from + (state.length % 2 === 0 ? 1 : 2)) % 3;
  return answer(1, from, previous === 1 ? right : 3 - from - right, state);
}

/** @param p chance that one answer is right, in (½, 1). The same place and number always agree. */
export function hanoiModel(seed: number, p: number): Model {
  return {
    costMax: () => 0,
    sample(prompt: Prompt, draw: Draw): Promise<Sample> {
      return Promise.resolve(sampleOf(prompt.user, chance(seed, draw.seed) < p));
    },
  };
}

const usage = { inputTokens: 0, outputTokens: 0, microUsd: 0 };

function sampleOf(user: string, right: boolean): Sample {
  const situation = JSON.parse(user) as Situation;
  const text = right ? rightAnswer(situation) : wrongAnswer(situation);
  return { kind: "answered", text, finish: "stop", usage };
}

/**
 * A uniform number from two integers (a mixing hash; no state, so that a crash changes
 * nothing).
 */
export function chance(seed: number, n: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ n;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

/** Strict: the exact two keys with well-formed values, or the sample is spoiled. */
export function openAnswer(n: number, text: string): Vote {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { n, spoiled: ["format"] };
  }
  if (typeof read !== "object" || read === null || !("move" in read) || !("next_state" in read)) {
    return { n, spoiled: ["format"] };
  }
  if (!Array.isArray(read.move) || typeof read.next_state !== "string")
    return { n, spoiled: ["format"] };
  const canonical = `${String(read.move)}>${read.next_state}`;
  return { n, class: classOf(canonical), text: canonical };
}

const classOf = (text: string): string => (hash(text) >>> 0).toString(36);

/** A winner's text, "disk,from,to>state". */
export function readWinner(text: string): Situation {
  const [move, state] = text.split(">");
  assert(move !== undefined && state !== undefined, "a winner is a move and a state");
  return { previous: Number(move.slice(0, move.indexOf(","))), state };
}

/** Where a unit stands: the last winner before it, or the situation that the run began with. */
export function situationOf(run: Run, unit: number): Situation {
  for (let i: number | null = unit; i !== null; i = goesOnFrom(run.plan, i)) {
    const phase = at(run.units, i)?.phase;
    const won = phase?.kind === "voting" || phase?.kind === "merged" ? phase.won : [];
    const last = won.at(-1);
    if (last) return readWinner(last.text);
  }
  return JSON.parse(run.started.issue.body) as Situation;
}

const system = "Move one disk: the smallest cyclically, then the only other legal move.";

export function hanoiAgents(): Agents {
  return {
    async prompt(q: Question): Promise<Prompt> {
      assert(q.poll.kind === "step", "only steps are asked for");
      const user = JSON.stringify(situationOf(q.run, q.poll.unit));
      const about = { kind: "step", place: "move", unit: "" } as const;
      return { about, system, user, nonce: "", outputTokensMax: 100 };
    },
    survey: () => Promise.resolve({ options: [] }),
    draw(q: Question): Draw {
      const place = q.poll.kind === "step" ? q.poll.unit * 1009 + q.poll.step : 0;
      const seed = hash(`${q.run.started.seed}:${place}:${q.n}`);
      return { model: 0, variant: 0, temperature: 0, seed };
    },
    open: (q, _prompt, sample) => openAnswer(q.n, sample.kind === "answered" ? sample.text : ""),
    apply: () => ok([]),
    probe: () => null,
    tests: () => [],
  };
}
