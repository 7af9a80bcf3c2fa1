// The stop rule, split-margin: what a tally has come to, and the fewest votes that could end it.
import type { ClassId } from "./ballot.ts";
import { unsure, type Caution } from "./caution.ts";
import { ranked, type Count, type Tally } from "./tally.ts";

/** Both integers, lead ≥ unanimous ≥ 1. Equal, they are the paper's first-to-ahead-by-k. */
export interface Margins {
  /** k_u: votes of weight 1 that elect a class while no other class has any. */
  readonly unanimous: number;
  /** k_d: lead over the runner-up that elects a class once there was dissent. */
  readonly lead: number;
}

export interface StopRule extends Margins {
  /** Valid votes after which an election ends without a winner. */
  readonly capVotes: number;
  /** Strata that a winner needs votes from; 1 when only one stratum exists. */
  readonly strataMin: number;
  /** Samples, spoiled ones included, after which an election ends without a winner. */
  readonly samplesMax: number;
  /** Valid votes, all different, that end an election without a winner; below 2: no number does. */
  readonly scatterMax?: number;
  /** Samples from which on an election ends when more than half are discarded; 0 = never. */
  readonly discardsFrom?: number;
  /** Whether some votes weigh less than 1; absent: none does. */
  readonly weighted?: boolean;
  /** Whether votes of classes that failed their check count as dissent; absent: they do not. */
  readonly failuresDissent?: boolean;
  /** What a winner must be sure of beside its margin; absent: nothing. */
  readonly caution?: Caution;
}

export type Standing =
  /** `short`: no fewer further samples can end it, so exactly these may be under way. */
  | { readonly kind: "open"; readonly short: number }
  | {
      readonly kind: "elected";
      readonly class: ClassId;
      /** Counts, not weights. */
      readonly votes: number;
      readonly runnerUp: number;
    }
  | {
      readonly kind: "no agreement";
      /** Most weight first, then lowest sample number. */
      readonly classes: readonly Count[];
      /**
       * `futile`: even if all votes still allowed went to one class, none could be elected.
       * `scattered`: no two of the votes agree. `discards`: most samples carry a red flag.
       */
      readonly because: "cap" | "samples" | "futile" | "scattered" | "discards";
    };

/**
 * What the ballots cast so far have come to (research: split-margin with deficit dispatch).
 *
 * `short` is a lower bound on the distance to every end, elected or not. Keeping exactly `short`
 * samples in flight therefore never starts one that counting in sample-number order would not
 * have used: launched = arrived + short ≤ the sequential stopping time, whatever the latencies,
 * and nothing is in flight when the election ends. No vote weighs more than 1, so that the bound
 * holds for weighted votes too; it is the exact distance where every vote weighs 1.
 */
export function standing(tally: Tally, rule: StopRule): Standing {
  const { counts, valid, spoiled } = tally;
  const [top, second] = topTwo(counts);
  const torn = (rule.failuresDissent ?? false) && tally.struck > 0;
  const first = torn ? rule.lead : rule.unanimous;
  let need = counts.length === 0 ? Math.max(first, rule.strataMin) : Infinity;
  for (const count of counts) {
    const lacking = votesLacking(count, count.weight === top ? second : top, torn, rule);
    if (lacking <= 0 && !unsure(tally, count.class, rule.caution)) {
      const { class: name, votes } = count;
      return { kind: "elected", class: name, votes, runnerUp: mostVotes(counts, name) };
    }
    need = Math.min(need, Math.max(1, Math.ceil(lacking)));
  }
  const samplesLeft = rule.samplesMax - valid - spoiled;
  const room = Math.min(rule.capVotes - valid, samplesLeft);
  const { scatterMax = 0, weighted = false } = rule;
  const agreeing = scatterMax > 1 && mostVotes(counts) > 1;
  const unlike = scatterMax > 1 && !agreeing ? scatterMax - valid : Infinity;
  const discards = untilDiscarded(tally, rule);
  if (need <= room && unlike > 0 && discards > 0) {
    // Nobody can dissent from the first vote: an empty tally is hurt by spoiled samples only, and
    // by a light vote that takes the last place to spare.
    const unhurt = top === 0 && need < (weighted ? room : samplesLeft) ? 1 : 0;
    const short = shortest(need, room, top - second, unhurt, rule);
    return { kind: "open", short: Math.min(short, unlike, discards) };
  }
  const because = discards <= 0 ? "discards" : endedBy(valid, samplesLeft, unlike, rule);
  return { kind: "no agreement", classes: ranked(tally), because };
}

/** The most votes that a class has, but for the one that is named. */
const mostVotes = (counts: readonly Count[], but?: ClassId): number =>
  counts.reduce((most, c) => (c.class === but ? most : Math.max(most, c.votes)), 0);

/** Fewest further samples after which most are discarded, were they all; 0: they are. */
function untilDiscarded({ valid, spoiled, struck }: Tally, { discardsFrom = 0 }: StopRule): number {
  if (discardsFrom === 0) return Infinity;
  const drawn = valid + spoiled;
  const kept = drawn - (spoiled - struck);
  const most = Math.max(discardsFrom - drawn, 2 * kept - drawn + 1);
  return Math.max(0, most);
}

function endedBy(valid: number, samplesLeft: number, unlike: number, rule: StopRule) {
  if (valid >= rule.capVotes) return "cap";
  if (samplesLeft <= 0) return "samples";
  return unlike <= 0 ? "scattered" : "futile";
}

/** The two largest weights. */
function topTwo(counts: readonly Count[]): [number, number] {
  let top = 0;
  let second = 0;
  for (const { weight } of counts) {
    if (weight > top) {
      second = top;
      top = weight;
    } else if (weight > second) second = weight;
  }
  return [top, second];
}

/** Further weight that would elect the class if no other class got any; 0 or less: elected. */
function votesLacking(count: Count, rival: number, torn: boolean, rule: StopRule): number {
  const { weight, strata } = count;
  const unanimous = rival === 0 && !torn;
  const margin = unanimous ? rule.unanimous - weight : rule.lead - (weight - rival);
  return rule.strataMin <= 1 ? margin : Math.max(margin, rule.strataMin - ones(strata));
}

function ones(set: number): number {
  let left = set;
  let many = 0;
  for (; left !== 0; many += 1) left &= left - 1;
  return many;
}

/**
 * Fewest further samples that could end an open election: `need` that elect, or fewer when some
 * way of voting would make the rest futile. Near the cap each vote against the leader takes one
 * place from the room and widens what is needed, up to the whole lead at a tie.
 * @param unhurt samples at the start that cannot widen the gap.
 */
function shortest(
  need: number,
  room: number,
  ahead: number,
  unhurt: number,
  rule: StopRule,
): number {
  for (let more = 1 + unhurt; more < need; more += 1) {
    const widened = Math.min(rule.lead, rule.lead - ahead + more);
    if (Math.max(need, widened, rule.strataMin - 1) > room - more) return more;
  }
  return need;
}
