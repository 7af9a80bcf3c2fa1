// Readings made the way the product makes them: an answer opened against a small tree.
import type { ImportLine } from "../../../src/core/patch/edit.ts";
import { baseHash } from "../../../src/core/patch/base.ts";
import { readSample, type ValidSample } from "../../../src/core/agent/read.ts";
import type { Spoiled } from "../../../src/core/agent/opened.ts";
import type { Prompt } from "../../../src/core/agent/prompt.ts";
import type { Switches } from "../../../src/core/config/red-flags.ts";
import type { Step } from "../../../src/core/plan/plan.ts";
import type { Entry } from "../../../src/core/tree.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { stepAt, treeOf } from "../patch/trees.ts";

export const syntax = await openSyntax();
export const nonce = "k3v9x0q2w7a1";

export const prompt: Prompt = {
  about: { kind: "step", place: "", unit: "u1" },
  system: "",
  user: "",
  nonce,
  outputTokensMax: 4000,
};

export interface Asked {
  readonly files?: Readonly<Record<string, string | Entry>>;
  readonly place: string;
  readonly text: string;
  readonly imports?: readonly ImportLine[];
  readonly step?: Partial<Step>;
  readonly patchLinesMax?: number;
  readonly switches?: Switches;
  readonly shadow?: boolean;
  /** What the issue says, and files that other steps write. */
  readonly words?: string;
  readonly planned?: readonly string[];
  /** The unit's base, where earlier steps changed something. */
  readonly base?: Readonly<Record<string, string | Entry>>;
}

/** Opens a well-formed answer with this text. */
export function opened(asked: Asked): ValidSample | Spoiled {
  const step = stepAt(asked.place, asked.step);
  const tree = treeOf(asked.files ?? {});
  const imports = (asked.imports ?? []).map(
    ({ op, statement }) => `IMPORT${op === "add" ? "+" : "-"} ${statement}\n`,
  );
  const head = `EDIT u1.1 ${baseHash(tree, step, syntax)} edit replace_unit\nSUMMARY s\n`;
  const text = `${head}${imports.join("")}=====UNIT ${nonce}\n${asked.text}\n=====END ${nonce}`;
  return readSample({
    sample: { kind: "answered", text, finish: "stop", usage: noUsage },
    prompt,
    stepId: "u1.1",
    step,
    tree,
    syntax,
    limits: { patchLinesMax: asked.patchLinesMax ?? 400 },
    whole: {
      words: asked.words ?? "",
      planned: new Set(asked.planned ?? []),
      base: asked.base === undefined ? tree : treeOf(asked.base),
    },
    ...(asked.switches === undefined ? {} : { switches: asked.switches }),
    ...(asked.shadow === undefined ? {} : { shadow: asked.shadow }),
  });
}

export const noUsage = { inputTokens: 0, outputTokens: 0, microUsd: 0 };

/** The ids of all flags raised, spoiling ones only when the sample is spoiled. */
export function flagsOf(asked: Asked): readonly string[] {
  const read = opened(asked);
  return read.kind === "spoiled" ? read.flags : read.flags.map((flag) => flag.id);
}
