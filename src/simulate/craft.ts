// Agents, a model and a sandbox whose work is one word a file: right, wrong, or wrong where no
// test looks.
import { assert, no, ok } from "../core/kernel.ts";
import { parsePath, textAt, type Change, type Tree } from "../core/tree.ts";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import type { Plan, Unit } from "../core/plan/plan.ts";
import { pollKey } from "../core/run/action.ts";
import type { Vote } from "../core/run/event.ts";
import type { Run } from "../core/run/state.ts";
import type { Sandbox, SandboxJob } from "../core/verify/sandboxing.ts";
import type { Agents, Question, Written } from "../engine/agents.ts";
import type { Model } from "../engine/ports.ts";
import { numbered } from "./measures.ts";
import { hash, random, type Random } from "./random.ts";

/** Shares of what the simulated model says to a step; the rest of 1 is right. */
export interface Odds {
  readonly wrong: number;
  /** Wrong, but every visible test passes. */
  readonly hidden: number;
  readonly spoiled: number;
  readonly faltered: number;
}

export const usualOdds: Odds = { wrong: 0.08, hidden: 0.01, spoiled: 0.08, faltered: 0.03 };

/** A random DAG of 5 to 9 units with one or two steps each, every unit on files of its own. */
export function randomPlan(chance: Random): Plan {
  const units = Array.from({ length: chance.between(5, 9) }, (_, i) => {
    const needs: string[] = [];
    for (let j = 0; j < i; j += 1) if (chance.chance(1.2 / (i + 1))) needs.push(`u${j + 1}`);
    const steps = Array.from({ length: chance.between(1, 2) }, (_, step) => {
      const path = parsePath(`u${i + 1}/s${step + 1}.txt`);
      assert(path !== null, "a simulated path is a path");
      const target = { kind: "file", path } as const;
      return { kind: "code", target, task: "write right", signatureMayChange: false } as const;
    });
    return { id: `u${i + 1}`, title: `Unit ${i + 1}`, requirements: ["R1"], needs, steps };
  });
  return { units };
}

/** One unit of the plan, not the first, as a part of two or three units that a child run works. */
export function withPart(
  plan: Plan,
  chance: Random,
): { readonly plan: Plan; readonly inner: Plan } {
  const i = chance.between(1, plan.units.length - 1);
  const units = plan.units.map((unit, j) =>
    j === i ? { ...unit, steps: [], part: "write right" } : unit,
  );
  const inner = Array.from({ length: chance.between(2, 3) }, (_, n) => {
    const path = parsePath(`part/s${n + 1}.txt`);
    assert(path !== null, "a simulated path is a path");
    const target = { kind: "file", path } as const;
    const step = { kind: "code", target, task: "write right", signatureMayChange: false } as const;
    const needs = n > 0 && chance.chance(0.5) ? [`u${n}`] : [];
    return { id: `u${n + 1}`, title: `Inner ${n + 1}`, requirements: ["R1"], needs, steps: [step] };
  });
  return { plan: { units }, inner: { units: inner } };
}

const requirement = {
  id: "R1",
  ears: "The file shall say right.",
  quote: "right",
  priority: "must",
  acceptance: "it does",
};

/** A number is asked for where the settings can measure it. */
const requirementsOf = ({ started }: Run): string =>
  JSON.stringify(
    "words" in (started.config.measures ?? {}) ? [requirement, numbered] : [requirement],
  );

/** What the wrong proposals propose: the first unit and nothing else. */
export const wrongPlanOf = (plan: Plan): Plan => ({ units: plan.units.slice(0, 1) });

/** A unit planned anew: its steps the other way round, or wrongly without the last ones. */
function anew(unit: Unit, wrong: boolean): Plan {
  const steps = wrong ? unit.steps.slice(0, 1) : unit.steps.toReversed();
  return { units: [{ ...unit, needs: [], steps }] };
}

