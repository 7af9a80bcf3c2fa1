// The format of a file of tasks, as it is written by hand: `eval/tasks/*.yaml`.
import { z } from "zod";
import { languages } from "./kits.ts";

const text = z.string().min(1).max(20_000);
const line = z.string().min(1).max(500);
const test = z.tuple([line, line]);

const change = z.array(z.strictObject({ from: text, to: z.string(), all: z.boolean().optional() }));

const answer = { text: text.optional(), change: change.min(1).optional() };

const task = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** First line is the title. */
  issue: text,
  path: line,
  symbol: line,
  /** Real code: the first right answer is this function of an installed package. */
  package: z
    .strictObject({
      name: line,
      version: line,
      file: line,
      symbol: line,
      /** SHA-256 of the function's text. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .optional(),
  /** The file around the symbol, whose text stands in place of `@@`. */
  around: text.default("@@"),
  /** Further files of the repository. */
  files: z.record(line, text).default({}),
  /** What opens test files, in place of the language's own words. */
  header: text.optional(),
  /** The symbol as the issue finds it. */
  before: z.strictObject(answer),
  right: z.array(z.strictObject(answer)).min(1),
  wrong: z
    .array(
      z.strictObject({
        ...answer,
        why: line,
        /** The visible tests let it through. */
        visible: z.boolean().default(false),
        /** A call, what it must give, and what this answer gives. */
        shows: z.tuple([line, line, line]),
      }),
    )
    .min(4),
  visible: z.array(test).min(1),
  /** Held-back cases beside those of `shows`. */
  held: z.array(test).default([]),
});

export const format = z.strictObject({ language: z.enum(languages), tasks: z.array(task).min(1) });

export type WrittenTask = z.output<typeof task>;
export type WrittenTasks = z.output<typeof format>;
