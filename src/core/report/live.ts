// One line a fact for whoever watches a run in a terminal; outside text comes without controls.
import { unreachable } from "../kernel.ts";
import { placeOf } from "../plan/plan.ts";
import type { ChildEvent } from "../run/child-event.ts";
import { isAboutChild } from "../run/children.ts";
import type { Event, EventOf, Locating, Vote } from "../run/event.ts";
import type { Runoff } from "../run/runoff.ts";
import type { Run } from "../run/state.ts";
import { at } from "../vector.ts";
import { headline } from "./headline.ts";
import { flat } from "./markdown.ts";
import { leading, many, score, short, winners } from "./measure.ts";

const lineMax = 300;

/**
 * @param event the newest fact.
 * @param run the run after it.
 * @returns a line without line break, or null when there is nothing to tell.
 */
export function oneLine(event: Event, run: Run): string | null {
  const words = wordsOf(event, run);
  return words === null ? null : flat(words, lineMax);
}

function wordsOf(event: Event, run: Run): string | null {
  if (isAboutChild(event)) return `${idOf(run, event.unit)} ${ofChild(event)}`;
  switch (event.kind) {
    case "started":
      return started(event);
    case "sampled":
      return sampled(event, run);
    case "rehearsed":
      return rehearsed(event);
    case "surveyed":
      return surveyed(event);
    case "verified":
      return verified(event, run);
    case "measured":
    case "lineMeasured":
      return measured(event, run);
    case "probed":
      return probed(event, run);
    case "approved":
      return `the plan was approved by ${event.by.login}`;
    case "rejected":
      return `the plan was rejected by ${event.by.login}: ${event.because}`;
    case "stopped":
      return `stopped by ${event.by.login}${event.because ? `: ${event.because}` : ""}`;
    case "retried":
      return `${event.by.login} asked for another try`;
    case "lineOpened":
      return `line ${run.line.name} stands at ${short(event.head)}`;
    case "lineMoved":
      return lineMoved(event, run);
    case "pushed":
      return `${idOf(run, event.unit)} pushed ${short(event.head)} onto ${short(event.onto)}`;
    case "displaced":
      return `${idOf(run, event.unit)} displaced (${event.because}): ${event.detail}`;
    case "opened":
      return `${idOf(run, event.unit)} pull request #${event.pull} opened`;
    case "looked":
      return looked(event, run);
    case "gatePosted":
      return `${idOf(run, event.unit)} gate on ${short(event.head)}: ${event.conclusion}`;
    case "merged":
      return merged(event, run);
    case "finalOpened":
      return `${event.draft ? "draft" : "final"} pull request #${event.pull} opened`;
    case "lineLooked":
      return `CI on the line at ${short(event.head)}: ${event.ci} (${event.because})`;
    case "faltered":
      return faltered(event, run);
    case "failed":
      return `failed: ${event.because}`;
    case "resumed":
      return `the run was taken up again: ${headline(run).doing}`;
    case "reserved":
    case "published":
      return null;
    default:
      return unreachable(event);
  }
}

const started = ({ run, issue, base }: EventOf<"started">): string =>
  `run ${run}: “${issue.title}” on ${base.branch} at ${short(base.head)}`;

function ofChild(event: ChildEvent): string {
  switch (event.kind) {
    case "childNamed":
      return `is left to a child run, on issue #${event.issue}`;
    case "childStarted":
      return `child run ${event.run} started at ${short(event.base)}`;
    case "childSeen":
      return `child run ${event.view.standing}: ${event.view.because}`;
    case "childTold":
      return `child run was told: ${event.order}`;
    case "childClosed":
      return `pull request #${event.pull} of its child run was closed: nothing came of it`;
    default:
      return unreachable(event);
  }
}

function rehearsed({ because, tests }: EventOf<"rehearsed">): string {
  if (because !== null) return `given up before a sample was bought: ${because}`;
  return `the test command names ${many(tests, "test")} on the base`;
}

