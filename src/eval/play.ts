// One decision: a task worked by the whole engine, and the same model's answers for the others.
import type { Config } from "../core/config/config.ts";
import { defaultConfig } from "../core/config/config.ts";
import { withChanges, type Tree } from "../core/tree.ts";
import { keyOf } from "../core/run/action.ts";
import type { Event, Vote } from "../core/run/event.ts";
import { evolve } from "../core/run/evolve.ts";
import { modelOf } from "../core/run/origin.ts";
import type { Cautions } from "../core/run/terms.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import type { Agents } from "../engine/agents.ts";
import type { Model, Repository } from "../engine/ports.ts";
import { wholeRun } from "../simulate/whole-run.ts";
import type { Drawn, Samples } from "./methods.ts";
import { concerns, type Task } from "./task.ts";
import { passes, solves } from "./verdicts.ts";

export interface Setting {
  readonly task: Task;
  readonly model: Model;
  /** Names of the models behind it. */
  readonly models: readonly string[];
  readonly desk: Agents;
  readonly tests: Sandbox;
  readonly seed: string;
  /** How much its winners are doubted; undefined: margins alone decide. */
  readonly cautions: Cautions | undefined;
}

export type Ending = "solved" | "wrong" | "asked";

export interface Spent {
  readonly samples: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** As the model's server counted it; 0 from a book. */
  readonly microUsd: number;
}

export interface Played {
  readonly ending: Ending;
  readonly spent: Spent;
  /** What Quorum expected of its winner, and whether a runoff's ballots chose it; null: nobody. */
  readonly decided: { readonly error: number | null; readonly runoff: boolean } | null;
  readonly events: readonly Event[];
  /** The first election's answers, as many as are asked for. */
  readonly samples: Judged;
}

/** Samples of which it is known, to nobody who votes, whether they solve the task. */
export interface Judged extends Samples {
  solves(name: string): Promise<boolean>;
}

const configOf = (task: Task): Config => ({ ...defaultConfig, test: task.command });

/** Plays one task from its issue to the merge or to a person; deterministic in its setting. */
export async function play(setting: Setting): Promise<Played> {
  const { task, desk, tests, seed, cautions, models } = setting;
  const metered = meter(setting.model, task);
  const { tree, issue } = task;
  const { run, events, line } = await wholeRun({
    tree,
    issue,
    config: configOf(task),
    model: metered.model,
    models,
    desk,
    seed,
    tests,
    checked: true,
    repository: approving,
    ...(cautions ? { cautions } : {}),
  });
  const phase = at(run.units, 0)?.phase;
  const merged = phase?.kind === "merged" && line !== null;
  const won = phase?.kind === "merged" ? phase.won[placeStep] : undefined;
  const right = merged && (await solves(line, task, tests));
  return {
    ending: merged ? (right ? "solved" : "wrong") : "asked",
    spent: metered.spent(),
    decided: won ? { error: won.error ?? null, runoff: won.runoff } : null,
    events,
    samples: samplesOf(setting, votingIn(events), metered.model),
  };
}

/** A person approves whatever is shown: nobody's eye stands between an election and its merge. */
const approving = (inner: Repository): Repository => ({
  ...inner,
  pull: async (number) => ({ ...(await inner.pull(number)), approvedBy: ["maintainer"] }),
});

/** The plan's step that is voted on; the one before writes the tests that the task gives. */
const placeStep = 1;

/** Counts what a model is asked about the place, and asks nothing twice. */
function meter(model: Model, task: Task) {
  const known = new Map<string, ReturnType<Model["sample"]>>();
  const spent = { samples: 0, inputTokens: 0, outputTokens: 0, microUsd: 0 };
  let counting = true;
  const metered: Model = {
    costMax: (prompt, draw) => model.costMax(prompt, draw),
    async sample(prompt, draw) {
      const key = `${prompt.nonce}/${draw.seed}/${draw.model}`;
      const before = known.get(key);
      if (before) return before;
      const asked = model.sample(prompt, draw);
      known.set(key, asked);
      const sample = await asked;
      if (sample.kind === "faltered") known.delete(key);
      else if (counting && concerns(prompt, task)) {
        spent.samples += 1;
        spent.inputTokens += sample.usage.inputTokens;
        spent.outputTokens += sample.usage.outputTokens;
        spent.microUsd += sample.usage.microUsd;
      }
      return sample;
    },
  };
  return {
    model: metered,
    spent(): Spent {
      counting = false;
      return { ...spent };
    },
  };
}

/** The run as it stood when the first answer was asked for. */
function votingIn(events: readonly Event[]): Run {
  let run: Run | null = null;
  for (const event of events) {
    if (event.kind === "sampled" && event.poll.kind === "step" && event.poll.step === placeStep)
      break;
    run = evolve(run, event);
  }
  if (run === null) throw new Error("a run without a first event");
  return run;
}

function samplesOf({ task, desk, tests }: Setting, run: Run, model: Model): Judged {
  const state = at(run.units, 0);
  if (state?.phase.kind !== "voting") throw new Error(`${task.id}: nothing was voted on`);
  const { attempt, phase } = state;
  const { won } = phase;
  const poll = { kind: "step", unit: 0, attempt, step: placeStep } as const;
  const first = desk.apply(run, 0, { attempt, texts: won }, task.tree);
  if (!first.ok) throw new Error(`${task.id}: its tests do not apply: ${first.error}`);
  const tree = withChanges(task.tree, first.value);
  const drawn: Promise<Drawn>[] = [];
  const trees = new Map<string, Tree>();

  /** Asks until something is said, as the engine does; throws where it would call a person. */
  async function voted(n: number): Promise<Vote> {
    for (let asking = run; ;) {
      const question = { run: asking, poll, n, tree };
      const prompt = await desk.prompt(question);
      const how = desk.draw(question);
      const sample = await model.sample(prompt, how);
      if (sample.kind !== "faltered") return desk.open(question, prompt, sample);
      const { because, retryAfterMs, lasting = false } = sample;
      const key = keyOf({ kind: "sample", poll, n });
      const told = { because, retryAfterMs, lasting, outcome: "none" } as const;
      const asked = how.standIn ?? modelOf(run.started, n);
      const event = { kind: "faltered", at: run.started.at, key, model: asked, ...told } as const;
      asking = evolve(asking, event);
      const { phase } = asking;
      if (phase.kind === "stuck") throw new Error(`${task.id}: no answer: ${phase.cause}`);
    }
  }

  async function draw(n: number): Promise<Drawn> {
    const vote = await voted(n);
    if (!("class" in vote)) return null;
    if (!trees.has(vote.class)) {
      const texts = [...won, { text: vote.text ?? "", n }];
      const changes = desk.apply(run, 0, { attempt, texts }, task.tree);
      if (!changes.ok) return null;
      trees.set(vote.class, withChanges(task.tree, changes.value));
    }
    return vote.class;
  }

  const treeOf = (name: string): Tree => {
    const found = trees.get(name);
    if (!found) throw new Error(`no answer of the class ${name} was drawn`);
    return found;
  };
  return {
    at: (n) => (drawn[n] ??= draw(n)),
    visible: (name) => passes(treeOf(name), task, tests),
    solves: (name) => solves(treeOf(name), task, tests),
  };
}
