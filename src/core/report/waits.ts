// What one unit waits for, read from the state and from what next() would do; raw words, one line.
import { unreachable } from "../kernel.ts";
import { isChild, placeOf } from "../plan/plan.ts";
import { conditionNames, needsPerson, type Condition } from "../gate/gate.ts";
import { dueIn, turnOf } from "../run/next.ts";
import { unchecked, wanted } from "../run/election.ts";
import { unrun, type Runoff } from "../run/runoff.ts";
import type { Run, UnitPhase, UnitState } from "../run/state.ts";
import { checksClasses } from "../run/units.ts";
import { verdictOf } from "../run/verdict.ts";
import { at } from "../vector.ts";
import { leading, many, score, short } from "./measure.ts";

export interface Wait {
  readonly on: "units" | "agents" | "sandbox" | "GitHub" | "CI" | "person" | "nothing";
  /** Continues `u2 …`; may quote outside text, so it must be made neutral before it is shown. */
  readonly words: string;
  /** What a person can do, in our own markdown; null when nobody needs to do anything. */
  readonly ask: string | null;
}

const stuckAsk = "Deal with the cause, then comment `/quorum retry`.";
/** A run works from the issue as it was: which side is right can only be said to a new one. */
const rightAsk =
  "Say in the issue which side is right, then comment `/quorum stop` and `/quorum run`; " +
  "`/quorum retry` only votes again.";

type Phase<K extends UnitPhase["kind"]> = Extract<UnitPhase, { readonly kind: K }>;

const wait = (on: Wait["on"], words: string, ask: string | null = null): Wait => ({
  on,
  words,
  ask,
});

/** What unit `i` waits for as the run stands. An index outside the plan waits for nothing. */
export function unitWait(run: Run, i: number): Wait {
  const state = at(run.units, i);
  if (!state) return wait("nothing", "is not in the plan");
  const { phase } = state;
  switch (phase.kind) {
    case "waiting":
      return waitingFor(run, i);
    case "voting":
      return voting(run, i, phase);
    case "child":
      return childWait(state);
    case "elected":
      return elected(run, i, state, phase);
    case "merged":
      return wait("nothing", `is merged as ${short(phase.commit)}`);
    case "replanning": {
      const { part, election } = phase.choice;
      const votes = part === "choose" ? `, ballots ${leading(election)}` : "";
      return wait("agents", `is planned anew${votes}, because of: ${phase.cause}`);
    }
    case "stuck":
      return wait("person", `is stuck: ${phase.cause}`, askOf(run, i, state, phase));
    default:
      return unreachable(phase);
  }
}

function askOf(run: Run, i: number, { child }: UnitState, phase: Phase<"stuck">): string {
  const planned = run.plan.units[i];
  if (!planned || !isChild(planned)) {
    return phase.classes.some((c) => c.what !== undefined) ? rightAsk : stuckAsk;
  }
  const ask = stuckAsk.slice(0, -1);
  return child?.spent === false
    ? `${ask}: what its child run made is built again where the line stands.`
    : `${ask}: it starts another child run.`;
}

function childWait({ child }: UnitState): Wait {
  if (child === null) return wait("units", "waits for its turn to become a child run");
  const place = `#${child.issue}`;
  if (child.view === null) return wait("GitHub", `waits for its child run in ${place} to start`);
  const { standing, because, merged, units } = child.view;
  if (standing === "waiting") {
    const ask = `Look at ${place}, and comment there what it asks for.`;
    return wait("person", `is worked by a child run in ${place}, which waits: ${because}`, ask);
  }
  const so = units === 0 ? because : `${merged} of ${many(units, "unit")} merged`;
  return wait("agents", `is worked by a child run in ${place} (${so})`);
}

function waitingFor(run: Run, i: number): Wait {
  const needs = run.plan.units[i]?.needs ?? [];
  const open = needs.filter((id) => {
    const need = run.plan.units.findIndex((unit) => unit.id === id);
    return at(run.units, need)?.phase.kind !== "merged";
  });
  if (open.length === 0) return wait("GitHub", `waits for the branch ${run.line.name}`);
  return wait("units", `waits for ${open.join(", ")} to be merged`);
}

function voting(run: Run, i: number, phase: Phase<"voting">): Wait {
  const steps = run.plan.units[i]?.steps ?? [];
  const step = steps[phase.step];
  const { tally } = phase.election;
  const place = step ? `, ${placeOf(step.target)}` : "";
  const where = `step ${phase.step + 1} of ${steps.length}${place}`;
  if (phase.runoff !== null) return inRunoff(where, phase.runoff);
  const spoiled = tally.spoiled > 0 ? `, ${tally.spoiled} spoiled` : "";
  const so = `${where}: votes ${leading(phase.election)}${spoiled}`;
  const short = wanted(phase.election).length;
  const left = unchecked(phase.election).length;
  if (short === 0 && checksClasses(run) && left > 0) {
    return wait("sandbox", `waits for the verification of ${many(left, "answer")} (${so})`);
  }
  return wait("agents", `waits for ${many(short, "sample")} (${so})`);
}

