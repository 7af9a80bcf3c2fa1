// `eval`: the engine and other rules on the same tasks and the same answers, at equal spend.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Misuse, Refusal, type Values, type Verb } from "./verb.ts";
import { machineClock } from "../clock.ts";
import { nearest } from "../core/config/config.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";
import { openDesk } from "../engine/desk.ts";
import { alone } from "../engine/turns.ts";
import { evaluation, toolsFor, type Wanted } from "../eval/evaluation.ts";
import { languages } from "../eval/kits.ts";
import { openOutcomes } from "../eval/outcomes.ts";
import { paced } from "../eval/paced.ts";
import { reportText } from "../eval/report.ts";
import { halves, readTasks, type Task } from "../eval/task.ts";
import { forms } from "../eval/world.ts";
import { openPlain } from "../sandbox/plain.ts";
import { openSandbox } from "../sandbox/sandbox.ts";
import { openSyntax } from "../syntax/open.ts";
import { chooseModel } from "./model.ts";
import { numberOf, textOf } from "./numbers.ts";

const cache = fileURLToPath(
  new URL("../../node_modules/.cache/quorum/eval.jsonl", import.meta.url),
);
const accuracies = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

export const verb: Verb = {
  help: "Evaluation: right, wrong and undecided merges on known tasks, beside other voting rules",
  usage:
    "npm run eval [-- --seeds 12 --p .6,.8 --language python --tasks clamp,chunk --json]\n" +
    "npm run eval -- --split development   (then --split reported, once)\n" +
    "npm run eval -- --model openai --seeds 1   (OPENAI_API_KEY, OPENAI_BASE_URL, QUORUM_MODEL)",
  options: {
    seeds: { type: "string", value: "N", help: "worlds for each accuracy; 12, or 1 with a model" },
    from: { type: "string", value: "N", help: "the first seed; 1" },
    p: { type: "string", value: "LIST", help: "mean accuracies of one answer; .4 to .9" },
    tasks: { type: "string", value: "LIST", help: "names of tasks; all" },
    language: { type: "string", value: "LIST", help: `of ${languages.join(", ")}; all` },
    split: { type: "string", value: "NAME", help: "a half: `development` or `reported`; all" },
    forms: { type: "string", value: "NAME", help: "of right answers: `one` a task, or `several`" },
    model: { type: "string", value: "NAME", help: "`book`, the standard, or `openai`" },
    measure: { type: "boolean", help: "forget what tests said before, and run them all again" },
    json: { type: "boolean", help: "one JSON object in place of the table" },
  },
  async run(values) {
    const json = values["json"] === true;
    const wanted = tasksOf(values);
    const p = accuraciesOf(values);
    const asked = textOf(values, "forms") ?? "one";
    const written = forms.find((one) => one === asked);
    if (!written) throw new Misuse(`--forms is "one" or "several", not "${asked}".`);
    const real = textOf(values, "model") === "openai";
    if (textOf(values, "model") !== null && !real && textOf(values, "model") !== "book")
      throw new Misuse(`--model is "book" or "openai", not "${textOf(values, "model")}".`);
    const whole = { min: 1, max: 10_000, whole: true };
    const seeds = numberOf(values, "seeds", whole, real ? 1 : 12);
    const from = numberOf(values, "from", whole, 1);
    const said = (line: string): void => console.error(line);
    const opened = await openBest(real, said);
    const chosen = real ? await chooseModel({ model: "openai" }, "", null) : null;
    try {
      if (values["measure"] === true) rmSync(cache, { force: true });
      const { versions, missing } = await toolsFor(
        wanted.map((task) => task.language),
        opened.sandbox,
      );
      const here = wanted.filter((task) => versions.has(task.command));
      if (here.length === 0) throw new Refusal("No tools of any of these languages are here.");
      const tools = (command: string): string => `${opened.kind} ${versions.get(command) ?? ""}`;
      const tests = openOutcomes(opened.sandbox, tools, cache);
      const answers: Wanted["answers"] = chosen
        ? { kind: "model", model: paced(chosen.model, machineClock), models: chosen.models }
        : { kind: "book", p, forms: written };
      const desk = await openEvalDesk(chosen?.models ?? ["book"]);
      const result = await evaluation(
        { tasks: here, desk, tests, from, seeds, answers, said },
        missing,
      );
      console.log(json ? JSON.stringify(result) : reportText(result));
      return 0;
    } finally {
      chosen?.close();
      await opened.close();
    }
  },
};

async function openEvalDesk(models: readonly string[]) {
  const syntax = await openSyntax();
  return openDesk(syntax, alone, models);
}

interface Opened {
  readonly kind: "bubblewrap" | "plain";
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** Without a sandbox only the answers that come with the tasks may run. */
async function openBest(real: boolean, said: (line: string) => void): Promise<Opened> {
  const opened = await openSandbox({});
  if (opened.ok) {
    return { kind: "bubblewrap", sandbox: opened.value, close: () => opened.value.close() };
  }
  const { because, remedy } = opened.error;
  if (real) throw new Refusal(`No sandbox: ${because} Nothing was executed. ${remedy}`);
  said(`no sandbox: ${because} ${remedy}`);
  said("the tasks' own answers run WITHOUT isolation; nothing else ever does");
  return { kind: "plain", sandbox: openPlain({}), close: async () => {} };
}

function listOf(values: Values, name: string): readonly string[] | null {
  const text = textOf(values, name);
  return text === null ? null : text.split(",").map((one) => one.trim());
}

/** @returns the tasks that are asked for. Throws Misuse with the nearest name, Refusal. */
function tasksOf(values: Values): readonly Task[] {
  const read = readTasks();
  if (!read.ok) throw new Refusal(`The tasks cannot be used:\n${read.error.join("\n")}`);
  const all = read.value;
  const names = listOf(values, "tasks");
  const wanted = listOf(values, "language");
  const split = textOf(values, "split") ?? "all";
  const nameOf = ({ id }: Task): string => id.slice(id.indexOf("/") + 1);
  const given: readonly (readonly [readonly string[], readonly string[]])[] = [
    [names ?? [], all.flatMap((task) => [task.id, nameOf(task)])],
    [wanted ?? [], languages],
    [[split], ["all", ...halves]],
  ];
  for (const [asked, known] of given) {
    const odd = asked.find((one) => !known.includes(one));
    if (odd === undefined) continue;
    const near = nearest(odd, known);
    throw new Misuse(`There is no "${odd}"${near ? `; did you mean "${near}"?` : ""}`);
  }
  const found = all.filter(
    (task) =>
      (names === null || names.includes(task.id) || names.includes(nameOf(task))) &&
      (wanted === null || wanted.includes(task.language)) &&
      (split === "all" || split === task.half),
  );
  if (found.length === 0) throw new Misuse("No task is all that was asked for.");
  return found;
}

function accuraciesOf(values: Values): readonly number[] {
  const list = listOf(values, "p");
  if (list === null) return accuracies;
  return list.map((text) => {
    const p = Number(text);
    if (text !== "" && p >= 0.05 && p <= 0.99) return p;
    throw new Misuse(`--p takes numbers from .05 to .99 between commas, not "${text}".`);
  });
}
