// The answer book's file format: what is written by hand, checked key by key, nothing resolved yet.
import { z } from "zod";

const share = z.number().min(0).max(1_000_000);
const line = z.string().min(1).max(1000);
const text = z.string().min(1).max(200_000);

const odds = z.strictObject({
  right: share.default(72),
  wrong: share.default(9),
  truncated: share.default(5),
  overlong: share.default(3),
  misformatted: share.default(6),
  refusing: share.default(5),
});

/** What an entry changes in the book's odds; a default here would hide them. */
const ownOdds = z.strictObject({
  right: share.optional(),
  wrong: share.optional(),
  truncated: share.optional(),
  overlong: share.optional(),
  misformatted: share.optional(),
  refusing: share.optional(),
});

const choiceOdds = z.strictObject({
  right: share.default(96),
  other: share.default(2),
  none: share.default(2),
});

/** One replacement in the entry's first right answer. */
const change = z.strictObject({
  from: text,
  to: z.string().max(200_000),
  all: z.boolean().default(false),
});

const imports = z.strictObject({
  add: z.array(line).max(20).default([]),
  remove: z.array(line).max(20).default([]),
});

const answer = {
  /** The whole text of the symbol or file. */
  text: text.optional(),
  /** The value of a requirements or plan answer. */
  json: z.record(z.string(), z.json()).optional(),
  /** The entry's first right answer with these replacements, in order. */
  change: z.array(change).min(1).max(50).optional(),
  weight: share.default(1),
  imports: imports.optional(),
};

const wrong = z.strictObject({
  ...answer,
  why: line,
  visible: z.boolean().default(false),
});

const answers = {
  odds: ownOdds.optional(),
  right: z.array(z.strictObject(answer)).min(1).max(50),
  wrong: z.array(wrong).max(50).default([]),
};

export const format = z.strictObject({
  book: z.literal(1),
  about: line.default("answers"),
  odds: odds.prefault({}),
  choice: choiceOdds.prefault({}),
  requirements: z.strictObject(answers).optional(),
  plan: z.strictObject(answers).optional(),
  parts: z
    .array(z.strictObject({ part: line, ...answers }))
    .max(300)
    .default([]),
  replans: z
    .array(z.strictObject({ unit: line, ...answers }))
    .max(300)
    .default([]),
  steps: z
    .array(
      z.strictObject({
        place: line,
        unit: line.optional(),
        imports: imports.prefault({}),
        ...answers,
        probes: z
          .array(z.strictObject({ text, weight: share.default(1) }))
          .max(50)
          .default([]),
      }),
    )
    .max(5000)
    .default([]),
});

export type Written = z.output<typeof format>;
export type WrittenAnswer = Written["steps"][number]["right"][number];
export type WrittenEntry = Pick<Written["steps"][number], "odds" | "right" | "wrong">;

/** Every key of the format, for "did you mean". */
export const knownKeys: readonly string[] = [
  "book about odds choice requirements plan parts part replans steps probes place unit imports",
  "add remove right wrong text json change weight why visible from to all other none",
  "truncated overlong misformatted refusing",
].flatMap((line) => line.split(" "));
