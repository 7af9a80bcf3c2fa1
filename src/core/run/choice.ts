// The election of requirements and plans: a few proposals, deduplicated, then ballots that name
// one.
import type { StopRule } from "../vote/rule.ts";
import { count, losses, missing, openElection, outcome, wanted } from "./election.ts";
import type { Poll, Vote } from "./event.ts";
import type { Origin } from "./origin.ts";
import type { Choice, Contender, Proposal } from "./state.ts";

/** The class of a ballot that finds no proposal right. */
export const noneOfThem = "none";

const contendersMax = 6;
const contenderCharsMax = 20_000;

export const openChoice = (rule: StopRule, retry: number): Choice => ({
  retry,
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
  | {
      readonly kind: "stuck";
      readonly cause: string;
      readonly contenders: readonly Omit<Contender, "of">[];
    };

/** Counts votes of the part under way and says what the choice has come to. */
export function choose(
  choice: Choice,
  poll: Pick<Extract<Poll, { readonly retry?: number }>, "kind" | "retry">,
  votes: readonly Vote[],
  frame: { readonly proposals: number; readonly rule: StopRule; originOf(vote: Vote): Origin },
): ChoiceResult {
  const { kind, retry = choice.retry } = poll;
  if (kind !== choice.part || retry !== choice.retry) return { kind: "open", choice };
  const rule = kind === "choose" ? ballotRule(frame.rule) : frame.rule;
  let { election } = choice;
  for (const vote of votes) election = count(election, vote, frame.originOf(vote), rule);
  const next = { ...choice, election };
  return choice.part === "propose" ? proposed(next, frame) : ballotsIn(next);
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
    return { kind: "stuck", cause: `no usable proposal: ${flags}`, contenders: [] };
  }
  const unanimous = proposals.length === 1 && election.tally.valid >= frame.rule.unanimous;
  if (unanimous) return { kind: "decided", text: first.text };
  return {
    kind: "open",
    choice: {
      ...choice,
      part: "choose",
      election: openElection(ballotRule(frame.rule)),
      proposals,
    },
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
    const cause = `the ballots did not agree (${votes}, ${result.because})`;
    return { kind: "stuck", cause, contenders: contendersOf(choice) };
  }
  const elected = choice.proposals.find((p) => p.class === result.winner.class);
  if (elected) return { kind: "decided", text: elected.text };
  const cause = "the ballots found none of the proposals right";
  return { kind: "stuck", cause, contenders: contendersOf(choice) };
}

/** What people are shown: each proposal with its votes, and the ballots for none of them. */
function contendersOf({ proposals, election }: Choice): readonly Omit<Contender, "of">[] {
  const { decision, tally } = election;
  const counts = decision.kind === "no agreement" ? decision.classes : tally.counts;
  const votesOf = (name: string): number => counts.find((c) => c.class === name)?.votes ?? 0;
  const list = proposals.map(({ class: name, text, times }) => ({
    text: text.slice(0, contenderCharsMax),
    votes: votesOf(name),
    times,
  }));
  const none = { text: null, votes: votesOf(noneOfThem), times: 0 };
  const all = none.votes > 0 ? [...list, none] : list;
  return all.toSorted((a, b) => b.votes - a.votes || b.times - a.times).slice(0, contendersMax);
}
