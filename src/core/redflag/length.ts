// A text much longer than what it replaces: long answers are wrong more often.
import type { RedFlag } from "./flag.ts";

const charactersPerToken = 3.6;
/** Errors rise past about 700 tokens (arXiv 2511.09030 §4); 2.75 is the 99th growth percentile. */
const tokensFree = 750;
const growthMax = 2.75;
const tokensAdded = 300;

export const length: RedFlag = {
  id: "length",
  severity: "spoil",
  rule:
    "the answer exceeds its token limit, or a rewritten symbol exceeds 750 tokens and 2.75 times " +
    "its old length plus 300 tokens (3.6 characters a token)",
  explain: "The answer was far longer than the place it was written for; another one was drawn.",
  raised({ step, oldText, newText }) {
    if (step.target.kind !== "symbol") return null;
    const tokens = Math.ceil(newText.length / charactersPerToken);
    const old = oldText.length / charactersPerToken;
    const limit = Math.max(tokensFree, Math.floor(growthMax * old + tokensAdded));
    return tokens > limit ? `${tokens} tokens, at most ${limit} are expected here` : null;
  },
};
