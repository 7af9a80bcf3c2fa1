// What should be under way: imperative, with a key that names it for ever, so that twice is
// harmless.
import type { Instant, Sha } from "../kernel.ts";
import type { Pass } from "../gate/pass.ts";
import type { Locating, Poll } from "./event.ts";

export type Action =
  | { readonly kind: "sample"; readonly poll: Poll; readonly n: number }
  /** Look through the repository for the places that agents choose from. */
  | { readonly kind: "survey"; readonly of: Locating }
  /** Verify base + winners + a class's text in the sandbox; class null = the whole elected unit. */
  | {
      readonly kind: "verify";
      readonly unit: number;
      readonly attempt: number;
      /** The step whose class it is; the last one for the whole unit. */
      readonly step: number;
      readonly class: string | null;
      readonly onto: Sha;
    }
  /** Run the settings' commands for the numbers that the unit must show, where it was verified. */
  | {
      readonly kind: "measure";
      readonly unit: number;
      readonly attempt: number;
      readonly onto: Sha;
    }
  /** Run them on the finished line, for all of its requirements. */
  | { readonly kind: "measureLine"; readonly head: Sha }
  /** Run a probe of a runoff on each of the competing answers. */
  | {
      readonly kind: "probe";
      readonly unit: number;
      readonly attempt: number;
      readonly step: number;
      readonly n: number;
    }
  /** Run the test command on the base before a sample is bought: does it name its tests? */
  | { readonly kind: "rehearse" }
  | { readonly kind: "openLine"; readonly at: Sha }
  | { readonly kind: "push"; readonly unit: number; readonly attempt: number; readonly onto: Sha }
  | { readonly kind: "open"; readonly unit: number; readonly head: Sha }
  | { readonly kind: "look"; readonly unit: number; readonly head: Sha }
  | {
      readonly kind: "postGate";
      readonly unit: number;
      readonly head: Sha;
      readonly conclusion: GateConclusion;
    }
  | { readonly kind: "merge"; readonly unit: number; readonly pass: Pass }
  | { readonly kind: "lookLine"; readonly head: Sha }
  | { readonly kind: "openFinal"; readonly draft: boolean; readonly head: Sha }
  /** Open the issue of a part that a child run works. */
  | { readonly kind: "openChild"; readonly unit: number; readonly attempt: number }
  /** Begin the child run where the line stands. */
  | { readonly kind: "startChild"; readonly unit: number; readonly attempt: number }
  | { readonly kind: "lookChild"; readonly unit: number; readonly attempt: number }
  | {
      readonly kind: "tellChild";
      readonly unit: number;
      readonly attempt: number;
      readonly order: "stopped" | "retried" | "failed";
    }
  /** Close the pull request of a child run that came to nothing, and say why. */
  | {
      readonly kind: "closeChild";
      readonly unit: number;
      readonly attempt: number;
      readonly pull: number;
    }
  | { readonly kind: "publish"; readonly revision: number };

export type GateConclusion = "success" | "failure" | "action_required";

/** An action and the instant from which it should be under way. */
export interface Due {
  readonly action: Action;
  readonly key: string;
  readonly due: Instant;
}

/** An action before its key is made: from when it should be under way. */
export type Timed = readonly [Action, Instant];

/** The name of an action among all of its run; equal keys never run at the same time. */
export function keyOf(action: Action): string {
  switch (action.kind) {
    case "sample":
      return `sample/${pollKey(action.poll)}/${action.n}`;
    case "survey":
      return `survey/${action.of}`;
    case "verify":
      return [
        `verify/${action.unit}/${action.attempt}.${action.step}`,
        `${action.class ?? "unit"}/${action.onto}`,
      ].join("/");
    case "probe":
      return `probe/${action.unit}/${action.attempt}.${action.step}/${action.n}`;
    case "measure":
      return `measure/${action.unit}/${action.attempt}/${action.onto}`;
    case "measureLine":
      return `measureLine/${action.head}`;
    case "rehearse":
      return "rehearse";
    case "openLine":
      return "openLine";
    case "push":
      return `push/${action.unit}/${action.attempt}/${action.onto}`;
    case "open":
      return `open/${action.unit}`;
    case "look":
      return `look/${action.unit}/${action.head}`;
    case "postGate":
      return `postGate/${action.unit}/${action.head}/${action.conclusion}`;
    case "merge":
      return `merge/${action.unit}/${action.pass.head}`;
    case "lookLine":
      return "lookLine";
    case "openFinal":
      return `openFinal/${action.draft ? "draft" : "ready"}`;
    case "openChild":
    case "startChild":
    case "lookChild":
    case "closeChild":
      return `${action.kind}/${action.unit}/${action.attempt}`;
    case "tellChild":
      return `tellChild/${action.unit}/${action.attempt}/${action.order}`;
    case "publish":
      return "publish";
  }
}

/**
 * Actions of one lane never run at the same time. Merges share a lane: the second would meet a
 * line that its tree was not verified on. So do a child's beginning and what it is told: what was
 * told before it began would be lost.
 */
export function laneOf(action: Action, key: string): string {
  if (action.kind === "merge") return "merge";
  const beginning = action.kind === "startChild" || action.kind === "tellChild";
  return beginning ? `child/${action.unit}` : key;
}

export function pollKey(poll: Poll): string {
  if (poll.kind === "locate") return `${poll.of}.locate`;
  if (poll.kind !== "step") {
    const { of, kind, unit, round, retry = 0 } = poll;
    const again = retry === 0 ? "" : `.again${retry}`;
    if (round !== undefined) return `${of}.${kind}.part${round}${again}`;
    if (unit !== undefined) return `${of}.${kind}.${unit.index}.${unit.attempt}`;
    return `${of}.${kind}${again}`;
  }
  const key = `${poll.unit}.${poll.attempt}.${poll.step}`;
  return poll.part === undefined ? key : `${key}.${poll.part}`;
}

/** The unit that a poll's samples are for; null: the run itself. */
export function unitOf(poll: Poll): number | null {
  if (poll.kind === "locate") return null;
  return poll.kind === "step" ? poll.unit : (poll.unit?.index ?? null);
}

/** Actions that change something on GitHub: they wait out an unknown outcome. */
export function isWrite(action: Action): boolean {
  switch (action.kind) {
    case "sample":
    case "survey":
    case "verify":
    case "measure":
    case "measureLine":
    case "probe":
    case "rehearse":
    case "look":
    case "lookLine":
    case "startChild":
    case "lookChild":
    case "tellChild":
      return false;
    default:
      return true;
  }
}

/** Reads the truth on GitHub or of a child run; a webhook or the child asks for it at once. */
export const isLook = ({ kind }: Action): boolean =>
  kind === "look" || kind === "lookLine" || kind === "lookChild";
