// The odds of a run in words, for the terminal.
import type { Margins } from "../vote/rule.ts";
import type { OddsReport, RunOdds } from "./odds.ts";

/** @returns lines without a final line break. */
export function oddsText(report: OddsReport): string {
  const { p, steps, target } = report.input;
  const goal = [
    `Goal: ${counted(steps, "step")} without a wrong winner, with chance ${target}.`,
    `One vote is right with chance ${p}.`,
  ].join("\n");
  if (report.kind === "no margin helps") {
    return [
      goal,
      `No margin reaches that: ${report.because}.`,
      "Make the steps smaller, give them more context or use a stronger model; then measure p.",
    ].join("\n");
  }
  const { kMin, kExact, margins, paper, hard } = report;
  return [
    goal,
    "",
    `k_min    ${kMin} (Eq. 14 before rounding up: ${kExact.toFixed(3)})`,
    ...table(report),
    ...(same(margins, paper.margins) ? [] : ["", "The paper's rule at k_min:", ...table(paper)]),
    ...(hard ? hardText(report.input.hard, hard.unaware, hard.needed) : []),
    "",
    "An estimate for independent votes against one wrong alternative, without a cap on votes.",
    ...(hard ? [] : ["Steps are rarely alike: a few hard ones outweigh a good mean p."]),
  ].join("\n");
}

function hardText(
  hard: { readonly share: number; readonly p: number } | undefined,
  unaware: RunOdds,
  needed: RunOdds | null,
): string[] {
  if (!hard) return [];
  const head = `If on ${hard.share} of the steps votes are right with chance ${hard.p} only:`;
  const lead = `p_full   ${chance(unaware)} with the margins above`;
  if (needed) return ["", head, lead, "needed:", ...table(needed)];
  const way = "No lead up to 200 reaches the goal then: split such steps or give them to a person.";
  return ["", head, lead, way];
}

function table(odds: RunOdds): string[] {
  const { expectedVotes, expectedCost } = odds;
  const { unanimous, lead } = odds.margins;
  const { perStep, total } = expectedVotes;
  return [
    `margins  ${counted(unanimous, "unanimous vote")}; once contested, a lead of ${lead}`,
    `p_full   ${chance(odds)}`,
    `votes    ${perStep.toPrecision(5)} per step, ${whole(total)} in all`,
    ...(expectedCost === null ? [] : [`cost     ${money(expectedCost)}`]),
  ];
}

const same = (a: Margins, b: Margins): boolean => a.unanimous === b.unanimous && a.lead === b.lead;

const whole = (n: number): string => Math.round(n).toLocaleString("en-US");

const counted = (n: number, what: string): string => `${whole(n)} ${what}${n === 1 ? "" : "s"}`;

function money(n: number): string {
  const digits = n < 100 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 2 };
  return n.toLocaleString("en-US", digits);
}

/** Never rounds up to certainty. */
const chance = ({ pFull, pFail }: RunOdds): string =>
  pFail > 0 && pFail < 1e-3 ? `1 − ${pFail.toExponential(1)}` : pFull.toPrecision(4);
