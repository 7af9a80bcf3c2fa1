// Drawing one sample: money set aside first, then the model, then the opened vote.
import type { Usage } from "../core/agent/prompt.ts";
import type { Sha } from "../core/kernel.ts";
import type { EventOf, Poll, Vote } from "../core/run/event.ts";
import { unitOf, type Action } from "../core/run/action.ts";
import { modelOf } from "../core/run/origin.ts";
import type { Sum } from "../core/run/spend.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Agents, Question } from "./agents.ts";
import { hold, raised, reserveDay, short, usd } from "./budgets.ts";
import { promise, type Owned } from "./owned.ts";
import { Faltered, type Ports } from "./ports.ts";
import { tokensMax } from "./tokens.ts";
import type { Trees } from "./trees.ts";

export type Sampling = Extract<Action, { readonly kind: "sample" }>;

/** Samples that one reservation pays for, so that not every call waits for a flush. */
const blockCalls = 32;
const nothing: Seen = { tree: new Map() };

/** The run's money in the loop's hands: it records what is set aside and what is gone. */
export interface Purse {
  /** Sets money aside durably before a call may spend it; appends the event. */
  reserve(owned: Owned, microUsd: number): void;
  /** Records what a call may have cost that brought no answer. */
  charge(owned: Owned, lost: EventOf<"sampled">): void;
  /** Aborted when the process ends and waits for answers no longer. */
  readonly ended: AbortSignal;
}

/**
 * Draws and opens one sample; none once the process has ended: then no call is made any more, and
 * what one under way may have cost is charged, as the model says; where it says nothing in time,
 * only the day's accounts keep it. Throws Faltered when the model said nothing, lasting when the
 * run's money is used up: then nothing was called.
 */
export async function draw(
  action: Sampling,
  owned: Owned,
  ports: Ports,
  agents: Agents,
  trees: Trees,
  purse: Purse,
): Promise<readonly EventOf<"sampled">[]> {
  const { poll, n } = action;
  const { run } = owned;
  const seen = run.started.repository === null ? nothing : await treesFor(run, poll, trees);
  const question: Question = { run, poll, n, ...seen };
  const prompt = await agents.prompt(question);
  const how = agents.draw(question);
  const { ended } = purse;
  if (ended.aborted) return [];
  const unit = unitOf(poll);
  const most = { microUsd: ports.model.costMax(prompt, how), tokens: tokensMax(prompt) };
  promise(owned, unit, most);
  let taken: Sum = { microUsd: 0, tokens: 0 };
  let settle: (taken: Sum) => void = () => {};
  try {
    hold(owned, unit, most);
    settle = reserveDay(owned, most, ports);
    if (most.microUsd > 0) {
      cover(owned, most.microUsd, purse);
      await (owned.covered ??= ports.journal.flush());
    }
    if (ended.aborted) return [];
    const sample = await ports.model.sample(prompt, how, ended);
    if (sample.kind === "faltered") {
      const { usage, retryAfterMs, lasting = false } = sample;
      if (usage) {
        taken = sumOf(usage);
        purse.charge(owned, { kind: "sampled", at: ports.clock.now(), poll, votes: [], ...taken });
      }
      if (ended.aborted) return [];
      const model = how.standIn ?? modelOf(run.started, n);
      throw new Faltered(sample.because, { outcome: "none", retryAfterMs, lasting, model });
    }
    const opened: Vote = agents.open(question, prompt, sample);
    const vote = how.standIn === undefined ? opened : { ...opened, model: how.standIn };
    taken = sumOf(sample.usage);
    return [{ kind: "sampled", at: ports.clock.now(), poll, votes: [vote], ...taken }];
  } finally {
    promise(owned, unit, {
      microUsd: taken.microUsd - most.microUsd,
      tokens: taken.tokens - most.tokens,
    });
    settle(taken);
  }
}

const sumOf = ({ microUsd, inputTokens, outputTokens }: Usage): Sum => ({
  microUsd,
  tokens: inputTokens + outputTokens,
});

/**
 * Sets more aside when what is promised, this call's cost included, exceeds what is free. Calls
 * that were in flight when a process died may have been billed unrecorded: by so much at most can
 * the bill exceed the cap.
 */
function cover(owned: Owned, cost: number, purse: Purse): void {
  const { spend, started } = owned.run;
  const lacking = owned.promised.microUsd - (spend.reserved - spend.spent);
  if (lacking <= 0) return;
  const budget = started.config.budget.runUsd * 1e6;
  const left = budget - spend.granted.microUsd - spend.reserved;
  if (left < lacking) {
    const inFlight = owned.promised.microUsd - cost >= 1;
    const name = `the run's budget of $${usd(budget)}`;
    const remedy = raised(owned.run, "runUsd");
    const others = spend.granted.microUsd;
    const granted = others === 0 ? "" : `, $${usd(others)} set aside for child runs`;
    throw short(inFlight, name, `$${usd(spend.spent)} spent${granted}`, remedy);
  }
  owned.covered = null;
  purse.reserve(owned, Math.max(lacking, Math.min(left, cost * blockCalls)));
}

type Seen = Pick<Question, "tree" | "base">;

/** A unit is planned anew on what was merged meanwhile; whatever comes first, on the base. */
function headFor({ started, line }: Run, poll: Poll): Sha {
  const anew = (poll.kind === "propose" || poll.kind === "choose") && poll.unit !== undefined;
  return (anew ? line.head : null) ?? started.base.head;
}

/** What a question is asked on. */
async function treesFor(run: Run, poll: Poll, trees: Trees): Promise<Seen> {
  if (poll.kind !== "step") return { tree: await trees.at(run, headFor(run, poll)) };
  const state = at(run.units, poll.unit);
  if (state?.phase.kind !== "voting") return nothing;
  const { onto, won } = state.phase;
  const base = await trees.at(run, onto);
  if (won.length === 0) return { tree: base };
  const built = await trees.built(run, poll.unit, { attempt: poll.attempt, texts: won }, onto);
  if (!built.ok) throw new Error(`A bug in Quorum: winners do not apply: ${built.error}`);
  return { tree: built.value.tree, base };
}
