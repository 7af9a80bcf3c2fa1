// The budgets of a run, its units and its repository: held against what is spent and promised.
import type { Config } from "../core/config/config.ts";
import type { Sum } from "../core/run/spend.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import { dayOf, untilTomorrowMs, type DayStore } from "./day-store.ts";
import type { Owned } from "./owned.ts";
import { Faltered, type Ports } from "./ports.ts";

/** Journals from before there were such budgets do not hold them. */
const budgetOf = (run: Run): Partial<Config["budget"]> => run.started.config.budget;

interface Account {
  readonly limit: number | null | undefined;
  readonly spent: number;
  /** This call's share included. */
  readonly promised: number;
  readonly call: number;
  readonly unit: number | null;
  /** `the run's budget of $5.00`, what was spent of it, and what a person can do. */
  readonly words: (limit: number, spent: number) => readonly [name: string, spent: string];
  readonly remedy: string;
}

/**
 * Throws Faltered when a call whose cost is promised already could exceed the tokens of its run,
 * or money or tokens of its unit: to be tried again while calls in flight may come out cheaper
 * than promised, lasting when none is. A unit's budget concerns that unit alone.
 */
export function hold(owned: Owned, unit: number | null, call: Sum): void {
  const { run } = owned;
  const budget = budgetOf(run);
  const raise = (key: keyof Config["budget"]): string => raised(run, key);
  const tokens = (whose: string) => (limit: number, spent: number) =>
    [`${whose} budget of ${limit} tokens`, `${spent} taken`] as const;
  within({
    limit: budget.runTokens,
    spent: run.spend.tokens + run.spend.granted.tokens,
    promised: owned.promised.tokens,
    call: call.tokens,
    unit: null,
    words: tokens("the run's"),
    remedy: raise("runTokens"),
  });
  const state = unit === null ? undefined : at(run.units, unit);
  if (unit === null || !state) return;
  const promised = owned.promisedOf.get(unit) ?? call;
  const again = "`/quorum retry` gives it as much again; or ";
  within({
    limit: budget.unitUsd == null ? null : budget.unitUsd * 1e6,
    spent: state.spend.microUsd,
    promised: promised.microUsd,
    call: call.microUsd,
    unit,
    words: (limit, spent) => [`the unit's budget of $${usd(limit)}`, `$${usd(spent)} spent`],
    remedy: again + raise("unitUsd"),
  });
  within({
    limit: budget.unitTokens,
    spent: state.spend.tokens,
    promised: promised.tokens,
    call: call.tokens,
    unit,
    words: tokens("the unit's"),
    remedy: again + raise("unitTokens"),
  });
}

/** What helps where a budget is used up; a child run has its share of what its parent has. */
export function raised({ started }: Run, key: keyof Config["budget"]): string {
  const { parent } = started;
  const whose = parent
    ? `a new run of #${parent.issue}, which gave this one its share`
    : "a new run";
  return `raise budget.${key} in .github/quorum.yml and start ${whose}`;
}

function within({ limit, spent, promised, call, unit, words, remedy }: Account): void {
  if (limit == null || spent + promised <= limit) return;
  const [name, sum] = words(limit, spent);
  throw short(promised - call >= 1, name, sum, remedy, unit);
}

/** Calls in flight may come out cheaper than promised: only without any is the budget used up. */
export function short(
  inFlight: boolean,
  name: string,
  spent: string,
  remedy: string,
  unit: number | null = null,
): Faltered {
  const because = inFlight
    ? `${name} is promised to calls in flight`
    : `${name} is used up (${spent}); ${remedy}`;
  return new Faltered(because, { outcome: "none", lasting: !inFlight, unit });
}

/** An account that cannot be written keeps all that was set aside: it errs to the safe side. */
function settled(days: DayStore, day: string, sum: number): void {
  try {
    if (sum !== 0) days.add(day, sum);
  } catch (error) {
    if (!(error instanceof Faltered)) throw error;
  }
}

/** Dollars with two digits. @param microUsd millionths of a dollar. */
export const usd = (microUsd: number): string => (microUsd / 1e6).toFixed(2);

/**
 * Sets a call's most aside on the repository's accounts of today, durably. Throws Faltered: to be
 * tried again soon while calls of this run are in flight, else tomorrow.
 * @returns what settles it with what the call did take.
 */
export function reserveDay(owned: Owned, most: Sum, ports: Ports): (taken: Sum) => void {
  const { run, promised } = owned;
  const { repositoryDayUsd = null, repositoryDayTokens = null } = budgetOf(run);
  const money = setAside(run, ports, {
    unit: "microUsd",
    most: Math.ceil(most.microUsd),
    others: promised.microUsd - most.microUsd,
    limit: repositoryDayUsd === null ? null : repositoryDayUsd * 1e6,
    words: (sum) => `$${usd(sum)}`,
    key: "repositoryDayUsd",
  });
  try {
    const tokens = setAside(run, ports, {
      unit: "tokens",
      most: most.tokens,
      others: promised.tokens - most.tokens,
      limit: repositoryDayTokens,
      words: (sum) => `${sum} tokens`,
      key: "repositoryDayTokens",
    });
    return (taken) => {
      money(taken.microUsd);
      tokens(taken.tokens);
    };
  } catch (error) {
    money(0);
    throw error;
  }
}

interface Daily {
  readonly unit: keyof Sum;
  readonly most: number;
  /** What is promised to other calls of the run. */
  readonly others: number;
  readonly limit: number | null;
  readonly words: (sum: number) => string;
  readonly key: string;
}

function setAside(run: Run, { days, clock }: Ports, daily: Daily): (taken: number) => void {
  const { unit, most, others, limit, words, key } = daily;
  const { repository } = run.started;
  if (limit === null || repository === null || !days || most === 0) return () => {};
  const what = unit === "tokens" ? " tokens" : "";
  const today = `${dayOf(clock.now())} repository ${repository.id}${what}`;
  if (days.reserve(today, most, limit)) return (taken) => settled(days, today, taken - most);
  const name = `today's budget of this repository, ${words(limit)},`;
  if (others >= 1)
    throw new Faltered(`${name} is promised to calls in flight`, { outcome: "none" });
  const because =
    `${name} is used up (${words(days.read(today))} spent or promised to other runs); it is free ` +
    `again at 00:00 UTC, or raise budget.${key} in .github/quorum.yml and start a new run`;
  throw new Faltered(because, { outcome: "none", retryAfterMs: untilTomorrowMs(clock.now()) });
}
