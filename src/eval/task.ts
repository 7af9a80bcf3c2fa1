// A task of the evaluation: a repository, one place in it to write, and answers known beforehand.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { Book, StepEntry } from "../book/book.ts";
import { parseBook } from "../book/parse.ts";
import type { Prompt } from "../core/agent/prompt.ts";
import { no, ok, type Result } from "../core/kernel.ts";
import { parsePath, type Entry, type Path, type Tree } from "../core/tree.ts";
import { format, type WrittenTask } from "./format.ts";
import { filesOf, kitOf, languages, testFile, type Case, type Language } from "./kits.ts";
import { packageText, type Source } from "./packages.ts";

export const halves = ["development", "reported"] as const;
export type Half = (typeof halves)[number];

export interface Task {
  /** `javascript/clamp` */
  readonly id: string;
  readonly language: Language;
  /** The package that its code comes from; null for a fixture of our own. */
  readonly source: Source | null;
  readonly issue: { readonly title: string; readonly body: string };
  /** `src/clamp.js#clamp` */
  readonly place: string;
  /** What the default branch holds: the old symbol, and a test that it is there. */
  readonly tree: Tree;
  /** The same with the visible tests and another text for the symbol. */
  written(text: string): Tree;
  readonly command: string;
  /**
   * Everything that may be answered: all agree on one requirement, on a plan of one unit and on its
   * first step, the visible tests; its second step is the place.
   */
  readonly book: Book;
  /** Its entry for the place. */
  readonly entry: StepEntry;
  /**
   * The form of each right answer, from 0: answers of one form differ in spelling alone, those of
   * another one solve the task in another way, which no vote key sees to be the same.
   */
  readonly forms: readonly number[];
  /** Rules are tuned on one half, and what they come to is reported of the other one. */
  readonly half: Half;
  /** The symbol as the task finds it. */
  readonly old: string;
  /** One test for each wrong answer: as it should be, and as that answer would have it. */
  readonly probes: readonly { readonly right: string; readonly wrong: string }[];
  /** In no tree and in no prompt. */
  readonly held: { readonly path: Path; readonly text: string };
}

const folder = fileURLToPath(new URL("../../eval/tasks", import.meta.url));

/** Reads every task. @returns each mistake of the files as a sentence. */
export function readTasks(): Result<readonly Task[], readonly string[]> {
  const tasks: Task[] = [];
  const mistakes: string[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()) {
    const read = format.safeParse(parse(readFileSync(join(folder, name), "utf8")));
    if (!read.success) {
      for (const { path, message } of read.error.issues)
        mistakes.push(`${name} ${path.map(String).join(".")}: ${message}`);
      continue;
    }
    const { language } = read.data;
    for (const [i, written] of read.data.tasks.entries()) {
      const task = taskOf(written, language, halfOf(language, i));
      if (task.ok) tasks.push(task.value);
      else mistakes.push(...task.error.map((one) => `${name} ${written.name}: ${one}`));
    }
  }
  return mistakes.length > 0 ? no(mistakes) : ok(tasks);
}

type Made<T> = Result<T, readonly string[]>;

/**
 * Tasks of a file take turns, and so do languages in which half their first task is: a task that is
 * written at the end of its file moves no other one.
 */
const halfOf = (language: Language, i: number): Half =>
  (languages.indexOf(language) + i) % 2 === 0 ? "development" : "reported";

function taskOf(written: WrittenTask, language: Language, half: Half): Made<Task> {
  const { name, path, symbol, around, right, wrong, visible, held } = written;
  const source = written.package ?? null;
  const first = source === null ? ok(null) : packageText(source);
  if (!first.ok) return no([first.error]);
  const place = `${path}#${symbol}`;
  const kit = kitOf(language);
  const header = written.header ?? kit.header(symbol, path);
  const shown = wrong.map(({ shows: [call, want] }): Case => [call, want]);
  const tests = (title: string, cases: readonly Case[]): string =>
    testFile(language, title, header, cases);
  const names = [path, kit.testPath("visible"), kit.testPath("held")];
  const [file, visiblePath, heldPath] = names.map(parsePath);
  if (!file || !visiblePath || !heldPath) return no([`${path} is no path`]);
  const test = { path: visiblePath, text: tests("visible", visible) };
  const [title = "", ...body] = written.issue.split("\n");
  const answered = bookOf(written, place, title, first.value, test);
  if (!answered.ok) return answered;
  const { book, entry, before } = answered.value;
  const base = treeOf(language, {
    ...written.files,
    [kit.testPath("base")]: tests("base", [kit.smoke(symbol)]),
  });
  if (!base.ok) return no([base.error]);
  const put = (at: Path, content: string) => [at, { mode: "100644", content }] as const;
  const withSymbol = (text: string) =>
    put(
      file,
      around.replace("@@", () => text),
    );
  return ok({
    id: `${language}/${name}`,
    language,
    source,
    issue: { title, body: body.join("\n").trim() },
    place,
    tree: new Map([...base.value, withSymbol(before)]),
    written: (text) => new Map([...base.value, withSymbol(text), put(test.path, test.text)]),
    command: kit.command,
    book,
    entry,
    forms: formsOf(right, first.value),
    half,
    old: before,
    probes: wrong.map(({ shows: [call, want, gives] }) => ({
      right: tests("probe", [[call, want]]),
      wrong: tests("probe", [[call, gives]]),
    })),
    held: { path: heldPath, text: tests("held", [...visible, ...shown, ...held]) },
  });
}

