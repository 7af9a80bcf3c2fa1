// How often each red flag was raised by answers that are right, and where.
import { baseHash } from "../../src/core/patch/base.ts";
import type { Syntax } from "../../src/core/patch/syntax.ts";
import type { Step } from "../../src/core/plan/plan.ts";
import { readSample } from "../../src/core/agent/read.ts";
import type { Tree } from "../../src/core/tree.ts";

export interface Raised {
  readonly id: string;
  readonly detail: string;
}

export class Counted {
  all = 0;
  readonly times = new Map<string, number>();
  /** Flags that are printed on standard error with the place that raised them. */
  readonly show: readonly string[];

  constructor(show: string) {
    this.show = show.split(",");
  }

  add(flags: readonly Raised[], where: string): void {
    this.all += 1;
    for (const { id, detail } of flags) {
      this.times.set(id, (this.times.get(id) ?? 0) + 1);
      if (this.show.includes(id)) process.stderr.write(`${id} ${where}: ${detail}\n`);
    }
  }

  told(): object {
    const sorted = [...this.times].sort(([, a], [, b]) => b - a);
    const percent = (n: number): number => Number(((100 * n) / Math.max(1, this.all)).toFixed(2));
    const flags = sorted.map(([id, n]) => [id, { n, percent: percent(n) }] as const);
    return { all: this.all, flags: Object.fromEntries(flags) };
  }
}

const nonce = "k3v9x0q2w7a1";

/** What an answer raises that has the form of the prompt and is read as the product reads it. */
export function answered(tree: Tree, step: Step, text: string, syntax: Syntax): readonly Raised[] {
  const head = `EDIT u1.1 ${baseHash(tree, step, syntax)} edit replace_unit\nSUMMARY s\n`;
  const read = readSample({
    sample: {
      kind: "answered",
      text: `${head}=====UNIT ${nonce}\n${text.replace(/\n+$/, "")}\n=====END ${nonce}`,
      finish: "stop",
      usage: { inputTokens: 0, outputTokens: 0, microUsd: 0 },
    },
    prompt: {
      about: { kind: "step", place: "", unit: "u1" },
      system: "",
      user: "",
      nonce,
      outputTokensMax: 1_000_000,
    },
    stepId: "u1.1",
    step,
    tree,
    syntax,
    limits: { patchLinesMax: 400 },
    whole: { words: "", planned: new Set(), base: tree },
  });
  if (read.kind === "valid") return read.flags;
  return read.flags.map((id) => ({ id, detail: read.detail }));
}
