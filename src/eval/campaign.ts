// The whole evaluation at one accuracy: Quorum first, then every other method at equal spend.
import { defaultConfig } from "../core/config/config.ts";
import type { Experience } from "../core/run/terms.ts";
import { experienceOf, noPast, pastOf, together, type Past } from "../core/run/past.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import type { Agents } from "../engine/agents.ts";
import type { Model } from "../engine/ports.ts";
import { predictedOf, shareOf, type Predicted, type Share } from "./figures.ts";
import { aheadBy, bestOf, firstTo, majority, single, type Taken } from "./methods.ts";
import { play, type Ending, type Judged, type Played } from "./play.ts";
import type { Task } from "./task.ts";

export interface Campaign {
  readonly tasks: readonly Task[];
  readonly desk: Agents;
  readonly tests: Sandbox;
  /** Seeds whose decisions count, and those before them that only teach. */
  readonly seeds: readonly string[];
  readonly lessons: readonly string[];
  readonly models: readonly string[];
  /** The model that answers a task in the world of a seed. */
  modelOf(task: Task, seed: string): Model;
}

export interface Row {
  readonly method: string;
  /** Whether the bars hold Quorum to it; not where it borrows Quorum's own checks. */
  readonly rival: boolean;
  readonly solved: Share;
  readonly wrong: Share;
  readonly asked: Share;
  /** Means of one decision. */
  readonly samples: number;
  readonly microUsd: number;
}

export interface Evaluated {
  /** `predicted` is null where no decision came with a chance of error: too little experience. */
  readonly quorum: Row & { readonly predicted: Predicted | null; readonly runoffs: number };
  readonly others: readonly Row[];
}

interface Decision {
  readonly task: Task;
  readonly played: Played;
}

/** Deterministic where the model is; tasks are worked two at a time. */
export async function evaluate(campaign: Campaign): Promise<Evaluated> {
  let past: Past = noPast;
  for (const seed of campaign.lessons) {
    const decisions = await playAll(campaign, seed, null);
    for (const { played } of decisions) past = together(past, pastOf([played.events]));
  }
  const { wrongMax } = defaultConfig.vote;
  const experience = experienceOf(past, wrongMax, campaign.models) ?? null;
  const decisions: Decision[] = [];
  for (const seed of campaign.seeds) decisions.push(...(await playAll(campaign, seed, experience)));
  const endings = decisions.map(({ played }) => played.ending);
  const samples = mean(decisions.map(({ played }) => played.spent.samples));
  const price = mean(decisions.map(({ played }) => costOf(played))) / Math.max(1, samples);
  const row = rowOf("Quorum", endings, samples, price);
  const quorum = { ...row, ...predictions(decisions) };
  return { quorum, others: await others(decisions, samples, price) };
}

async function playAll(
  { tasks, desk, tests, models, modelOf }: Campaign,
  seed: string,
  experience: Experience | null,
): Promise<Decision[]> {
  const frame = { desk, tests, models, experience };
  return inPairs(tasks, async (task) => {
    const played = await play({
      ...frame,
      task,
      model: modelOf(task, seed),
      seed: `${seed}/${task.id}`,
    });
    return { task, played };
  });
}

function predictions(decisions: readonly Decision[]) {
  const decided = decisions.flatMap(({ played }) => played.decided ?? []);
  const errors = decided.flatMap(({ error }) => error ?? []);
  return { predicted: predictedOf(errors), runoffs: decided.filter((d) => d.runoff).length };
}

const kMost = 60;

/** List prices of a small hosted model, in dollars per million tokens, where no server counts. */
const reference = { input: 0.4, output: 1.6 };

function costOf({ spent }: Played): number {
  const { microUsd, inputTokens, outputTokens } = spent;
  return microUsd > 0 ? microUsd : inputTokens * reference.input + outputTokens * reference.output;
}

const rowOf = (method: string, endings: readonly Ending[], samples: number, price: number): Row => {
  const share = (ending: Ending): Share =>
    shareOf(endings.filter((one) => one === ending).length, endings.length);
  const [solved, wrong, asked] = [share("solved"), share("wrong"), share("asked")];
  return { method, rival: true, solved, wrong, asked, samples, microUsd: samples * price };
};

/** The other rules on the same answers, each with as many samples as Quorum took, or more. */
async function others(
  decisions: readonly Decision[],
  spend: number,
  price: number,
): Promise<readonly Row[]> {
  const means = new Map<Task, number>();
  for (const { task } of decisions) {
    const own = decisions.filter((d) => d.task === task).map((d) => d.played.spent.samples);
    means.set(task, Math.ceil(mean(own)));
  }
  const all = (rule: (samples: Judged, n: number) => Promise<Taken>) =>
    inPairs(decisions, async ({ task, played: { samples } }) => {
      const taken = await rule(samples, means.get(task) ?? 1);
      return { taken, ending: await endingOf(taken, samples) };
    });
  const row = (method: string, taken: Awaited<ReturnType<typeof all>>): Row =>
    rowOf(
      method,
      taken.map((t) => t.ending),
      mean(taken.map((t) => t.taken.samples)),
      price,
    );
  const matched = async (
    name: string,
    rule: (samples: Judged, k: number) => Promise<Taken>,
  ): Promise<Row> => {
    for (let k = 1; ; k += 1) {
      const found = row(`${name}, k = ${k}`, await all((samples) => rule(samples, k)));
      if (found.samples >= spend || k >= kMost) return found;
    }
  };
  const checked = await matched("ahead by k, checked", (samples, k) => aheadBy(samples, k, true));
  return [
    row("single sample", await all(single)),
    row("best of n by visible tests", await all(bestOf)),
    row("majority of n that pass", await all(majority)),
    await matched("first to k", firstTo),
    await matched("ahead by k", (samples, k) => aheadBy(samples, k, false)),
    { ...checked, rival: false },
  ];
}

async function endingOf({ name }: Taken, samples: Judged): Promise<Ending> {
  if (name === null) return "asked";
  return (await samples.solves(name)) ? "solved" : "wrong";
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, n) => sum + n, 0) / Math.max(1, numbers.length);

/** Runs `work` on all items, two at a time; results in order. */
async function inPairs<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