function inRunoff(where: string, runoff: Runoff): Wait {
  const between = `${many(runoff.candidates.length, "answer")} without agreement (${where})`;
  const left = unrun(runoff).length;
  if (left > 0) return wait("sandbox", `waits for ${many(left, "test")} of ${between}`);
  const { ballots } = runoff;
  const so = ballots.ballots.length > 0 ? `, ballots ${leading(ballots)}` : "";
  return wait("agents", `waits for a runoff between ${between}${so}`);
}

function elected(run: Run, i: number, state: UnitState, phase: Phase<"elected">): Wait {
  for (const { action } of dueIn(run, i)) {
    switch (action.kind) {
      case "verify":
        return wait(
          "sandbox",
          `waits for the verification of the whole unit on ${short(action.onto)}`,
        );
      case "measure":
        return wait("sandbox", `waits for what is measured on ${short(action.onto)}`);
      case "push":
        return wait("GitHub", `is pushed onto ${short(action.onto)}`);
      case "open":
        return state.pull === null
          ? wait("GitHub", `waits for its pull request to be opened at ${short(action.head)}`)
          : wait("GitHub", `waits for #${state.pull} to tell of attempt ${state.attempt}`);
      case "merge":
        return wait("GitHub", `is merged at ${short(action.pass.head)}`);
    }
  }
  const { openPullsMax } = run.started.config.limits;
  if (phase.push === null) {
    return wait(
      "units",
      `waits for room: ${many(openPullsMax, "pull request")} may be open at a time`,
    );
  }
  const verdict = verdictOf(run, i);
  const open = verdict.conditions.find((c) => c.state !== "holds");
  const turn = turnOf(run);
  const first = turn === null || turn === i ? "" : `, after ${run.plan.units[turn]?.id ?? ""}`;
  if (!open) return wait("units", `waits for its turn to merge${first}`);
  if (phase.push.onto !== run.line.head && open.kind === "current") {
    // What a person accepts is asked of the tree that it is rebuilt into.
    const later = (c: Condition): boolean => c.kind === "looks" || c.kind === "measures";
    const waiting = verdict.conditions.filter((c) => c.state !== "holds" && !later(c));
    const others = waiting.find((c) => c !== open);
    if (others) return onCondition(run, state, phase.push.head, others);
    return wait("units", `waits for its turn to be rebuilt where the line stands now${first}`);
  }
  return onCondition(run, state, phase.push.head, open);
}

function onCondition(
  run: Run,
  state: UnitState,
  head: Phase<"merged">["head"],
  open: Condition,
): Wait {
  const pull = state.pull === null ? "the pull request" : `#${state.pull}`;
  if (open.kind === "ci") {
    const names = run.started.config.checks.required.map((check) => check.name).join(", ");
    return wait("CI", `waits for CI${names ? ` ${names}` : ""} on ${short(head)}: ${open.detail}`);
  }
  if (open.kind === "approval") {
    const ask = `Review ${pull} and approve it, or request changes.`;
    return wait("person", `waits for an approving review: ${open.detail}`, ask);
  }
  if (open.kind === "measures" && needsPerson(open)) {
    const ask = `Approve ${pull} to let it pass all the same, or comment \`/quorum stop\`.`;
    return wait("person", `is held: ${open.detail}`, ask);
  }
  if (open.kind === "looks") {
    const ask = `See for yourself on ${pull}, then approve it or request changes.`;
    return wait("person", `waits for a person: ${open.detail}`, ask);
  }
  if (open.kind === "reviews" && needsPerson(open)) {
    const ask = `On ${pull}, dismiss the review or approve; or comment \`/quorum stop\`.`;
    return wait("person", `waits because changes were ${open.detail}`, ask);
  }
  const name = conditionNames[open.kind];
  if (open.state === "waits") return wait("GitHub", `waits for a look at ${pull}: ${name}`);
  return wait("person", `cannot be merged: ${name}: ${open.detail}`, "Comment `/quorum why`.");
}

/** One or two words for a table: where the unit stands. */
export function stage(run: Run, i: number): string {
  const phase = at(run.units, i)?.phase;
  switch (phase?.kind) {
    case "voting": {
      const steps = run.plan.units[i]?.steps.length ?? 0;
      return `voting ${phase.step + 1}/${steps}`;
    }
    case "child": {
      const child = at(run.units, i)?.child ?? null;
      if (child === null) return "child run";
      const { merged = 0, units = 0, standing = "working" } = child.view ?? {};
      const so = units > 0 ? `, ${merged} of ${units} merged` : "";
      return `child run in #${child.issue}${so}${standing === "waiting" ? ", waits" : ""}`;
    }
    case "elected":
      return phase.push === null ? "elected" : "pull request";
    default:
      return phase?.kind ?? "";
  }
}

/** `3–0 · 4–1`, a score for each step, `…` behind the one under way; the closest when many. */
export function votes(state: UnitState | undefined): string {
  const phase = state?.phase;
  if (!phase || !("won" in phase)) return "";
  const scores = phase.won.map(score);
  if (phase.kind === "voting") scores.push(`${leading(phase.election)}…`);
  if (scores.length <= 4) return scores.join(" · ");
  const closest = phase.won.toSorted((a, b) => a.votes - a.runnerUp - (b.votes - b.runnerUp))[0];
  return `${scores.length} steps${closest ? `, closest ${score(closest)}` : ""}`;
}
