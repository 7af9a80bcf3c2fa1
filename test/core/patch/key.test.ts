// The vote key over real functions: other spellings keep it, mutants never do.
import { describe, expect, it } from "vitest";
import { mutantsOf } from "../../../scripts/bench/mutants.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { broken, dice, formOf, samples, withSplices } from "./corpus.ts";
import { equivalents } from "./equivalents.ts";

const syntax = await openSyntax();
const corpus = samples(syntax, 60);

describe("the vote key", () => {
  it("is one for other spellings of real functions", () => {
    const counts: Record<string, { same: number; all: number }> = {};
    const apart: string[] = [];
    const roll = dice(7);
    for (const sample of corpus) {
      for (const [kind, spell] of Object.entries(equivalents)) {
        const text = spell(sample, roll);
        const parsed = text === null ? null : syntax.parse(sample.language, text);
        if (!parsed || parsed.errors.length > 0 || broken(parsed.root)) continue;
        const count = (counts[kind] ??= { same: 0, all: 0 });
        count.all += 1;
        if (formOf(parsed) === formOf(sample.parsed)) count.same += 1;
        else apart.push(`${kind} ${sample.from}`);
      }
    }
    process.stdout.write(`recall ${JSON.stringify(counts)}\n`);
    const all = Object.values(counts).reduce((sum, c) => sum + c.all, 0);
    expect(all).toBeGreaterThan(800);
    expect(apart).toEqual([]);
  });

  it("is never one for a function and a mutant of it", () => {
    const counts: Record<string, number> = {};
    const merged: string[] = [];
    const roll = dice(11);
    for (const sample of corpus) {
      const form = formOf(sample.parsed);
      const all = mutantsOf(sample.parsed);
      const step = Math.max(1, Math.floor(all.length / 18));
      for (let n = roll(step); n < all.length; n += step) {
        const mutant = all[n];
        if (!mutant) continue;
        const parsed = syntax.parse(sample.language, withSplices(sample.parsed.text, [mutant]));
        if (!parsed || parsed.errors.length > 0) continue;
        counts[mutant.kind] = (counts[mutant.kind] ?? 0) + 1;
        const { kind, start, text } = mutant;
        if (formOf(parsed) === form) merged.push(`${kind} ${sample.from} at ${start}: ${text}`);
      }
    }
    process.stdout.write(`mutants ${JSON.stringify(counts)}\n`);
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(3000);
    expect(merged).toEqual([]);
  });
});
