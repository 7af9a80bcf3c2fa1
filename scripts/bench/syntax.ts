// `npm run bench:syntax`: what the syntax oracle sees and what it alarms for in vain, as JSON.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Language } from "../../src/core/patch/syntax.ts";
import { languages } from "../../src/syntax/languages.ts";
import { openSyntax } from "../../src/syntax/open.ts";
import { brokenOnes } from "./injected.ts";
import { judged } from "./judges.ts";
import { filesOf, prepare, sources, textOf } from "./sources.ts";

const { values: options } = parseArgs({
  options: {
    files: { type: "string", default: "200" },
    broken: { type: "string", default: "100" },
    only: { type: "string", default: languages.join(",") },
    work: { type: "string", default: join(tmpdir(), "quorum-bench") },
  },
});
const charsMax = 20_000;

function errorsIn(language: Language, text: string): number {
  return syntax.parse(language, text)?.errors.length ?? 1;
}

function measured(language: Language): unknown {
  const source = sources.find((one) => one.language === language);
  const files = source ? filesOf(source, options.work) : [];
  const step = Math.max(1, Math.floor(files.length / Number(options.files)));
  const texts = files
    .filter((_, n) => n % step === 0)
    .slice(0, Number(options.files))
    .map(textOf);
  const alarms = texts.filter((text) => errorsIn(language, text) > 0).length;
  const small = texts.filter((text) => text.length > 300 && text.length < charsMax);
  const chosen = small.slice(0, Number(options.broken));
  return { files: texts.length, filesWithErrors: alarms, ...seen(language, chosen) };
}

interface Count {
  wrong: number;
  seen: number;
  right: number;
  alarms: number;
}

function seen(language: Language, texts: readonly string[]) {
  const unjudged = language === "c" || language === "cpp";
  const broken = texts
    .flatMap((base, n) => brokenOnes(base, n).map((one) => ({ ...one, base })))
    .filter(({ kind }) => !unjudged || !/blank|indent/.test(kind));
  const all = broken.map(({ text }) => text);
  const right = judged(language, all, options.work);
  const kinds: Record<string, Count> = {};
  const total: Count = { wrong: 0, seen: 0, right: 0, alarms: 0 };
  for (const [n, { kind, text, base }] of broken.entries()) {
    const raised = errorsIn(language, text) > errorsIn(language, base);
    for (const count of [(kinds[kind] ??= { wrong: 0, seen: 0, right: 0, alarms: 0 }), total]) {
      if (right?.[n] === true) {
        count.right += 1;
        count.alarms += raised ? 1 : 0;
      } else {
        count.wrong += 1;
        count.seen += raised ? 1 : 0;
      }
    }
  }
  const share = (part: number, of: number): string =>
    of === 0 ? "none" : `${((100 * part) / of).toFixed(1)} % of ${of}`;
  const byKind = Object.entries(kinds).map(([kind, c]) => [kind, share(c.seen, c.wrong)]);
  return {
    judge: right === null ? "none: every text counts as wrong" : "the language's own parser",
    seen: share(total.seen, total.wrong),
    alarmsInVain: share(total.alarms, total.right),
    kinds: Object.fromEntries(byKind),
  };
}

const syntax = await openSyntax();
prepare(options.work);
const rows: Record<string, unknown> = {};
for (const language of languages) {
  if (options.only.split(",").includes(language)) rows[language] = measured(language);
}
process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
