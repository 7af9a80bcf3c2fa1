// The only writer of a run's state: total and pure. An event that no longer fits changes nothing.
import { assert, unreachable, type Sha } from "../kernel.ts";
import { electedPlan } from "../plan/parse.ts";
import { partOf } from "../plan/parts.ts";
import { electedRequirements } from "../requirement/parse.ts";
import { at } from "../vector.ts";
import { measured } from "./acceptance.ts";
import { begin } from "./begin.ts";
import { aboutChild, isAboutChild } from "./children.ts";
import { choose, openChoice } from "./choice.ts";
import { unitOf } from "./action.ts";
import type { Choosing, Event, EventOf } from "./event.ts";
import { faltered, settledBy } from "./falters.ts";
import { grown } from "./growth.ts";
import { missedOnLine } from "./line-measures.ts";
import { mergedInto, movedBy, movedTo } from "./line.ts";
import { afterRequirements, placed, surveyed } from "./location.ts";
import { originOf } from "./origin.ts";
import { ordered, stuck } from "./orders.ts";
import type { Spend } from "./spend.ts";
import type { LivePhase, Run, Within } from "./state.ts";
import * as outside from "./unit-outside.ts";
import * as unit from "./unit.ts";
import { charged } from "./unit-spend.ts";
import {
  changed,
  noted,
  openUnits,
  planned,
  quietly,
  released,
  replanning,
  settle,
} from "./units.ts";

/**
 * The run after the event. The first event of a run is `started`; a second `started` is ignored.
 * Costs O(log units) for votes.
 */
export function evolve(run: Run | null, event: Event): Run {
  if (run === null) {
    assert(event.kind === "started", `a run begins with started, not ${event.kind}`);
    return begin(event);
  }
  if (run.phase.kind === "failed" && !isTelling(event)) return run;
  const after = step(settledBy(run, event), event);
  return after === run || after.at >= event.at ? after : { ...after, at: event.at };
}

/** What still counts once a run was given up: people and its children are told. */
const isTelling = (event: Event): boolean =>
  event.kind === "published" || event.kind === "faltered" || isAboutChild(event);

function step(run: Run, event: Event): Run {
  switch (event.kind) {
    case "started":
      return run;
    case "sampled":
      return sampled(run, event);
    case "rehearsed":
      return rehearsed(run, event);
    case "surveyed":
      return surveyed(run, event);
    case "verified":
      return moved(run, event.unit, (s, f) => unit.verified(s, event, f));
    case "measured":
      return changed(run, event.unit, (s) => measured(s, event));
    case "probed":
      return moved(run, event.unit, (s, f) => unit.probed(s, event, f));
    case "pushed":
      return changed(run, event.unit, (s) => outside.pushed(s, event));
    case "displaced":
      return moved(run, event.unit, (s, f) => outside.displaced(s, event, f));
    case "opened":
      return changed(run, event.unit, (s) => outside.opened(s, event));
    case "looked":
      return lookedAt(run, event);
    case "merged":
      return mergedUnit(run, event);
    case "gatePosted":
      return quietly(run, event.unit, (s) => ({
        ...s,
        gatePosted: `${event.head}:${event.conclusion}`,
      }));
    case "resumed":
      return { ...run, resumedAt: event.at };
    case "reserved":
      return { ...run, spend: { ...run.spend, reserved: run.spend.reserved + event.microUsd } };
    case "faltered":
      return faltered(run, event);
    case "published": {
      const { revision, at, comment } = event;
      return { ...run, published: { revision, at, comment } };
    }
    case "lineOpened":
      return lineOpened(run, event);
    case "lineMoved":
      return lineMoved(run, event.head);
    case "lineLooked":
      return lineLooked(run, event);
    case "lineMeasured":
      return lineMeasured(run, event);
    case "finalOpened": {
      const final = noted({ ...run, final: { pull: event.pull, draft: event.draft } });
      return event.draft ? final : { ...final, phase: { kind: "done" } };
    }
    case "approved":
    case "rejected":
    case "stopped":
    case "retried":
      return ordered(run, event);
    case "childNamed":
    case "childStarted":
    case "childSeen":
    case "childTold":
    case "childClosed":
      return aboutChild(run, event);
    case "failed":
      return noted({ ...run, phase: { kind: "failed", because: event.because } });
    default:
      return unreachable(event);
  }
}