function faltered({ key, because }: EventOf<"faltered">, run: Run): string {
  const falter = run.falters.get(key);
  if (falter?.lasting) return `${key} failed: ${because}`;
  const times = falter && falter.times > 1 ? ` ${falter.times} times` : "";
  return `${key} failed${times} and is tried again: ${because}`;
}

/** Which answer was checked: votes are known only after it, and none of it was pushed yet. */
function verified(event: EventOf<"verified">, run: Run): string {
  const { unit, verdict, because, step } = event;
  const phase = at(run.units, unit)?.phase;
  const words = `${verdict}: ${because}`;
  if (event.class === null) return `${idOf(run, unit)} as a whole ${words}`;
  const candidates = phase?.kind === "voting" ? phase.election.candidates : [];
  const n = candidates.findIndex((c) => c.class === event.class);
  const which = n < 0 ? "the elected answer" : `answer ${n + 1} of ${candidates.length}`;
  const where = step === undefined ? "" : ` step ${step + 1}`;
  return `${idOf(run, unit)}${where}: ${which} ${words}`;
}

function merged({ unit, commit }: EventOf<"merged">, run: Run): string {
  const progress = `${run.merged} of ${run.plan.units.length}`;
  return `${idOf(run, unit)} merged as ${short(commit)} (${progress})`;
}

const lineMoved = ({ head }: EventOf<"lineMoved">, { line }: Run): string =>
  head === null
    ? `line ${line.name} is gone`
    : `line ${line.name} was moved to ${short(head)} by somebody else`;

const idOf = (run: Run, i: number): string => run.plan.units[i]?.id ?? `unit ${i}`;

function sampled(event: EventOf<"sampled">, run: Run): string | null {
  if (event.votes.length === 0) return null;
  return event.poll.kind === "step" ? step(event, event.poll, run) : choice(event, run);
}

function choice(event: EventOf<"sampled">, run: Run): string | null {
  if (event.poll.kind === "step") return null;
  const spoils = spoiledWords(event.votes);
  if (event.poll.kind === "locate") return places(event.poll.of, run, spoils);
  const { of, unit } = event.poll;
  const { phase } = run;
  if (unit !== undefined) return anew(unit, run, spoils);
  if (phase.kind === "choosing" && phase.of === of) {
    const { part, proposals, election } = phase.choice;
    const so =
      part === "propose"
        ? `${many(election.tally.valid, "proposal")} of ${run.started.config.vote.proposals}`
        : `ballots on ${many(proposals.length, "proposal")}: ${leading(election)}`;
    return `${of}: ${so}${spoils}`;
  }
  if (phase.kind === "stuck") return `${of}: ${phase.cause}${spoils}`;
  if (of === "requirements") {
    return `requirements elected: ${run.requirements.map((r) => r.id).join(", ")}${spoils}`;
  }
  const dag = run.plan.units.map((u) =>
    u.needs.length > 0 ? `${u.id} ← ${u.needs.join("+")}` : u.id,
  );
  return `plan elected, ${many(dag.length, "unit")}: ${dag.join(", ")}${spoils}`;
}

/** The new plan of one unit on which agents did not agree. */
function anew(
  { index: unit, attempt }: { readonly index: number; readonly attempt: number },
  run: Run,
  spoils: string,
): string {
  const state = at(run.units, unit);
  const phase = state?.phase;
  const id = idOf(run, unit);
  if (phase?.kind !== "stuck" && phase?.kind !== "replanning" && state?.attempt === attempt) {
    return `${id}: it is not split, and goes on as it was agreed on${spoils}`;
  }
  if (phase?.kind === "stuck") return `${id}: no new plan (${phase.cause})${spoils}`;
  if (phase?.kind !== "replanning") return `${id}: a new plan was elected${spoils}`;
  const { part, proposals, election } = phase.choice;
  const so =
    part === "propose"
      ? many(election.tally.valid, "proposal")
      : `ballots on ${many(proposals.length, "proposal")}: ${leading(election)}`;
  return `${id} is planned anew: ${so}${spoils}`;
}

