// The whole evaluation at one accuracy: Quorum first, then every other method at equal spend.
import { defaultConfig } from "../core/config/config.ts";
import type { Cautions } from "../core/run/terms.ts";
import { cautionsOf, noPast, pastOf, together, type Past } from "../core/run/past.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import type { Agents } from "../engine/agents.ts";
import type { Model } from "../engine/ports.ts";
import { meanOf, predictedOf, shareOf, times, type Mean } from "./figures.ts";
import type { Predicted, Share } from "./figures.ts";
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
  /** Of one decision. */
  readonly samples: Mean;
  readonly microUsd: Mean;
}

export interface Evaluated {
  /** `predicted` is null where no decision came with a chance of error. */
  readonly quorum: Row & { readonly predicted: Predicted | null; readonly runoffs: number };
  /** The same without lessons, as in a house's first runs; null where there were none. */
  readonly first: Evaluated["quorum"] | null;
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
    const decisions = await playAll(campaign, seed, cautionsAfter(past, campaign));
    for (const { played } of decisions) past = together(past, pastOf([played.events]));
  }
  const decisions = await playEach(campaign, cautionsAfter(past, campaign));
  const first =
    campaign.lessons.length > 0 ? await playEach(campaign, cautionsAfter(noPast, campaign)) : null;
  const quorum = quorumRow("Quorum", decisions);
  const price = quorum.microUsd.mean / Math.max(1, quorum.samples.mean);
  return {
    quorum,
    first: first && quorumRow("Quorum, first runs", first),
    others: await others(decisions, quorum.samples.mean, price),
  };
}

const cautionsAfter = (past: Past, { models }: Campaign): Cautions | undefined =>
  cautionsOf(past, defaultConfig.vote.wrongMax, models);

async function playEach(campaign: Campaign, cautions: Cautions | undefined): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const seed of campaign.seeds) decisions.push(...(await playAll(campaign, seed, cautions)));
  return decisions;
}

async function playAll(
  { tasks, desk, tests, models, modelOf }: Campaign,
  seed: string,
  cautions: Cautions | undefined,
): Promise<Decision[]> {
  const frame = { desk, tests, models, cautions };
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

function quorumRow(method: string, decisions: readonly Decision[]): Evaluated["quorum"] {
  const all = decisions.map(({ played }) => played);
  const endings = all.map(({ ending }) => ending);
  const samples = meanOf(all.map(({ spent }) => spent.samples));
  const row = rowOf(method, endings, samples, meanOf(all.map(costOf)));
  return { ...row, ...predictions(decisions) };
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

const rowOf = (method: string, endings: readonly Ending[], samples: Mean, cost: Mean): Row => {
  const share = (ending: Ending): Share =>
    shareOf(endings.filter((one) => one === ending).length, endings.length);
  const [solved, wrong, asked] = [share("solved"), share("wrong"), share("asked")];
  return { method, rival: true, solved, wrong, asked, samples, microUsd: cost };
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
    means.set(task, Math.ceil(meanOf(own).mean));
  }
  const all = (rule: (samples: Judged, n: number) => Promise<Taken>) =>
    inPairs(decisions, async ({ task, played: { samples } }) => {
      const taken = await rule(samples, means.get(task) ?? 1);
      return { taken, ending: await endingOf(taken, samples) };
    });
  const row = (method: string, taken: Awaited<ReturnType<typeof all>>): Row => {
    const samples = meanOf(taken.map((t) => t.taken.samples));
    const endings = taken.map((t) => t.ending);
    return rowOf(method, endings, samples, times(samples, price));
  };
  const matched = async (
    name: string,
    rule: (samples: Judged, k: number) => Promise<Taken>,
  ): Promise<Row> => {
    for (let k = 1; ; k += 1) {
      const found = row(`${name}, k = ${k}`, await all((samples) => rule(samples, k)));
      if (found.samples.mean >= spend || k >= kMost) return found;
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
