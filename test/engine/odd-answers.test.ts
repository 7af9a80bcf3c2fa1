// Answers that no model should give, to every kind of question: each is spoiled, and the run ends
// in a state that says so and from which a person goes on.
import { describe, expect, it } from "vitest";
import type { Prompt, Sample } from "../../src/core/agent/prompt.ts";
import { statusComment } from "../../src/core/report/status.ts";
import { items } from "../../src/core/vector.ts";
import type { Model } from "../../src/engine/ports.ts";
import { wholeRun } from "../book/whole-run.ts";
import { treeOf } from "../core/plan/plans.ts";
import { obeying } from "../injection/obeying.ts";
import { config, plainScene, reading } from "../injection/scene.ts";

type Kind = "requirements" | "plan" | "step";

const usage = { inputTokens: 10, outputTokens: 10, microUsd: 1 };
const said = (text: string): Sample => ({ kind: "answered", text, finish: "stop", usage });

/** A body in the form of the question, so that its inside is what is odd. */
function formed(prompt: Prompt, inside: string): Sample {
  const echo = /^EDIT (\S+ \S+) edit replace_unit$/m.exec(prompt.user)?.[1];
  const [open, head] =
    echo === undefined
      ? ["JSON", []]
      : ["UNIT", [`EDIT ${echo} edit replace_unit`, "SUMMARY does it"]];
  const { nonce } = prompt;
  return said([...head, `=====${open} ${nonce}`, inside, `=====END ${nonce}`].join("\n"));
}

const deep = (open: string, close: string): string => `${open.repeat(7000)}1${close.repeat(7000)}`;

const answers: readonly (readonly [what: string, of: (prompt: Prompt) => Sample])[] = [
  ["10 MB of one letter", () => said("x".repeat(10_000_000))],
  ["10 MB in the right form", (prompt) => formed(prompt, "a\n".repeat(5_000_000))],
  ["nothing", () => said("")],
  ["white space and invisible characters", () => said(" \u200B\n\uFEFF\t")],
  ["a byte order mark before the form", (prompt) => prefixed(prompt, "\uFEFF")],
  ["lists nested 7,000 deep", (prompt) => formed(prompt, deep("[", "]"))],
  ["objects nested 7,000 deep", (prompt) => formed(prompt, deep('{"units":', "}"))],
  ["brackets nested 7,000 deep", (prompt) => formed(prompt, `let a = ${deep("(", ")")};`)],
  ["brackets that never close", (prompt) => formed(prompt, "([{`${".repeat(4000))],
  ["a sum of 15,000 terms", (prompt) => formed(prompt, `let a = ${"1+".repeat(15_000)}1;`)],
  ["half a surrogate pair", (prompt) => formed(prompt, "\uD83D \uDE00 \uD83D")],
  ["null bytes", (prompt) => formed(prompt, "\u0000".repeat(1000))],
  ["a prototype", (prompt) => formed(prompt, '{"__proto__": {"units": []}, "constructor": 1}')],
  ["numbers beyond all bounds", (prompt) => formed(prompt, `[1e999, -0, ${"9".repeat(5000)}]`)],
  ["a cut answer", (prompt) => cut(prompt)],
  ["a withheld answer", () => ({ kind: "answered", text: "part", finish: "filter", usage })],
  ["a refusal", () => ({ kind: "refused", text: "I cannot help with that.", usage })],
];

function prefixed(prompt: Prompt, before: string): Sample {
  const sample = formed(prompt, "{}");
  return said(`x${before}${"text" in sample ? sample.text : ""}`);
}

const cut = (prompt: Prompt): Sample => {
  const sample = formed(prompt, "{}");
  const text = "text" in sample ? sample.text.slice(0, -20) : "";
  return { kind: "answered", text, finish: "length", usage };
};

/** Right answers, but to one kind of question. */
function oddAt(kind: Kind, of: (prompt: Prompt) => Sample): Model {
  const right = obeying(null, { found: 0, loose: 0, broken: new Set() }, false);
  return {
    costMax: right.costMax,
    sample: async (prompt, draw) =>
      prompt.about.kind === kind ? of(prompt) : right.sample(prompt, draw),
  };
}

describe.each(["requirements", "plan", "step"] as const)("to a %s", (kind) => {
  it.each(answers)("%s is spoiled, and a person is asked", async (_, of) => {
    const { run, github, events } = await wholeRun({
      tree: treeOf(plainScene.files),
      issue: { title: plainScene.title, body: plainScene.body },
      config,
      model: oddAt(kind, of),
      seed: "odd",
      tests: reading("keeps whole cents"),
      checked: true,
    });
    const stuck = kind === "step" ? items(run.units)[0]?.phase : run.phase;
    expect(stuck?.kind).toBe("stuck");
    const cause = stuck?.kind === "stuck" ? stuck.cause : "";
    expect(cause).toMatch(/8 samples were all spoiled \(|not counted: 8 × /);
    expect(statusComment(run)).toMatch(/\/quorum retry/);
    expect(github.pulls).toEqual([]);
    expect(events.some((event) => event.kind === "faltered")).toBe(false);
    const votes = events.flatMap((event) => (event.kind === "sampled" ? event.votes : []));
    for (const vote of votes) {
      if ("spoiled" in vote) expect(vote.detail?.length ?? 0).toBeLessThanOrEqual(300);
    }
    expect(JSON.stringify(events).length).toBeLessThan(100_000);
  });
});
