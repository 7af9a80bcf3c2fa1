// What prompts are made from is made once, whoever asks for it meanwhile.
import { expect, it } from "vitest";
import type { Syntax } from "../../src/core/patch/syntax.ts";
import { openQuestions } from "../../src/engine/questions.ts";
import { alone } from "../../src/engine/turns.ts";
import { treeOf } from "../core/plan/plans.ts";
import { fold, startedWith } from "../core/run/facts.ts";

const read: string[] = [];
let broken = false;
const syntax: Syntax = {
  languageOf: (path) => (path.endsWith(".ts") ? "typescript" : null),
  parse: () => null,
  skim(_, text) {
    if (broken) throw new Error("out of memory");
    read.push(text);
    return { symbols: [], uses: [] };
  },
  names: () => ({ defined: [], used: [] }),
};

it("reads a repository once for two surveys at a time, and again after a failure", async () => {
  const { survey } = openQuestions(syntax, alone, ["book"]);
  const tree = treeOf({ "src/a.ts": "one", "src/b.ts": "two" });
  const run = fold(startedWith());
  broken = true;
  await expect(survey(run, "files", tree)).rejects.toThrow("out of memory");
  broken = false;
  await Promise.all([survey(run, "files", tree), survey(run, "files", tree)]);
  expect(read).toEqual(["one", "two"]);
});