const moved = (run: Run, i: number, move: Parameters<typeof changed>[2]): Run =>
  settle(changed(run, i, move), i);

function rehearsed(run: Run, { because }: EventOf<"rehearsed">): Run {
  if (because === null) return noted({ ...run, rehearsal: "passed" });
  return noted({ ...run, rehearsal: "mute", phase: { kind: "failed", because } });
}

function sampled(run: Run, event: EventOf<"sampled">): Run {
  const { poll } = event;
  const paid: Run = { ...run, spend: spent(run.spend, event) };
  const payer = unitOf(poll);
  const after = payer === null ? paid : quietly(paid, payer, (s) => charged(s, event));
  if (poll.kind === "step") {
    const before = at(run.units, poll.unit);
    const counted = quietly(after, poll.unit, (s, f) => unit.counted(s, poll, event.votes, f));
    return at(counted.units, poll.unit)?.phase.kind === before?.phase.kind
      ? counted
      : settle(noted(counted), poll.unit);
  }
  if (poll.kind === "locate") return placed(after, poll.of, event.votes);
  const { kind, unit: anew } = poll;
  if (anew !== undefined) return replanning(after, { kind, ...anew }, event.votes);
  const { phase } = run;
  if (phase.kind !== "choosing" || phase.of !== poll.of) return after;
  if (poll.round !== phase.within?.round) return after;
  const result = choose(phase.choice, poll, event.votes, {
    proposals: run.started.config.vote.proposals,
    rule: run.rule,
    originOf: (vote) => originOf(run.started, vote),
  });
  if (result.kind === "open") {
    const shown = result.choice.part === phase.choice.part ? after : noted(after);
    return { ...shown, phase: { ...phase, choice: result.choice } };
  }
  const spend = { ...after.spend, elections: after.spend.elections + 1 };
  if (result.kind === "decided") {
    const { retry } = phase.choice;
    return chosen(noted({ ...after, spend, retry }), phase.of, phase.within, result.text);
  }
  const noAgreement = spend.noAgreement + 1;
  const what = phase.within ? `a part of the ${phase.of}` : `the ${phase.of}`;
  const cause = `no agreement on ${what}: ${result.cause}`;
  const contenders = result.contenders.map((one) => ({ of: phase.of, ...one }));
  const fresh: LivePhase = { ...phase, choice: openChoice(run.rule, phase.choice.retry + 1) };
  return stuck({ ...after, phase: fresh, spend: { ...spend, noAgreement } }, cause, contenders);
}

function spent(spend: Spend, event: EventOf<"sampled">): Spend {
  let { spoiled } = spend;
  for (const vote of event.votes) {
    if (!("spoiled" in vote)) continue;
    const flag = vote.spoiled[0] ?? "unknown";
    spoiled = { ...spoiled, [flag]: (spoiled[flag] ?? 0) + 1 };
  }
  return {
    ...spend,
    spoiled,
    spent: spend.spent + event.microUsd,
    tokens: spend.tokens + event.tokens,
    samples: spend.samples + event.votes.length,
  };
}

/** The elected text is canonical JSON that was checked before it was counted. */
function chosen(run: Run, of: Choosing, within: Within | null, text: string): Run {
  if (of === "requirements") {
    return afterRequirements({ ...run, requirements: electedRequirements(text) });
  }
  const plan = grown(run.started, within, electedPlan(text));
  const part = partOf(plan);
  if (part !== null) {
    const round = (within?.round ?? 0) + 1;
    const choice = openChoice(run.rule, run.retry);
    return { ...run, phase: { kind: "choosing", of, choice, within: { plan, part, round } } };
  }
  const withPlan = planned(run, plan);
  const { mode, config } = run.started;
  return mode === "plan" || config.approval === "always"
    ? { ...withPlan, phase: { kind: "approval" } }
    : openUnits(withPlan);
}

