// Flags of the answer as it came: refused, withheld, cut, empty, off its form, declined.
import { describe, expect, it } from "vitest";
import type { Answered } from "../../../src/core/agent/opened.ts";
import { readSample } from "../../../src/core/agent/read.ts";
import { baseHash } from "../../../src/core/patch/base.ts";
import { answerFlags } from "../../../src/core/redflag/answer.ts";
import { stepAt, treeOf } from "../patch/trees.ts";
import { nonce, noUsage, prompt, syntax } from "./reading.ts";

const step = stepAt("src/a.js#f");
const tree = treeOf({ "src/a.js": "export function f(a) {\n  return a;\n}\n" });
const hash = baseHash(tree, step, syntax);
const code = 'export function f(a) {\n  return "I cannot help" + a;\n}';

const edit = (text: string, ends = `=====END ${nonce}`): string =>
  `EDIT u1.1 ${hash} edit replace_unit\nSUMMARY Says it.\n=====UNIT ${nonce}\n${text}\n${ends}`;
const without = (decision: string): string => `EDIT u1.1 ${hash} ${decision} none\nSUMMARY So.`;
const said = (text: string, finish: "stop" | "length" | "filter" = "stop"): Answered => ({
  kind: "answered",
  text,
  finish,
  usage: noUsage,
});

const flags = (sample: Answered): readonly string[] => {
  const limits = { patchLinesMax: 400 };
  const opened = readSample({ sample, prompt, stepId: "u1.1", step, tree, syntax, limits });
  return opened.kind === "spoiled" ? opened.flags : [];
};

const raising: readonly (readonly [flag: string, what: string, sample: Answered])[] = [
  ["refusal", "a refusal of the provider's", { kind: "refused", text: "No.", usage: noUsage }],
  ["filter", "a whole answer that was withheld", said(edit(code), "filter")],
  ["truncation", "an answer that was cut, whole as it looks", said(edit(code), "length")],
  ["empty", "white space", said(" \n\t\u00a0")],
  ["format", "words before the form", said(`Here you are:\n${edit(code)}`)],
  ["format", "a fence around the form", said(`\`\`\`\n${edit(code)}\n\`\`\``)],
  ["format", "an end marker of another question", said(edit(code, "=====END zzzzzzzzzzzz"))],
  ["format", "an answer to another text", said(edit(code).replace(hash, "0123456789ab"))],
  ["format", "words of refusal in place of the form", said("I am sorry, I cannot do that.")],
  ["declined", "a step that cannot be done", said(without("cannot_do"))],
];

describe("flags of an answer", () => {
  it.each(raising)("%s: %s", (flag, _what, sample) => {
    expect(flags(sample)).toEqual([flag]);
  });

  it.each([
    ["code that speaks of refusing", said(edit(code))],
    [
      "line ends of another system, and blank ends",
      said(`\n${edit(code)}\n\n`.replaceAll("\n", "\r\n")),
    ],
    ["a step that needs no change", said(without("no_change_needed"))],
  ])("are not raised by %s", (_what, sample) => {
    expect(flags(sample)).toEqual([]);
  });

  it("are all raised above", () => {
    const raised = new Set(raising.map(([flag]) => flag));
    expect(answerFlags.map((flag) => flag.id).filter((id) => !raised.has(id))).toEqual([]);
  });
});
