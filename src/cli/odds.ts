// `odds`: how many votes a run needs, and what they cost, from the closed forms of core/vote.
import { Misuse, type Verb } from "./verb.ts";
import { oddsReport } from "../core/report/odds.ts";
import { oddsText } from "../core/report/odds-text.ts";
import { numberOf, textOf } from "./numbers.ts";

/** Little better than a coin: what a step is like that the model does not understand. */
const hardP = 0.6;

export const verb: Verb = {
  help: "Margins, chance of success, votes and cost for a model and a number of steps",
  usage: "npm run quorum -- odds --p 0.9978 --steps 1048575 --target 0.95 [--price 0.0002]",
  options: {
    p: { type: "string", value: "P", help: "chance that one counted vote is right, above 0.5" },
    steps: { type: "string", value: "N", help: "elections that must all be right" },
    target: { type: "string", value: "P", help: "wanted chance that they all are" },
    price: { type: "string", value: "USD", help: "dollars for one vote" },
    valid: {
      type: "string",
      value: "SHARE",
      help: "share of samples that carry no red flag, 1 by default",
    },
    "hard-share": { type: "string", value: "SHARE", help: "share of steps that are harder" },
    "hard-p": {
      type: "string",
      value: "P",
      help: `chance that a vote on those is right, ${hardP} by default`,
    },
    json: { type: "boolean", help: "one JSON object in place of words" },
  },
  async run(values) {
    const lacks = ["p", "steps"].filter((name) => textOf(values, name) === null);
    if (lacks.length > 0)
      throw new Misuse(
        "How good is a vote, and how many steps are there? Give --p and --steps, " +
          "such as --p 0.99 --steps 1000.",
      );
    const price = textOf(values, "price");
    const hardShare = textOf(values, "hard-share");
    if (hardShare === null && textOf(values, "hard-p") !== null)
      throw new Misuse("--hard-p goes with --hard-share, the share of steps that it is for.");
    const target = numberOf(values, "target", { min: 0, max: 1 }, 0.95);
    if (target === 0 || target === 1)
      throw new Misuse(`--target must be above 0 and below 1; it is ${target}.`);
    const report = oddsReport({
      p: numberOf(values, "p", { min: 0, max: 1 }, 0),
      steps: numberOf(values, "steps", { min: 1, max: 1e15, whole: true }, 1),
      target,
      pricePerVote: price === null ? null : numberOf(values, "price", { min: 0, max: 1e6 }, 0),
      validShare: numberOf(values, "valid", { min: 0, max: 1 }, 1),
      ...(hardShare === null ? {} : { hard: hardOf(values) }),
    });
    if (!report.ok) throw new Misuse(report.error);
    console.log(values["json"] ? JSON.stringify(report.value) : oddsText(report.value));
    return report.value.kind === "no margin helps" ? 1 : 0;
  },
};

const hardOf = (values: Parameters<Verb["run"]>[0]) => ({
  share: numberOf(values, "hard-share", { min: 0, max: 1 }, 0),
  p: numberOf(values, "hard-p", { min: 0, max: 1 }, hardP),
});
