// Voting on the sample under 50 seeds: no wrong step is elected, and one draw alone often errs.
import { expect, it } from "vitest";
import type { Prompt } from "../../src/core/agent/prompt.ts";
import type { ClassId } from "../../src/core/vote/ballot.ts";
import { standing, type StopRule } from "../../src/core/vote/rule.ts";
import { cast, emptyTally } from "../../src/core/vote/tally.ts";
import type { Book, StepEntry } from "../../src/book/book.ts";
import { openBook } from "../../src/book/model.ts";
import { sampleBook } from "./stage.ts";

const seeds = [...Array(50).keys()];
const voting: StopRule = { unanimous: 3, lead: 5, capVotes: 24, strataMin: 1, samplesMax: 60 };
const nonce = "n0n0n0n0n0n0";
/** Steps that are not the last of their unit: nothing but their syntax and scope is checked. */
const early = (entry: StepEntry): boolean =>
  entry.place.startsWith("test/") || entry.place === "src/join.js";

const promptOf = (entry: StepEntry): Prompt => ({
  about: { kind: "step", place: entry.place, unit: "any" },
  system: "",
  user: "EDIT s1 0123456789ab edit replace_unit",
  nonce,
  outputTokensMax: 4000,
});

/** `right`, `wrong n`, or null for an answer that does not count. */
async function drawn(
  book: Book,
  entry: StepEntry,
  seed: number,
  n: number,
): Promise<string | null> {
  const draw = { model: 0, variant: 0, temperature: 0.2, seed: n };
  const sample = await openBook({ book, seed }).sample(promptOf(entry), draw);
  if (sample.kind !== "answered" || sample.finish !== "stop") return null;
  const [, body] = /^EDIT [^]*?\n=====UNIT \S+\n([^]*)\n=====END /.exec(sample.text) ?? [];
  if (body === undefined || !sample.text.endsWith(`=====END ${nonce}`)) return null;
  const said = `${body}\n`;
  if (entry.right.some(({ text }) => text === said)) return "right";
  const wrong = entry.wrong.findIndex(({ text }) => text === said);
  return wrong < 0 ? null : `wrong ${wrong}`;
}

/** A wrong class that the visible tests catch is struck, as verification does. */
const survives = (entry: StepEntry, name: string): boolean =>
  name === "right" || early(entry) || (entry.wrong[Number(name.slice(6))]?.visible ?? false);

async function elected(book: Book, entry: StepEntry, seed: number): Promise<string> {
  let tally = emptyTally;
  for (let n = 0; ; n += 1) {
    const now = standing(tally, voting);
    if (now.kind === "elected") return now.class;
    if (now.kind === "no agreement") return now.because;
    const name = await drawn(book, entry, seed, n);
    const counts = name !== null && survives(entry, name);
    tally = cast(
      tally,
      n,
      0,
      counts ? { kind: "valid", class: name as ClassId } : { kind: "spoiled", flags: ["check"] },
    );
  }
}

async function firstTaken(book: Book, entry: StepEntry, seed: number): Promise<string> {
  for (let n = 0; ; n += 1) {
    const name = await drawn(book, entry, seed, n);
    if (name !== null) return name;
  }
}

it("elects the right answer of every step in 50 seeds; one draw often errs", async () => {
  const book = await sampleBook();
  let astray = 0;
  for (const seed of seeds) {
    for (const entry of book.steps) {
      expect(await elected(book, entry, seed), `${entry.place}, seed ${seed}`).toBe("right");
      if ((await firstTaken(book, entry, seed)) !== "right") astray += 1;
    }
  }
  expect(astray).toBeGreaterThanOrEqual(10);
});
