// Child runs under way: their issues, their beginnings, looks at them, and what they are told. A
// child is found by what its parent made it from, so that doing it twice is harmless.
import { unreachable } from "../core/kernel.ts";
import { childClosing, childIssue } from "../core/report/child.ts";
import { childView } from "../core/report/child-view.ts";
import type { Action } from "../core/run/action.ts";
import type { ChildView } from "../core/run/child-event.ts";
import { childStart } from "../core/run/child-start.ts";
import { childRunId } from "../core/run/children.ts";
import type { Event, Started } from "../core/run/event.ts";
import type { RunId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import { at } from "../core/vector.ts";
import type { Owned } from "./owned.ts";
import type { Ports } from "./ports.ts";

/** The other runs of the engine. */
export interface Runs {
  start(event: Started): Promise<"started" | "exists">;
  read(run: RunId): Run | null;
  tell(run: RunId, event: Event): Promise<boolean>;
}

type OfChild = Extract<Action, { readonly kind: `${string}Child` }>;

export const isOfChild = (action: Action): action is OfChild => action.kind.endsWith("Child");

/** Does what a parent wants of a child. Throws Faltered when the world falters. */
export async function ofChild(
  action: OfChild,
  owned: Pick<Owned, "run" | "promised">,
  ports: Ports,
  runs: Runs,
): Promise<readonly Event[]> {
  const { unit, attempt } = action;
  const { run } = owned;
  const { repository } = run.started;
  const state = at(run.units, unit);
  if (action.kind === "closeChild") return closeChild(action, run, ports);
  if (state?.attempt !== attempt || repository === null) return [];
  // What was set aside, and what is told of a child, is durable before anything rests on it.
  await ports.journal.flush();
  const about = (): Pick<Event, "at"> & { unit: number; attempt: number } => ({
    at: ports.clock.now(),
    unit,
    attempt,
  });
  switch (action.kind) {
    case "openChild": {
      const { title, body, marker } = childIssue(run, unit);
      const { at: since, issue: parent } = run.started;
      const draft = { title, body, marker, since, parent: parent.number };
      const issue = await ports.repository(repository).openIssue(draft);
      return [{ kind: "childNamed", ...about(), issue, promised: owned.promised }];
    }
    case "startChild": {
      const number = state.child?.issue;
      if (number === undefined) return [];
      const { title, text: body } = childIssue(run, unit);
      const started = childStart(run, unit, { number, title, body }, ports.clock.now());
      await runs.start(started);
      // It may have begun before, where the line stood then.
      const { base } = runs.read(started.run)?.started ?? started;
      return [{ kind: "childStarted", ...about(), run: started.run, base: base.head }];
    }
    case "lookChild": {
      const id = state.child?.run;
      if (!id) return [];
      const child = runs.read(id);
      return [{ kind: "childSeen", ...about(), view: child ? childView(child) : unknown }];
    }
    case "tellChild": {
      const { order } = action;
      await runs.tell(childRunId(run, unit, attempt), orderOf(run, order, ports.clock.now()));
      return [{ kind: "childTold", ...about(), order }];
    }
    default:
      return unreachable(action);
  }
}

/** The pull request may be of an earlier attempt than the unit is at now. */
async function closeChild(
  { unit, attempt, pull }: Extract<OfChild, { readonly kind: "closeChild" }>,
  run: Run,
  ports: Ports,
): Promise<readonly Event[]> {
  const { repository } = run.started;
  const dropped = at(run.units, unit)?.dropped.find((one) => one.pull === pull);
  if (repository === null || dropped === undefined) return [];
  await ports.journal.flush();
  const github = ports.repository(repository);
  // A person may have merged or closed it: then it would be untrue that Quorum closes it.
  if ((await github.pull(pull)).state === "open") {
    const { marker, body } = childClosing(run, unit, dropped);
    await github.comment(pull, marker, body);
    await github.close(pull);
  }
  return [{ kind: "childClosed", at: ports.clock.now(), unit, attempt, pull }];
}

const unknown: ChildView = {
  standing: "failed",
  because: "the journal does not know it",
  merged: 0,
  units: 0,
  pull: null,
  head: null,
  touched: false,
  microUsd: 0,
  tokens: 0,
  issues: [],
};

function orderOf(
  { started, phase }: Run,
  order: Extract<OfChild, { readonly kind: "tellChild" }>["order"],
  now: number,
): Event {
  const { by, issue } = started;
  switch (order) {
    case "stopped": {
      const who = phase.kind === "stopped" ? `, by ${phase.by}` : "";
      const because = `the run of #${issue.number}, which it is a part of, was stopped${who}`;
      return { kind: "stopped", at: now, by, because };
    }
    case "retried":
      return { kind: "retried", at: now, by };
    case "failed": {
      const because = `the run of #${issue.number}, which it is a part of, is over`;
      return { kind: "failed", at: now, because };
    }
    default:
      return unreachable(order);
  }
}
