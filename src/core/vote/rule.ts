// The stop rule, split-margin: what a tally has come to, and the fewest votes that could end it.
import type { ClassId } from "./ballot.ts";
import type { Count, Tally } from "./tally.ts";

/** Both integers, lead ≥ unanimous ≥ 1. Equal, they are the paper's first-to-ahead-by-k. */
export interface Margins {
  /** k_u: votes that elect a class while no other class has any. */
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
}

export type Standing =
  /** `short`: no fewer further samples can end it, so exactly these may be under way. */
  | { readonly kind: "open"; readonly short: number }
  | {
      readonly kind: "elected";
      readonly class: ClassId;
      readonly votes: number;
      readonly runnerUp: number;
    }
  | {
      readonly kind: "no agreement";
      /** Most votes first, then lowest sample number. */
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
 * and nothing is in flight when the election ends.
 */
export function standing(tally: Tally, rule: StopRule): Standing {
  const { counts, valid, spoiled } = tally;
  const [top, second] = topTwo(counts);
  let need = counts.length === 0 ? Math.max(rule.unanimous, rule.strataMin) : Infinity;
  for (const count of counts) {
    const rival = count.votes === top ? second : top;
    const lacking = votesLacking(count, rival, rule);
    if (lacking <= 0) {
      return { kind: "elected", class: count.class, votes: count.votes, runnerUp: rival };
    }
    need = Math.min(need, lacking);
  }
  const samplesLeft = rule.samplesMax - valid - spoiled;
  const room = Math.min(rule.capVotes - valid, samplesLeft);
  const { scatterMax = 0 } = rule;
  const unlike = top <= 1 && scatterMax > 1 ? scatterMax - valid : Infinity;
  const discards = untilDiscarded(tally, rule);
  if (need <= room && unlike > 0 && discards > 0) {
    // Nobody can dissent from the first vote: an empty tally is hurt by spoiled samples only.
    const unhurt = top === 0 && need < samplesLeft ? 1 : 0;
    const short = shortest(need, room, top - second, unhurt, rule);
    return { kind: "open", short: Math.min(short, unlike, discards) };
  }
  const because = discards <= 0 ? "discards" : endedBy(valid, samplesLeft, unlike, rule);
  const classes = counts.toSorted((a, b) => b.votes - a.votes || a.first - b.first);
  return { kind: "no agreement", classes, because };
}

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

function topTwo(counts: readonly Count[]): [number, number] {
  let top = 0;
  let second = 0;
  for (const { votes } of counts) {
    if (votes > top) {
      second = top;
      top = votes;
    } else if (votes > second) second = votes;
  }
  return [top, second];
}

/** Further votes that would elect the class if no other class got any; 0 or less: elected. */
function votesLacking(count: Count, rival: number, rule: StopRule): number {
  const margin = rival === 0 ? rule.unanimous - count.votes : rule.lead - (count.votes - rival);
  return rule.strataMin <= 1 ? margin : Math.max(margin, rule.strataMin - ones(count.strata));
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