/** People are told what is new: another word of CI, or that waiting for it has come to an end. */
function lookedAt(run: Run, event: EventOf<"looked">): Run {
  const seen = { ...run, redChecks: event.ci === "red" ? event.failed : run.redChecks };
  const before = at(run.units, event.unit);
  const same =
    before?.phase.kind === "elected" &&
    before.phase.look?.ci === event.ci &&
    before.phase.look.because === event.because;
  const after = quietly(seen, event.unit, (s, f) => outside.looked(s, event, f));
  const stays = at(after.units, event.unit)?.phase.kind === before?.phase.kind;
  return after === seen || (same && stays) ? after : noted(after);
}

/** A look that began before a newer merge tells an older line: the line never goes back by it. */
function mergedUnit(run: Run, event: EventOf<"merged">): Run {
  if (at(run.units, event.unit)?.phase.kind !== "elected") return run;
  const after = changed(run, event.unit, (s) => outside.merged(s, event));
  const line = mergedInto(run.line, event.commit, event.line);
  return released({ ...after, line }, event.unit, line.head ?? event.line);
}

function lineOpened(run: Run, { at: openedAt, head }: EventOf<"lineOpened">): Run {
  return openUnits(noted({ ...run, line: { ...movedTo(run.line, head), openedAt } }));
}

/** CI on the line: red, or silent for too long, it asks a person; the same again tells nobody. */
function lineLooked(run: Run, event: EventOf<"lineLooked">): Run {
  const { at, head, ci, because } = event;
  const before = run.lineLook?.head === head ? run.lineLook : null;
  const since = before?.since ?? at;
  const seen = { ...run, lineLook: { at, since, head, ci, because } };
  const place = `the line at ${head.slice(0, 12)}`;
  if (ci === "red") return stuck(seen, `CI is red on ${place}: ${because}`);
  if (ci === "pending" && at - since > run.started.config.limits.ciMinutes * 60_000) {
    return stuck(seen, `CI did not report on ${place} in time: ${because}`);
  }
  return before?.ci === ci && before.because === because ? seen : noted(seen);
}

/**
 * The finished line was measured; bars that it misses are a person's to weigh. An older head, or
 * the same once more, tells nothing: what a person let pass stays passed.
 */
function lineMeasured(run: Run, { head, found }: EventOf<"lineMeasured">): Run {
  if (head !== run.line.head || head === run.lineMeasured?.head) return run;
  const after = noted({ ...run, lineMeasured: { head, found, passedBy: null } });
  const missed = missedOnLine(after);
  if (missed.length === 0 || run.phase.kind !== "closing") return after;
  const place = `the finished line at ${head.slice(0, 12)}`;
  return stuck(after, `a bar is missed on ${place}: ${missed.join("; ")}`);
}

function lineMoved(run: Run, head: Sha | null): Run {
  if (head === null) {
    const lost = { ...run, line: { ...run.line, lost: true } };
    return stuck(withoutPulls(lost), `the branch ${run.line.name} is gone; ${remedy(run)}`);
  }
  return head === run.line.head ? run : noted({ ...run, line: movedBy(run.line, head) });
}

const remedy = ({ started }: Run): string =>
  started.config.merge.into === "base"
    ? "create it again, then `/quorum retry`"
    : "`/quorum retry` creates it again";

/** With its base, a pull request is closed: it is looked for and reopened once the base is back. */
const withoutPulls = (run: Run): Run =>
  run.active.reduce((after, i) => quietly(after, i, (s) => ({ ...s, pull: null })), run);