/** @param inner what child runs plan. */
export function simulatedAgents(plan: Plan, inner: Plan = plan): Agents {
  return {
    prompt: async (q): Promise<Prompt> => ({
      about: { kind: "step", place: `${pollKey(q.poll)}/${q.n}`, unit: "" },
      system: q.poll.kind,
      user: "",
      nonce: "",
      outputTokensMax: 10,
    }),
    survey: () => Promise.resolve({ options: [] }),
    draw: (q): Draw => ({ model: 0, variant: q.n % 4, temperature: 0, seed: q.n }),
    open(q, _prompt, sample) {
      const word = sample.kind === "answered" ? sample.text : "";
      return openWord(q, word, q.run.started.parent ? inner : plan);
    },
    apply(run, unit, written: Written, tree) {
      const changes: Change[] = [];
      for (const [i, { text }] of written.texts.entries()) {
        const path = run.plan.units[unit]?.steps[i]?.target.path;
        if (!path) return no("no such step");
        if (textAt(tree, path) === "taken") return no(`${path} was changed by a person`);
        changes.push({ path, entry: { mode: "100644", content: text } });
      }
      return ok(changes);
    },
    probe: () => null,
    tests: (_run, _unit, changes) => changes.map((c) => c.path),
  };
}

function openWord(q: Question, word: string, plan: Plan): Vote {
  const { n } = q;
  if (word === "spoiled") return { n, spoiled: ["format"] };
  if (q.poll.kind === "propose") {
    if (q.poll.of === "requirements")
      return { n, class: "requirements", text: requirementsOf(q.run) };
    const wrong = word === "wrong";
    const unit = q.poll.unit && q.run.plan.units[q.poll.unit.index];
    const whole = wrong ? wrongPlanOf(plan) : plan;
    const text = JSON.stringify(unit ? anew(unit, wrong) : whole);
    return { n, class: `plan-${wrong ? 1 : 0}`, text };
  }
  if (q.poll.kind === "choose")
    return { n, class: word === "wrong" ? "plan-1" : "plan-0", text: "" };
  return { n, class: word, text: word };
}

/** The same question and number always get the same word, whoever asks and however often. */
export function simulatedModel(
  seed: string,
  odds: Odds,
  sleep: (ms: number) => Promise<void>,
  count: (kind: string) => void,
): Model {
  const chance = random(`${seed}/latency`);
  return {
    costMax: () => 10,
    async sample(prompt: Prompt): Promise<Sample> {
      await sleep(chance.between(200, 3000));
      if (chance.chance(odds.faltered)) {
        count("model faltered");
        return { kind: "faltered", because: "simulated 503", retryAfterMs: null };
      }
      const text = wordFor(seed, prompt, odds);
      if (text !== "right") count(`answer ${text}`);
      const usage = { inputTokens: 10, outputTokens: 1, microUsd: 7 };
      return { kind: "answered", text, finish: "stop", usage };
    },
  };
}

function wordFor(seed: string, prompt: Prompt, odds: Odds): string {
  const place = prompt.about.kind === "step" ? prompt.about.place : "";
  const u = (hash(`${seed}:${place}`) >>> 0) / 4294967296;
  if (u < odds.hidden) return prompt.system === "step" ? "hidden" : "wrong";
  if (u < odds.hidden + odds.wrong) return "wrong";
  if (u < odds.hidden + odds.wrong + odds.spoiled) return "spoiled";
  return "right";
}

/** True when some visible test would fail on the tree. */
export const isVisiblyWrong = (tree: Tree): boolean =>
  [...tree.values()].some((e) => e.content === "wrong");

/** Reports one named test a file, as `node --test` would in TAP. */
export function simulatedSandbox(
  chance: Random,
  sleep: (ms: number) => Promise<void>,
  faults: { count(kind: string): void },
  passed: (tree: Tree) => void,
): Sandbox {
  return {
    async run(job: SandboxJob) {
      await sleep(chance.between(300, 1500));
      if (chance.chance(0.02)) {
        faults.count("sandbox unavailable");
        return { kind: "unavailable", because: "simulated: no slot" };
      }
      const files = [...job.tree].filter(([path]) => path.endsWith(".txt"));
      const lines = files.map(
        ([path, e], i) => `${e.content === "wrong" ? "not ok" : "ok"} ${i + 1} - ${path}`,
      );
      const bad = isVisiblyWrong(job.tree);
      if (!bad) passed(job.tree);
      const n = files.length;
      const failed = files.filter(([, e]) => e.content === "wrong").length;
      const sums = [`1..${n}`, `# tests ${n}`, `# pass ${n - failed}`, `# fail ${failed}`];
      const tail = [...sums, "# cancelled 0", "# skipped 0", "# todo 0", "# duration_ms 1"];
      const output = ["TAP version 13", ...lines, ...tail, ""].join("\n");
      return { kind: "finished", code: bad ? 1 : 0, output, ms: 1 };
    },
  };
}
