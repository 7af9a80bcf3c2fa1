// What the evaluation is held to, at one accuracy: each bar reached or missed, in words.
import type { Evaluated } from "./campaign.ts";

export interface Bar {
  readonly bar: string;
  readonly reached: boolean;
}

const wrongMost = 0.01;

/**
 * Bars of an evaluation with a known mean accuracy. Counts are compared as they are, on the same
 * worlds and answers; where nothing wrong was merged at all, none can be fewer. Where nothing was
 * predicted, no interval is judged.
 */
export function barsOf(p: number, { quorum, others }: Evaluated): readonly Bar[] {
  const { wrong, solved, predicted } = quorum;
  const rivals = others.filter((other) => other.rival);
  const fewest = Math.min(...rivals.map((other) => other.wrong.count));
  const most = Math.max(...rivals.map((other) => other.solved.count));
  const bars: Bar[] = [];
  if (p >= 0.6) {
    bars.push({ bar: "at most 1 % wrong merged", reached: wrong.share <= wrongMost });
    const observed = wrong.count / Math.max(1, wrong.count + solved.count);
    if (predicted !== null) {
      const inside = observed <= predicted.high && observed >= predicted.low;
      bars.push({ bar: "wrong merged inside the predicted interval", reached: inside });
    }
  }
  bars.push({
    bar: "fewer wrong merged than by every other method",
    reached: wrong.count < fewest || wrong.count === 0,
  });
  if (p >= 0.7) {
    bars.push({
      bar: "no fewer solved than by the best other method",
      reached: solved.count >= most,
    });
  }
  return bars;
}
