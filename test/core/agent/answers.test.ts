// Opening proposals and ballots: every way in which an answer can be off spoils it, with its flag.
import { describe, expect, it } from "vitest";
import { askRequirements } from "../../../src/core/agent/ask.ts";
import { askChoice, readChoice } from "../../../src/core/agent/choose.ts";
import { jsonAnswer } from "../../../src/core/agent/envelope.ts";
import type { Answered } from "../../../src/core/agent/opened.ts";
import { readProposal } from "../../../src/core/agent/propose.ts";
import { planClass } from "../../../src/core/plan/class.ts";
import { parsePlan } from "../../../src/core/plan/parse.ts";
import { parseRequirements } from "../../../src/core/requirement/parse.ts";
import { frame, planOf, symbolStep, unit } from "../plan/plans.ts";

const nonce = "abcdefghij12";
const issue = { title: "Titles", body: "Titles shall be trimmed." };
const asked = { nonce, variant: 0, outputTokensMax: 500, issue };
const prompt = askRequirements({ ...asked, outline: [], guides: [], metrics: [] });
const usage = { inputTokens: 10, outputTokens: 100, microUsd: 5 };
const answered = (text: string, more: Partial<Extract<Answered, { kind: "answered" }>> = {}) =>
  ({ kind: "answered", text, finish: "stop", usage, ...more }) as const;

const requirements = [
  {
    id: "R1",
    ears: "The store shall trim titles.",
    quote: "Titles shall be trimmed",
    priority: "must",
    acceptance: "a is stored",
  },
];
const read = (sample: Answered) =>
  readProposal("requirements", sample, prompt, (v) => parseRequirements(v, issue.body));
const good = jsonAnswer(nonce, { requirements });
const again = String.raw`"i\u0064":"R1","id":"R1"`;

describe("readProposal", () => {
  it("gives a valid proposal its class and the JSON that the run will hold", () => {
    const opened = read(answered(good));
    const acceptance = {
      id: "R1.A1",
      method: "test",
      given: "",
      when: "",
      expected: "a is stored",
    };
    const filled = { kind: "functional", acceptance: [acceptance], measure: null };
    const held = opened.kind === "valid" ? (JSON.parse(opened.text) as unknown) : null;
    expect(held).toEqual(requirements.map((r) => ({ ...r, ...filled })));
  });

  it("classes two wordings of one plan alike and holds every default", () => {
    const units = [unit(1, [symbolStep("src/a.ts", "f")])];
    const sample = answered(jsonAnswer(nonce, { units }));
    const opened = readProposal("plan", sample, prompt, (v) => parsePlan(v, frame));
    const plan = planOf(units);
    expect(opened).toEqual({ kind: "valid", class: planClass(plan), text: JSON.stringify(plan) });
  });

  it.each<[string, Answered, string]>([
    ["a refusal", { kind: "refused", text: "I cannot\nhelp.", usage }, "refusal"],
    ["a withheld answer", answered(good, { finish: "filter" }), "filter"],
    ["a cut answer, however complete it looks", answered(good, { finish: "length" }), "truncation"],
    ["white space", answered(" \n\t"), "empty"],
    ["too many tokens", answered(good, { usage: { ...usage, outputTokens: 501 } }), "length"],
    ["a long text without a token count", answered(`${good}${" ".repeat(9000)}`), "length"],
    ["a fenced answer", answered(`\`\`\`json\n${good}\n\`\`\``), "format"],
    ["a key given twice", answered(good.replace('"id":"R1"', '"id":"R2","id":"R1"')), "format"],
    ["a key given twice, once escaped", answered(good.replace('"id":"R1"', again)), "format"],
    ["a list given twice", answered(good.replace("{", '{"requirements":[],')), "format"],
    ["an extra key", answered(good.replace('"id":"R1"', '"id":"R1","to":"x"')), "content"],
    ["an invented quote", answered(good.replace("be trimmed", "be burnt")), "content"],
    ["another shape", answered(jsonAnswer(nonce, [1, 2])), "content"],
  ])("spoils %s", (_, sample, flag) => {
    expect(read(sample)).toMatchObject({ kind: "spoiled", flags: [flag] });
  });

  it.each([String.raw`a \": {\"id\": 1} \\`, "\u2028: : :", "\\t: [:] {}"])(
    "takes no words for keys: %s",
    (words) => {
      const text = good.replace("a is stored", words);
      expect(read(answered(text))).toMatchObject({ kind: "valid" });
    },
  );

  it("says in one short line what was wrong", () => {
    const opened = read({ kind: "refused", text: "no\n".repeat(1000), usage });
    expect(opened.kind === "spoiled" && opened.detail.length).toBe(300);
  });
});

describe("readChoice", () => {
  const options = [JSON.stringify(requirements), "[]"];
  const ballot = askChoice({
    nonce,
    variant: 0,
    outputTokensMax: 500,
    of: "requirements",
    unit: null,
    issue,
    requirements: [],
    options,
  });
  const open = (value: unknown) =>
    readChoice(answered(jsonAnswer(nonce, value)), ballot, ["x", "y"]);

  it("carries the options in the order shown", () => {
    expect(ballot.about).toEqual({ kind: "choice", of: "requirements", unit: null, options });
    expect(ballot.user.indexOf('"proposal 1"')).toBeLessThan(ballot.user.indexOf('"proposal 2"'));
  });

  it("counts for the proposal named, or for none", () => {
    expect(open({ choice: 2 })).toEqual({ kind: "valid", class: "y" });
    expect(open({ because: "R1 is missing", choice: 1 })).toEqual({ kind: "valid", class: "x" });
    expect(open({ choice: "none" })).toEqual({ kind: "valid", class: "none" });
  });

  it.each([
    [{ choice: 3 }, "content"],
    [{ choice: 0 }, "format"],
    [{ choice: 1.5 }, "format"],
    [{ choice: "1" }, "format"],
    [{ choice: "x" }, "format"],
    [{ choice: 1, also: 2 }, "format"],
    [{}, "format"],
    [1, "format"],
  ])("spoils %j", (value, flag) => {
    expect(open(value)).toMatchObject({ kind: "spoiled", flags: [flag] });
  });
});
