// Flags that the answer itself raises, before there is a tree to look at.
import type { RedFlag } from "./flag.ts";

const spoil = (id: string, rule: string, explain: string): RedFlag => ({
  id,
  severity: "spoil",
  rule,
  explain,
});

export const answerFlags: readonly RedFlag[] = [
  spoil("refusal", "the model refused", "The model refused to answer; another answer was drawn."),
  spoil(
    "filter",
    "the provider withheld the answer",
    "The provider's filter withheld the answer; another one was drawn.",
  ),
  spoil(
    "truncation",
    "the answer was cut off by its token limit",
    "The answer was cut off; another one was drawn. If it happens often, split the unit.",
  ),
  spoil("empty", "the answer holds only white space", "The answer was empty."),
  spoil(
    "format",
    "the answer is not exactly in the form that the prompt gives, answers another text, or does " +
      "not apply exactly",
    "The answer did not keep to the form; nothing is repaired, another one was drawn.",
  ),
  spoil(
    "declined",
    "the answer says that the step cannot be done",
    "The model said that the step cannot be done there. If it happens often, change the plan.",
  ),
];
