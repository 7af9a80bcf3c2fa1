// The DAG of a run: units that are verified and reviewed alone, each made of a few elected steps.
import type { Path } from "../tree.ts";

/** What a step writes. The house owns the place; a microagent returns only the text. */
export type StepTarget =
  /** The full new text of one existing symbol, `Container.name` or `name`; `ordinal` from 0. */
  | {
      readonly kind: "symbol";
      readonly path: Path;
      readonly symbol: string;
      readonly ordinal: number;
    }
  /** A new top-level symbol, put after the last one of an existing file. */
  | { readonly kind: "addition"; readonly path: Path; readonly symbol: string }
  /** A whole file, new or replaced. */
  | { readonly kind: "file"; readonly path: Path };

/** What is written whole: 2,000 tokens, so that the limit of an answer, twice as many, suffices. */
export const wholeCharsMax = 7200;

/** One question inside a unit that is put to an election. */
export interface Step {
  /** `code` must not touch tests; `test` writes nothing but tests. */
  readonly kind: "code" | "test";
  readonly target: StepTarget;
  /** What to do, in a few sentences. */
  readonly task: string;
  /** True when the plan allows the symbol's signature to change. */
  readonly signatureMayChange: boolean;
  /** Ids of the acceptances that its tests carry in their names; none for a code step. */
  readonly accepts?: readonly string[];
}

export interface Unit {
  /** `u1`, `u2`, … in plan order. */
  readonly id: string;
  readonly title: string;
  /** Ids of the requirements it serves; at least one. */
  readonly requirements: readonly string[];
  /** Ids of the units that must be merged before it starts. */
  readonly needs: readonly string[];
  /** None for a part; else at least one. */
  readonly steps: readonly Step[];
  /** What is to be done where the node is no unit yet, but a part that is to be split again. */
  readonly part?: string;
  /** Parts that a part lies in; absent at the top and for units. */
  readonly depth?: number;
  /** A part that this run does not split: a run of its own does, and makes one pull request. */
  readonly child?: true;
}

export const isPart = (unit: Unit): boolean => unit.part !== undefined;

/** A part that a child run works. */
export const isChild = (unit: Unit): boolean => unit.child === true;

export interface Plan {
  readonly units: readonly Unit[];
}

/** The path that a step writes. */
export const pathOf = (step: Step): Path => step.target.path;

/** `src/a.ts#f`, for people and prompts. */
export function placeOf(target: StepTarget): string {
  if (target.kind === "file") return target.path;
  const ordinal = target.kind === "symbol" && target.ordinal > 0 ? `#${target.ordinal}` : "";
  return `${target.path}#${target.symbol}${ordinal}`;
}
