// `npm run bench:syntax`: what the syntax oracle sees and what it alarms for in vain, as JSON.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Language } from "../../src/core/patch/syntax.ts";
import { newError } from "../../src/core/redflag/syntax.ts";
import { languages } from "../../src/syntax/languages.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { brokenOnes } from "./injected.ts";
import { judged, type Candidate, type Verdict } from "./judges.ts";
import { filesOf, prepare, sources, textOf } from "./sources.ts";

const { values: options } = parseArgs({
  options: {
    files: { type: "string", default: "200" },
    broken: { type: "string", default: "100" },
    only: { type: "string", default: languages.join(",") },
    show: { type: "string", default: "0" },
    work: { type: "string", default: join(tmpdir(), "quorum-bench") },
  },
});
const charsMax = 20_000;

const hasErrors = (language: Language, text: string): boolean =>
  syntax.parse(language, text)?.errors.length !== 0;

/** Whether a change from one text to the other would be spoiled for its syntax. */
function spoils(language: Language, before: string, after: string): boolean {
  const parsed = syntax.parse(language, after);
  return parsed === null || newError(syntax.parse(language, before), parsed) !== null;
}

function measured(language: Language): unknown {
  const source = sources.find((one) => one.language === language);
  const paths = source ? filesOf(source, options.work) : [];
  const step = Math.max(1, Math.floor(paths.length / Number(options.files)));
  const files = paths
    .filter((_, n) => n % step === 0)
    .slice(0, Number(options.files))
    .map((path): Candidate => ({ path, text: textOf(path) }));
  const alarms = files.filter(({ text }) => hasErrors(language, text)).length;
  const small = files.filter(({ text }) => text.length > 300 && text.length < charsMax);
  const wanted = Number(options.broken);
  const chosen = compiled(language, small.slice(0, wanted * 2)).slice(0, wanted);
  return { files: files.length, filesWithErrors: alarms, ...seen(language, chosen) };
}

/** Without the files of C and C++ that clang refuses as they are. */
function compiled(language: Language, files: readonly Candidate[]): readonly Candidate[] {
  if (language !== "c" && language !== "cpp") return files;
  const verdicts = judged(language, files, options.work);
  return files.filter((_, n) => verdicts[n] === "right");
}

interface Count {
  /** Texts that the judge refuses, and how many of them the oracle alarms for. */
  refused: number;
  seen: number;
  /** Those of them whose grammar is wrong. */
  grammar: number;
  grammarSeen: number;
  right: number;
  alarms: number;
  /** Alarms for places that the judge passes over, as behind `#ifdef _WIN32`. */
  unread: number;
}

const none = { refused: 0, seen: 0, grammar: 0, grammarSeen: 0, right: 0, alarms: 0, unread: 0 };

interface Broken extends Candidate {
  readonly kind: string;
  readonly base: string;
}

function seen(language: Language, files: readonly Candidate[]) {
  const broken = files.flatMap(({ text, path }, n) =>
    brokenOnes(text, n).map((one): Broken => ({ ...one, path, base: text })),
  );
  const verdicts = judged(language, broken, options.work);
  const raised = broken.map(({ base, text }) => spoils(language, base, text));
  const vain = broken.filter((_, n) => verdicts[n] === "right" && raised[n]);
  const unread = passedOver(language, vain);
  const kinds: Record<string, Count> = {};
  const total: Count = { ...none };
  for (const [n, one] of broken.entries()) {
    const verdict = unread.has(one) ? "unread" : (verdicts[n] ?? "right");
    const alarm = raised[n] === true;
    for (const count of [(kinds[one.kind] ??= { ...none }), total]) put(count, verdict, alarm);
    if (alarm === (verdict === "right")) shown(verdict, one);
  }
  const byKind = Object.entries(kinds).map(([kind, count]) => [kind, shares(count)]);
  return { broken: files.length, ...shares(total), kinds: Object.fromEntries(byKind) };
}

/** Those where the judge does not even mind a fence on the line of the mistake. */
function passedOver(language: Language, texts: readonly Broken[]): ReadonlySet<Broken> {
  const fenced = texts.map(({ base, text, path }) => {
    const lines = base.split("\n");
    return { path, text: lines.toSpliced(firstChange(base, text), 0, "```").join("\n") };
  });
  const verdicts = judged(language, fenced, options.work);
  return new Set(texts.filter((_, n) => verdicts[n] === "right"));
}

/** The number of the first line that differs, from 0. */
function firstChange(before: string, after: string): number {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const at = old.findIndex((line, n) => line !== now[n]);
  return at < 0 ? old.length : at;
}

function put(count: Count, verdict: Verdict | "unread", alarm: boolean): void {
  const one = alarm ? 1 : 0;
  if (verdict === "unread") count.unread += 1;
  else if (verdict === "right") {
    count.right += 1;
    count.alarms += one;
  } else {
    count.refused += 1;
    count.seen += one;
  }
  if (verdict !== "grammar") return;
  count.grammar += 1;
  count.grammarSeen += one;
}

const share = (part: number, of: number): string =>
  of === 0 ? "none" : `${((100 * part) / of).toFixed(1)} % of ${of}`;

const shares = (count: Count) => ({
  seen: share(count.seen, count.refused),
  seenOfGrammar: share(count.grammarSeen, count.grammar),
  alarmsInVain: share(count.alarms, count.right),
  alarmsUnread: count.unread,
});

let left = Number(options.show);

/** With `--show n`: the first n texts that judge and oracle do not agree about. */
function shown(verdict: string, { kind, path, base, text }: Broken): void {
  if (left <= 0) return;
  left -= 1;
  const at = firstChange(base, text);
  const near = (whole: string): string =>
    whole
      .split("\n")
      .slice(Math.max(0, at - 1), at + 2)
      .join("\n");
  process.stderr.write(
    `--- ${verdict}: ${kind} ${path}:${at + 1}\n${near(base)}\n+++\n${near(text)}\n`,
  );
}

const syntax = await openSyntax();
prepare(options.work);
const rows: Record<string, unknown> = {};
for (const language of languages) {
  if (options.only.split(",").includes(language)) rows[language] = measured(language);
}
process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
