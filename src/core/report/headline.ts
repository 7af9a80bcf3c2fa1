// The run in one line: its state, what it is doing, and what a person is asked to do.
import { unreachable } from "../kernel.ts";
import { awaitsPass, lineUnmeasured } from "../run/line-measures.ts";
import type { Phase, Run } from "../run/state.ts";
import { dollars, duration, many } from "./measure.ts";
import { unitWait } from "./waits.ts";

export interface Headline {
  readonly state:
    "working" | "waiting for approval" | "needs a person" | "stopped" | "done" | "failed";
  /** What it is doing or why it stands still: raw words, one line when made neutral or flat. */
  readonly doing: string;
  readonly merged: number;
  readonly units: number;
}

/** Something that only a person can do. */
export interface Ask {
  /** Raw words: what happened. */
  readonly because: string;
  /** Our own markdown with the exact command. */
  readonly ask: string;
}

/** The run's state in the words that people and the dashboard read. */
export function headline(run: Run): Headline {
  const counts = { merged: run.merged, units: run.plan.units.length };
  return { ...stateOf(run), ...counts };
}

function stateOf(run: Run): Pick<Headline, "state" | "doing"> {
  const { phase } = run;
  switch (phase.kind) {
    case "choosing":
      return { state: "working", doing: run.rehearsal === "due" ? rehearsing : choosing(phase) };
    case "locating":
      return { state: "working", doing: locating(phase) };
    case "approval":
      return { state: "waiting for approval", doing: "the plan is ready" };
    case "units": {
      const waits = run.active.map((i) => unitWait(run, i));
      const held = waits.length > 0 && waits.every((w) => w.on === "person");
      if (held) return { state: "needs a person", doing: "no unit can move by itself" };
      return { state: "working", doing: `${many(run.active.length, "unit")} under way` };
    }
    case "closing":
      return { state: "working", doing: closing(run) };
    case "done":
      return { state: "done", doing: done(run) };
    case "stuck":
      return { state: "needs a person", doing: phase.cause };
    case "stopped":
      return { state: "stopped", doing: `${phase.cause} (${phase.by})` };
    case "failed":
      return { state: "failed", doing: phase.because };
    default:
      return unreachable(phase);
  }
}

const rehearsing = "running the tests on the base before anything is asked of a model";

function choosing(phase: Extract<Phase, { readonly kind: "choosing" }>): string {
  const { of, choice } = phase;
  const { valid, spoiled } = choice.election.tally;
  const so = `${many(valid, "valid sample")}, ${spoiled} spoiled`;
  return choice.part === "propose"
    ? `collecting proposals for the ${of} (${so})`
    : `voting on ${many(choice.proposals.length, "proposal")} for the ${of} (${so})`;
}

function locating(phase: Extract<Phase, { readonly kind: "locating" }>): string {
  const { of, options, election } = phase;
  if (options === null) return `looking for the ${of} that matter`;
  const { valid, spoiled } = election.tally;
  const so = `${many(valid, "valid sample")}, ${spoiled} spoiled`;
  return `voting on which of ${options.length} ${of} a plan is shown whole (${so})`;
}

function closing(run: Run): string {
  const { lineLook, line } = run;
  if (line.head === null) return "opening the final pull request";
  const green = lineLook?.head === line.head && lineLook.ci === "green";
  if (run.started.ciRoute !== "line" || green) {
    return lineUnmeasured(run, line.head)
      ? `measuring what the requirements demand on the line at ${line.head.slice(0, 12)}`
      : "opening the final pull request";
  }
  const seen = lineLook?.head === line.head ? `: ${lineLook.because}` : "";
  return `waiting for CI on the line at ${line.head.slice(0, 12)}${seen}`;
}

function done(run: Run): string {
  if (!run.final) return "every unit is merged";
  const { parent } = run.started;
  const whose = parent ? `the gate of #${parent.issue}` : "review";
  return `every unit is merged; pull request #${run.final.pull} waits for ${whose}`;
}

/** What only people can do, the run's own need first. */
export function asks(run: Run): readonly Ask[] {
  const { phase } = run;
  switch (phase.kind) {
    case "approval": {
      const ask = "Comment `/quorum approve` to start, or `/quorum reject` and the reason.";
      return [{ because: "The plan waits for your approval.", ask }];
    }
    case "stuck": {
      if (awaitsPass(run)) {
        return [{ because: `Quorum cannot go on: ${phase.cause}`, ask: passAsk(run) }];
      }
      const ask =
        "Comment `/quorum retry` once the cause is dealt with; `/quorum stop`, then " +
        "`/quorum run` starts anew.";
      return [{ because: `Quorum cannot go on: ${phase.cause}`, ask }];
    }
    case "stopped": {
      const because = `Stopped by ${phase.by}: ${phase.cause}.`;
      const ask = "Comment `/quorum retry` to go on from here, or `/quorum run` to start anew.";
      return [{ because, ask }];
    }
    case "failed": {
      const because = `Quorum gave this run up: ${phase.because}`;
      return [
        { because, ask: "Comment `/quorum run` to start a new run; this one stays as it is." },
      ];
    }
    case "done":
      return run.final && !run.started.parent
        ? [
            {
              because: "Every unit is merged into the line.",
              ask: `Review and merge #${run.final.pull}.`,
            },
          ]
        : [];
    case "choosing":
    case "locating":
    case "closing":
      return [];
    case "units":
      return run.active.flatMap((i) => {
        const { words, ask } = unitWait(run, i);
        return ask === null ? [] : [{ because: `${run.plan.units[i]?.id ?? ""} ${words}`, ask }];
      });
    default:
      return unreachable(phase);
  }
}

/** What a person can do about a bar that the finished line misses. */
const passAsk = ({ line }: Run): string =>
  `Comment \`/quorum approve\` to let it pass all the same; or push what is missing to ` +
  `\`${line.name}\`, then \`/quorum retry\`: it is measured again where the line stands then.`;

/** `working · 2 of 5 units merged · $0.12 of $5.00 · 3 min 12 s`. */
export function statusLine(run: Run): string {
  const { state, merged, units } = headline(run);
  const cap = run.started.config.budget.runUsd * 1e6;
  const progress = units === 0 ? "no plan yet" : `${merged} of ${many(units, "unit")} merged`;
  const spend = `${dollars(run.spend.spent + run.spend.children.microUsd)} of ${dollars(cap)}`;
  return [state, progress, spend, duration(run.at - run.started.at)].join(" · ");
}
