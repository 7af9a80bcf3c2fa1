// The answer book of a task as a model with one world's accuracy, in steps, probes and ballots.
import type { Answer, Book, StepEntry } from "../book/book.ts";
import { chanceOf, drawn } from "../book/chance.ts";
import { openBook } from "../book/model.ts";
import { complete, refused } from "../book/spoil.ts";
import { formedJson, textOf } from "../book/transport.ts";
import type { About, Prompt, Sample } from "../core/agent/prompt.ts";
import type { Model } from "../engine/ports.ts";
import type { Task } from "./task.ts";
import type { World } from "./world.ts";

/** Shares of answers that cannot be counted, of all: what a careful model is seen to do. */
const spoiled = { truncated: 3, overlong: 1, misformatted: 3, refusing: 3 };
const sound = 90;

const noImports = { add: [], remove: [] };

type Ballot = Extract<About, { readonly kind: "ballot" }>;

/**
 * Answers to steps are right with the world's accuracy, in the forms that it has most use for and
 * any spelling of them, and else wrong by its shares. The same model
 * writes the probes and casts the ballots of a runoff: with the same accuracy it tests and names
 * what is right, and else what one of its own mistakes would have, by the same shares.
 */
export function drawnModel(task: Task, world: World, seed: string): Model {
  const steps = openBook({ book: withWorld(task, world), seed });
  const probes = openBook({ book: probesOf(task, world), seed });
  return {
    costMax: () => 0,
    sample(prompt, draw) {
      const { about } = prompt;
      if (about.kind === "probe") {
        const { place, unit } = about;
        return probes.sample({ ...prompt, about: { kind: "step", place, unit } }, draw);
      }
      if (about.kind !== "ballot") return steps.sample(prompt, draw);
      return Promise.resolve(ballot(prompt, about, draw.seed));
    },
  };

  function ballot(prompt: Prompt, { place, options }: Ballot, number: number): Sample {
    const chance = chanceOf([seed, "ballot", place, number]);
    if (chance("form") * (sound + 10) >= sound) return refused(prompt, chance);
    const optionOf = (text: string): number =>
      options.findIndex((option) => plain(option) === plain(text));
    const { right, wrong } = task.entry;
    const shown = (answers: readonly Answer[], shareOf: (i: number) => number) => {
      const all = answers.map(({ text }, i) => ({ i: optionOf(text), share: shareOf(i) }));
      const among = all.filter(({ i }) => i >= 0);
      return drawn(among, (one) => one.share, chance("answer"))?.i;
    };
    const mistake = chance("side") < world.accuracy ? undefined : shown(wrong, wrongShare);
    const i = mistake ?? shown(right, formShare) ?? -1;
    const choice = i < 0 ? "none" : i + 1;
    return complete(prompt, textOf(formedJson(prompt, JSON.stringify({ choice }))));
  }

  /** A proposal stands for its form, in whichever spelling it is shown. */
  function formShare(i: number): number {
    return world.right[task.forms[i] ?? 0] ?? 0;
  }

  function wrongShare(i: number): number {
    return world.wrong[i] ?? 0;
  }
}

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

function withWorld(task: Task, world: World): Book {
  const { book, entry } = task;
  const wrong = entry.wrong.map((answer, i) => ({ ...answer, weight: world.wrong[i] ?? 0 }));
  const own = { ...entry, odds: oddsOf(world), right: rightIn(task, world), wrong };
  return { ...book, steps: book.steps.map((one) => (one === entry ? own : one)) };
}

/** Spellings of one form share what the form has, evenly. */
function rightIn({ entry, forms }: Task, world: World): StepEntry["right"] {
  const weighed = (answer: Answer, i: number): Answer => {
    const form = forms[i] ?? 0;
    const spellings = forms.filter((one) => one === form).length;
    return { ...answer, weight: (world.right[form] ?? 0) / spellings };
  };
  const [first, ...others] = entry.right;
  return [weighed(first, 0), ...others.map((answer, i) => weighed(answer, i + 1))];
}

const oddsOf = ({ accuracy }: World) => ({
  ...spoiled,
  right: sound * accuracy,
  wrong: sound * (1 - accuracy),
});

function probesOf({ book, entry, probes }: Task, world: World): Book {
  const answer = (text: string, weight: number) => ({ text, weight, imports: noImports });
  const [first = answer("", 1), ...others] = probes.map(({ right }) => answer(right, 1));
  const wrong = probes.map(({ wrong: text }, i) => ({
    ...answer(text, world.wrong[i] ?? 0),
    why: "a mistake as a test",
    visible: true,
  }));
  const step: StepEntry = { ...entry, odds: oddsOf(world), right: [first, ...others], wrong };
  return { ...book, steps: [step] };
}
