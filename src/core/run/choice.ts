// The election of requirements and plans: a few proposals, deduplicated, then ballots that name
// one.
import type { StopRule } from "../vote/rule.ts";
import { count, losses, missing, openElection, outcome, wanted } from "./election.ts";
import type { Vote } from "./event.ts";
import type { Origin } from "./origin.ts";
import type { Choice, Proposal } from "./state.ts";

/** The class of a ballot that finds no proposal right. */
export const noneOfThem = "none";

export const openChoice = (rule: StopRule): Choice => ({
  part: "propose",
  election: openElection(rule),
  proposals: [],
});

/** Sample numbers that should be under way. Proposals are drawn until `proposals` are valid. */
export function choiceWants(choice: Choice, proposals: number, rule: StopRule): number[] {
  const { election } = choice;
  if (choice.part === "choose") return wanted(election);
  const { valid, spoiled } = election.tally;
  const most = rule.discardsFrom ? Math.max(rule.discardsFrom, 3 * proposals) : Infinity;
  const room = Math.min(rule.samplesMax, most) - valid - spoiled;
  return missing(election, Math.max(0, Math.min(proposals - valid, room)));
}

export type ChoiceResult =
  | { readonly kind: "open"; readonly choice: Choice }
  | { readonly kind: "decided"; readonly text: string }
  | { readonly kind: "stuck"; readonly cause: string };

/** Counts votes of the part under way and says what the choice has come to. */
export function choose(
  choice: Choice,
  part: "propose" | "choose",
  votes: readonly Vote[],
  frame: { readonly proposals: number; readonly rule: StopRule; originOf(vote: Vote): Origin },
): ChoiceResult {
  if (part !== choice.part) return { kind: "open", choice };
  const rule = part === "choose" ? ballotRule(frame.rule) : frame.rule;
  let { election } = choice;
  for (const vote of votes) election = count(election, vote, frame.originOf(vote), rule);
  const next = { ...choice, election };
  return part === "propose" ? proposed(next, frame) : ballotsIn(next);
}

function proposed(
  choice: Choice,
  frame: { readonly proposals: number; readonly rule: StopRule },
): ChoiceResult {
  const { election } = choice;
  if (
    choiceWants(choice, frame.proposals, frame.rule).length > 0 ||
    election.ballots.length > election.upTo
  ) {
    return { kind: "open", choice };
  }
  const proposals: Proposal[] = election.candidates.map((c) => ({
    class: c.class,
    text: c.text,
    times: election.tally.counts.find((k) => k.class === c.class)?.votes ?? 0,
  }));
  const [first] = proposals;
  if (!first) {
    const flags = `${election.tally.spoiled} samples were all spoiled (${losses(election)})`;
    return { kind: "stuck", cause: `no usable proposal: ${flags}` };
  }
  const unanimous = proposals.length === 1 && election.tally.valid >= frame.rule.unanimous;
  if (unanimous) return { kind: "decided", text: first.text };
  return {
    kind: "open",
    choice: { part: "choose", election: openElection(ballotRule(frame.rule)), proposals },
  };
}

/**
 * Discarded ballots do not end the election of a proposal: it could be read, as its authors have
 * shown, and nothing is planned anew after it. The cap on samples does.
 */
const ballotRule = (rule: StopRule): StopRule => ({ ...rule, discardsFrom: 0 });

function ballotsIn(choice: Choice): ChoiceResult {
  const result = outcome(choice.election, false);
  if (result.kind === "open") return { kind: "open", choice };
  if (result.kind === "no agreement") {
    const votes = result.classes.map((c) => c.votes).join(":");
    return { kind: "stuck", cause: `the ballots did not agree (${votes}, ${result.because})` };
  }
  const elected = choice.proposals.find((p) => p.class === result.winner.class);
  return elected
    ? { kind: "decided", text: elected.text }
    : { kind: "stuck", cause: "the ballots found none of the proposals right" };
}