function measured(event: EventOf<"measured" | "lineMeasured">, run: Run): string {
  const list = event.found.map(({ requirement, value, because }) => {
    const metric = run.requirements.find((r) => r.id === requirement)?.measure?.metric ?? "";
    return `${requirement} ${metric} ${value ?? because}`;
  });
  const where =
    event.kind === "measured" ? idOf(run, event.unit) : `the finished line at ${short(event.head)}`;
  return `${where} measured: ${list.join(", ") || "nothing"}`;
}

function probed({ unit, passedBy, failedBy }: EventOf<"probed">, run: Run): string {
  const told = `${passedBy.length} pass, ${failedBy.length} fail`;
  return `${idOf(run, unit)} test between the competing answers: ${told}`;
}

function surveyed({ of, options, unread = 0 }: EventOf<"surveyed">): string {
  const put =
    options.length === 0
      ? `${of}: no vote is needed, the plan is shown all of them`
      : `${of}: ${options.length} are put to a vote`;
  return unread === 0 ? put : `${put}; ${unread} files are too much to read, known by name only`;
}

function places(of: Locating, run: Run, spoils: string): string {
  const { phase } = run;
  if (phase.kind === "locating" && phase.of === of) {
    return `${of}: ballots ${leading(phase.election)}${spoils}`;
  }
  return `${of} that the plan is shown whole: ${run.places[of].join(", ") || "none"}${spoils}`;
}

function step(
  event: EventOf<"sampled">,
  poll: Extract<EventOf<"sampled">["poll"], { readonly kind: "step" }>,
  run: Run,
): string | null {
  const state = at(run.units, poll.unit);
  if (!state || state.attempt !== poll.attempt) return null;
  const target = run.plan.units[poll.unit]?.steps[poll.step]?.target;
  const place = target ? ` ${placeOf(target)}` : "";
  const where = `${idOf(run, poll.unit)} step ${poll.step + 1}${place}`;
  const spoils = spoiledWords(event.votes);
  const { phase } = state;
  if (phase.kind === "voting" && phase.step === poll.step) {
    if (phase.runoff !== null) return `${where}: ${runoffWords(phase.runoff)}${spoils}`;
    return `${where}: votes ${leading(phase.election)}${spoils}`;
  }
  const large = phase.kind === "replanning" && phase.instead !== undefined;
  if (phase.kind === "stuck" || large) return `${where}: ${phase.cause}${spoils}`;
  const won = winners(state)[poll.step];
  if (!won) return null;
  const how = won.runoff ? "elected in a runoff" : "elected";
  return `${where}: ${how} ${score(won)} after ${many(won.samples, "sample")}${spoils}`;
}

function runoffWords({ candidates, probes, ballots }: Runoff): string {
  const between = `no agreement, ${candidates.length} answers compete`;
  if (ballots.ballots.length > 0) return `${between}: ballots ${leading(ballots)}`;
  return `${between}: ${many(probes.candidates.length, "test")} drawn to tell them apart`;
}

/** `; spoiled: truncated (cut at 4000 tokens), format` */
function spoiledWords(votes: readonly Vote[]): string {
  const words = votes.flatMap((vote) => {
    if (!("spoiled" in vote)) return [];
    const why = vote.detail === undefined ? "" : ` (${flat(vote.detail, 80)})`;
    return [`${vote.spoiled.join("+")}${why}`];
  });
  return words.length === 0 ? "" : `; spoiled: ${words.join(", ")}`;
}

function looked(event: EventOf<"looked">, run: Run): string {
  const people = [
    ...event.changesRequestedBy.map((login) => `${login} requested changes`),
    ...event.approvedBy.map((login) => `${login} approved`),
  ];
  const reviews = people.length > 0 ? `; ${people.join(", ")}` : "";
  const ci = `${event.ci} (${event.because})`;
  return `${idOf(run, event.unit)} CI on ${short(event.head)}: ${ci}${reviews}`;
}
