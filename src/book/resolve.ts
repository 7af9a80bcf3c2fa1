// From what is written in an answer book to what can be drawn: changes applied, odds filled in.
import { no, ok, type Result } from "../core/kernel.ts";
import type { Answer, Book, Entry, Imports, Odds, StepEntry, WrongAnswer } from "./book.ts";
import type { Written, WrittenAnswer, WrittenEntry } from "./format.ts";

/** A mistake and where it stands, as keys and positions from the top of the file. */
export interface Problem {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

type Report = (at: Problem["at"], message: string) => void;

const noImports: Imports = { add: [], remove: [] };

/** Applies changes and checks what the format alone cannot. @returns the book or all mistakes. */
export function resolve(written: Written): Result<Book, readonly Problem[]> {
  const problems: Problem[] = [];
  const report: Report = (at, message) => void problems.push({ at, message });
  const part = (key: "requirements" | "plan"): Entry | null => {
    const entry = written[key];
    return entry ? entryOf(entry, written.odds, noImports, "json", [key], report) : null;
  };
  const requirements = part("requirements");
  const plan = part("plan");
  const parts = written.parts.flatMap((part, i) => {
    const entry = entryOf(part, written.odds, noImports, "json", ["parts", i], report);
    return entry ? [{ ...entry, part: part.part }] : [];
  });
  const replans = written.replans.flatMap((replan, i) => {
    const entry = entryOf(replan, written.odds, noImports, "json", ["replans", i], report);
    return entry ? [{ ...entry, unit: replan.unit }] : [];
  });
  const steps: StepEntry[] = [];
  written.steps.forEach((step, i) => {
    const { place, unit = null } = step;
    if (steps.some((other) => other.place === place && other.unit === unit)) {
      const whom = unit === null ? "" : ` for unit ${unit}`;
      report(["steps", i, "place"], `"${place}"${whom} is answered twice; keep one entry`);
    }
    const entry = entryOf(step, written.odds, step.imports, "text", ["steps", i], report);
    const probes = step.probes.map((probe) => ({ ...probe, imports: noImports }));
    if (entry) steps.push({ ...entry, place, unit, probes });
  });
  if (sum(Object.values(written.choice)) === 0) report(["choice"], "all shares are 0");
  if (problems.length > 0) return no(problems);
  const { about, odds, choice } = written;
  return ok({ about, odds, choice, requirements, plan, parts, replans, steps });
}

function entryOf(
  entry: WrittenEntry,
  standard: Odds,
  imports: Imports,
  kind: "text" | "json",
  at: Problem["at"],
  report: Report,
): Entry | null {
  const [firstWritten, ...others] = entry.right;
  if (!firstWritten) return null;
  const own = wholeText(firstWritten, kind);
  if (own === null) {
    const said = `must have "${kind}": the other answers may be changes to it`;
    report([...at, "right", 0], `the first right answer ${said}`);
    return null;
  }
  const resolved = (answer: WrittenAnswer, where: Problem["at"]): Answer => ({
    text: textOf(answer, own, kind, where, report),
    weight: answer.weight,
    imports: answer.imports ?? imports,
  });
  const first = resolved(firstWritten, [...at, "right", 0]);
  const right = others.map((answer, i) => resolved(answer, [...at, "right", i + 1]));
  const wrong: WrongAnswer[] = entry.wrong.map((answer, i) => {
    const { why, visible } = answer;
    return { ...resolved(answer, [...at, "wrong", i]), why, visible };
  });
  const odds = oddsOf(standard, entry.odds ?? {});
  checkOdds(odds, [first, ...right], wrong, at, report);
  return { odds, right: [first, ...right], wrong };
}

function oddsOf(standard: Odds, own: { readonly [K in keyof Odds]?: number | undefined }): Odds {
  return {
    right: own.right ?? standard.right,
    wrong: own.wrong ?? standard.wrong,
    truncated: own.truncated ?? standard.truncated,
    overlong: own.overlong ?? standard.overlong,
    misformatted: own.misformatted ?? standard.misformatted,
    refusing: own.refusing ?? standard.refusing,
  };
}

function checkOdds(
  odds: Odds,
  right: readonly Answer[],
  wrong: readonly Answer[],
  at: Problem["at"],
  report: Report,
): void {
  if (sum(Object.values(odds)) === 0) report([...at, "odds"], "all shares are 0");
  if (sum(right.map((a) => a.weight)) === 0) report([...at, "right"], "all weights are 0");
  if (odds.wrong > 0 && sum(wrong.map((a) => a.weight)) === 0) {
    const advice = 'write a wrong answer, or "odds: { wrong: 0 }"';
    report(at, `wrong answers have a share of ${odds.wrong} but there is none to draw; ${advice}`);
  }
}

/** The text of an answer that is written in full; null when it is a change or of the other kind. */
function wholeText(answer: WrittenAnswer, kind: "text" | "json"): string | null {
  if (answer.change) return null;
  if (kind === "json") return answer.json ? JSON.stringify(answer.json, null, 2) : null;
  return answer.text ?? null;
}

function textOf(
  answer: WrittenAnswer,
  base: string,
  kind: "text" | "json",
  at: Problem["at"],
  report: Report,
): string {
  const ways = [answer.text, answer.json, answer.change].filter((way) => way !== undefined);
  const whole = wholeText(answer, kind);
  if (ways.length !== 1 || (whole === null && !answer.change)) {
    report(at, `needs exactly one of "${kind}" and "change"`);
    return base;
  }
  if (whole !== null) return whole;
  let text = base;
  answer.change?.forEach(({ from, to, all }, i) => {
    const times = text.split(from).length - 1;
    const where = [...at, "change", i, "from"];
    if (times === 0) report(where, `${shown(from)} does not occur in the first right answer`);
    else if (times > 1 && !all) {
      report(where, `${shown(from)} occurs ${times} times; quote more of it, or add "all: true"`);
    }
    text = text.replaceAll(from, () => to);
  });
  if (text === base) report(at, "is the same as the first right answer");
  else if (kind === "json" && !isJson(text)) report(at, "is no longer JSON after its changes");
  return text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 60));
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