interface Answered {
  readonly book: Book;
  readonly entry: StepEntry;
  /** The old symbol, which may be written as a change, too. */
  readonly before: string;
}

/** A change is another spelling of the first right answer, each text a form of its own. */
function formsOf(right: WrittenTask["right"], original: string | null): readonly number[] {
  let last = original === null ? -1 : 0;
  const forms = right.map(({ text }) => (text === undefined ? 0 : (last += 1)));
  return original === null ? forms : [0, ...forms];
}

function bookOf(
  { name, issue, before, right, wrong, path, symbol }: WrittenTask,
  place: string,
  title: string,
  original: string | null,
  test: { readonly path: Path; readonly text: string },
): Made<Answered> {
  const rights = original === null ? right : [{ text: original }, ...right];
  const old = { why: "the text as it was", ...before };
  const mistakes = wrong.map(({ text, change, why, visible }) => ({ text, change, why, visible }));
  const agreed = (json: object) => ({ odds: certain, right: [{ json }] });
  const plan = (task: string) => ({ units: [unitOf(path, symbol, task, title, test.path)] });
  const answers = {
    book: 1,
    about: name,
    requirements: agreed({ requirements: [requirementOf(symbol, title)] }),
    plan: agreed(plan(issue.trim())),
    replans: [{ unit: "u1", ...agreed(plan(anew)) }],
    steps: [
      { place: test.path, odds: certain, right: [{ text: test.text }] },
      { place, right: rights, wrong: [...mistakes, old] },
    ],
  };
  const read = parseBook(JSON.stringify(answers));
  if (!read.ok) return read;
  const { steps } = read.value;
  const all = steps.find((one) => one.place === place);
  const text = all?.wrong.at(-1)?.text;
  if (!all || text === undefined) return no(["it has no answers"]);
  const entry = { ...all, wrong: all.wrong.slice(0, -1) };
  const others = steps.filter((one) => one !== all);
  return ok({ book: { ...read.value, steps: [...others, entry] }, entry, before: text });
}

/** What all agree on comes as it should, always. */
const certain = { wrong: 0, truncated: 0, overlong: 0, misformatted: 0, refusing: 0 };

/** Whether a question is about the place: everything else is agreed on beforehand. */
export const concerns = ({ about }: Prompt, { place }: Task): boolean =>
  "place" in about && about.place === place;

function treeOf(language: Language, files: Readonly<Record<string, string>>): Result<Tree, string> {
  const tree = new Map<Path, Entry>(filesOf(language));
  for (const [name, content] of Object.entries(files)) {
    const path = parsePath(name);
    if (path === null) return no(`${name} is no path`);
    tree.set(path, { mode: "100644", content });
  }
  return ok(tree);
}

/** Said of the place where its unit is planned anew. */
const anew = "Do what the issue says; mind what it says of rare input.";

const requirementOf = (symbol: string, title: string) => ({
  id: "R1",
  ears: `The \`${symbol}\` function shall do what the issue says.`,
  quote: title,
  priority: "must",
  acceptance: [{ method: "inspection", expected: "It does, for common and for rare input." }],
});

function unitOf(path: string, symbol: string, task: string, title: string, test: Path) {
  const step = (kind: string, target: object, what: string) => ({
    kind,
    target,
    task: what,
    signatureMayChange: false,
  });
  const steps = [
    step("test", { kind: "file", path: test }, "Test what the issue says of common input."),
    step("code", { kind: "symbol", path, symbol, ordinal: 0 }, task),
  ];
  return { id: "u1", title, requirements: ["R1"], needs: [], steps };
}
