// The evaluation put together: which tasks can run here, whose answers, and every accuracy in turn.
import { openBook } from "../book/model.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import type { Agents } from "../engine/agents.ts";
import type { Model } from "../engine/ports.ts";
import { barsOf, type Bar } from "./bars.ts";
import { evaluate, type Evaluated } from "./campaign.ts";
import { drawnModel } from "./drawn.ts";
import { kitOf, type Language } from "./kits.ts";
import { concerns, type Half, type Task } from "./task.ts";
import { worldsOf, type Forms } from "./world.ts";

export interface Wanted {
  readonly tasks: readonly Task[];
  readonly desk: Agents;
  readonly tests: Sandbox;
  /** Whole numbers from `from` on. */
  readonly from: number;
  readonly seeds: number;
  /** Mean accuracies of answer books; or a model that answers as it can. */
  readonly answers:
    | { readonly kind: "book"; readonly p: readonly number[]; readonly forms: Forms }
    | { readonly kind: "model"; readonly model: Model; readonly models: readonly string[] };
  /** Says what was measured so far. */
  said(line: string): void;
}

export interface Evaluation {
  readonly tasks: number;
  readonly languages: Readonly<Record<string, number>>;
  /** How many of the tasks are of which half: what was tuned, and what is reported. */
  readonly halves: Readonly<Record<Half, number>>;
  /** Tasks on code of installed packages. */
  readonly real: number;
  readonly missing: readonly { readonly language: Language; readonly because: string }[];
  /** In which a book writes what is right; null: a model answers. */
  readonly forms: Forms | null;
  readonly wrongAnswers: number;
  readonly visibleWrong: number;
  readonly from: number;
  readonly seeds: number;
  readonly at: readonly (Evaluated & {
    readonly p: number | null;
    readonly bars: readonly Bar[];
  })[];
}

/** Seeds before the counted ones, from which a run's experience is gathered. */
const lessons = ["lesson-1", "lesson-2", "lesson-3", "lesson-4"];

export async function evaluation(
  wanted: Wanted,
  missing: Evaluation["missing"],
): Promise<Evaluation> {
  const { tasks, answers, from } = wanted;
  const at: Evaluation["at"][number][] = [];
  for (const p of answers.kind === "book" ? answers.p : [null]) {
    const found = await evaluate(campaignOf(wanted, p));
    at.push({ p, ...found, bars: p === null ? [] : barsOf(p, found) });
    const { solved, wrong } = found.quorum;
    const name = p === null ? "" : `p = ${p}: `;
    wanted.said(`${name}${solved.count} of ${solved.of} solved, ${wrong.count} wrong merged`);
  }
  const languages: Record<string, number> = {};
  for (const { language } of tasks) languages[language] = (languages[language] ?? 0) + 1;
  const halfOf = (half: Half): number => tasks.filter((task) => task.half === half).length;
  const wrong = tasks.flatMap((task) => task.entry.wrong);
  return {
    tasks: tasks.length,
    languages,
    halves: { development: halfOf("development"), reported: halfOf("reported") },
    real: tasks.filter((task) => task.source !== null).length,
    missing,
    forms: answers.kind === "book" ? answers.forms : null,
    wrongAnswers: wrong.length,
    visibleWrong: wrong.filter((answer) => answer.visible).length,
    from,
    seeds: wanted.seeds,
    at,
  };
}

function campaignOf({ tasks, desk, tests, from, seeds, answers }: Wanted, p: number | null) {
  const many = tasks.map(({ forms, entry }) => ({
    forms: new Set(forms).size,
    wrong: entry.wrong.length,
  }));
  const modelOf = (task: Task, seed: string): Model => {
    if (answers.kind === "model") return placed(task, answers.model);
    const world = worldsOf(p ?? 0, seed, many, answers.forms)[tasks.indexOf(task)];
    if (!world) throw new Error(`${task.id} is not among the tasks`);
    return drawnModel(task, world, seed);
  };
  return {
    tasks,
    desk,
    tests,
    modelOf,
    models: answers.kind === "model" ? answers.models : ["book"],
    lessons: answers.kind === "model" ? [] : lessons,
    seeds: Array.from({ length: seeds }, (_, i) => `seed-${from + i}`),
  };
}

/** A model that is asked about the place alone; what all agree on comes from the task's book. */
function placed(task: Task, model: Model): Model {
  const agreed = openBook({ book: task.book, seed: 0 });
  const of = (prompt: Prompt): Model => (concerns(prompt, task) ? model : agreed);
  return {
    sample: (prompt, draw) => of(prompt).sample(prompt, draw),
    costMax: (prompt, draw) => of(prompt).costMax(prompt, draw),
  };
}

export interface Tools {
  /** Versions of what runs a task's tests, by its command. */
  readonly versions: ReadonlyMap<string, string>;
  readonly missing: Evaluation["missing"];
}

/** Asks each language's tools for their versions, where the tests will run. */
export async function toolsFor(languages: Iterable<Language>, sandbox: Sandbox): Promise<Tools> {
  const versions = new Map<string, string>();
  const missing: { language: Language; because: string }[] = [];
  for (const language of new Set(languages)) {
    const { tools, command } = kitOf(language);
    const job = { tree: new Map(), command: tools, limitMs: 60_000 };
    const outcome = await sandbox.run(job);
    const output = outcome.kind === "unavailable" ? outcome.because : outcome.output.trim();
    const found = outcome.kind === "finished" && outcome.code === 0 && /\d/.test(output);
    if (found) versions.set(command, `${language} ${output}`);
    else missing.push({ language, because: `\`${tools}\` does not run: ${output}` });
  }
  return { versions, missing };
}
