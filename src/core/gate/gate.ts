// May this head be merged, and why not: the only maker of a pass.
import type { Sha } from "../kernel.ts";
import type { Pass } from "./pass.ts";

/** Everything that the decision rests on, for one unit. */
export interface GateInput {
  readonly title: string;
  readonly pull: number | null;
  readonly head: Sha | null;
  /** The target's head that `head` was built on. */
  readonly builtOnto: Sha | null;
  /** Where the target stands now. */
  readonly targetHead: Sha | null;
  /** A sandbox is configured: then the unit must have passed in it, on `builtOnto`. */
  readonly sandboxed: boolean;
  readonly verifiedOnto: Sha | null;
  /** CI must be green on exactly `head`. */
  readonly ciDemanded: boolean;
  readonly look: {
    readonly head: Sha;
    readonly ci: "green" | "red" | "pending";
    readonly because: string;
    readonly changesRequestedBy: readonly string[];
    readonly approvedBy: readonly string[];
  } | null;
  /** Flags on the winners that ask for a person's approving review. */
  readonly flags: readonly string[];
  /** Numbers that the requirements which it completes must reach; `holds` null: not measured. */
  readonly measures: readonly {
    readonly bar: string;
    readonly holds: boolean | null;
    readonly reading: string;
  }[];
  /** What only a person can see of them; a line each. */
  readonly looks: readonly string[];
}

export type Verdict =
  | { readonly kind: "open"; readonly pass: Pass; readonly conditions: readonly Condition[] }
  | {
      readonly kind: "waiting" | "shut";
      readonly because: string;
      readonly conditions: readonly Condition[];
    };

interface Standing {
  readonly state: "holds" | "waits" | "fails";
  /** Raw words about this head; may quote outside text. */
  readonly detail: string;
}

/** One line of the gate's report. */
export type Condition = Standing &
  (
    | { readonly kind: "current" | "verified" | "ci" | "approval" | "looks" | "evidence" }
    /** Whether every number was measured, so that only a person can let a missed one pass. */
    | { readonly kind: "measures"; readonly known: boolean }
    /** Logins whose latest review requests changes; empty also before the first look. */
    | { readonly kind: "reviews"; readonly requestedBy: readonly string[] }
  );

/** What each condition demands, in words for people. */
export const conditionNames: Readonly<Record<Condition["kind"], string>> = {
  current: "built on the target's head",
  verified: "verified in the sandbox",
  ci: "CI on the exact head",
  reviews: "no changes requested",
  approval: "a person's approval",
  measures: "measured numbers",
  looks: "acceptance by a person",
  evidence: "evidence",
};

/** True when only a person can make the condition hold. */
export function needsPerson(condition: Condition): boolean {
  if (condition.state !== "waits") return false;
  if (condition.kind === "reviews") return condition.requestedBy.length > 0;
  if (condition.kind === "measures") return condition.known;
  return condition.kind === "approval" || condition.kind === "looks";
}

/** Every condition must hold on the exact head; one that fails shuts the gate for this head. */
export function gate(input: GateInput): Verdict {
  const conditions = conditionsOf(input);
  const failing = conditions.find((c) => c.state === "fails");
  if (failing) return { kind: "shut", because: wordsOf(failing), conditions };
  const waiting = conditions.find((c) => c.state === "waits");
  const { pull, head, builtOnto } = input;
  if (waiting || pull === null || head === null || builtOnto === null) {
    const because = waiting ? wordsOf(waiting) : "nothing to merge yet";
    return { kind: "waiting", because, conditions };
  }
  const pass = { pull, head, onto: builtOnto, title: input.title } as Pass;
  return { kind: "open", pass, conditions };
}

const wordsOf = (c: Condition): string => `${conditionNames[c.kind]}: ${c.detail}`;

function conditionsOf(input: GateInput): Condition[] {
  const list: Condition[] = [
    current(input),
    input.sandboxed ? verified(input) : null,
    input.ciDemanded ? ci(input) : null,
    reviews(input),
    input.flags.length > 0 ? approval(input) : null,
    input.measures.length > 0 ? measures(input) : null,
    input.looks.length > 0 ? looks(input) : null,
  ].filter((c) => c !== null);
  if (!input.sandboxed && !input.ciDemanded) {
    const detail = "neither a sandbox nor CI verifies this head";
    list.push({ kind: "evidence", state: "fails", detail });
  }
  return list;
}

function current(input: GateInput): Condition {
  const kind = "current";
  if (input.head === null) return { kind, state: "waits", detail: "not pushed yet" };
  return input.builtOnto === input.targetHead
    ? { kind, state: "holds", detail: (input.builtOnto ?? "").slice(0, 12) }
    : { kind, state: "waits", detail: "the target has moved; the unit is rebuilt there" };
}

function verified(input: GateInput): Condition {
  const kind = "verified";
  return input.verifiedOnto !== null && input.verifiedOnto === input.builtOnto
    ? { kind, state: "holds", detail: "named tests passed on this exact tree" }
    : { kind, state: "waits", detail: "not yet on this tree" };
}

function ci(input: GateInput): Condition {
  const kind = "ci";
  const { look } = input;
  if (look?.head !== input.head) return { kind, state: "waits", detail: "not looked at yet" };
  if (look.ci === "green") return { kind, state: "holds", detail: look.because };
  return { kind, state: look.ci === "red" ? "fails" : "waits", detail: look.because };
}

function reviews(input: GateInput): Condition {
  const kind = "reviews";
  const { look } = input;
  if (look?.head !== input.head)
    return { kind, state: "waits", detail: "not looked at yet", requestedBy: [] };
  const requestedBy = look.changesRequestedBy;
  return requestedBy.length === 0
    ? { kind, state: "holds", detail: "", requestedBy }
    : { kind, state: "waits", detail: `requested by ${requestedBy.join(", ")}`, requestedBy };
}

function approval(input: GateInput): Condition {
  const kind = "approval";
  const flags = input.flags.join(", ");
  const approved = approvers(input);
  return approved.length > 0
    ? { kind, state: "holds", detail: `${approved.join(", ")} approved (${flags})` }
    : { kind, state: "waits", detail: `an approving review is needed: ${flags}` };
}

const approvers = ({ look, head }: GateInput): readonly string[] =>
  look?.head === head ? (look?.approvedBy ?? []) : [];

/** A bar that is missed holds the unit until a person lets it pass. */
function measures(input: GateInput): Condition {
  const kind = "measures";
  const list = input.measures;
  const words = (some: GateInput["measures"]): string =>
    some.map(({ bar, reading }) => `${bar}: ${reading}`).join("; ");
  const open = list.filter(({ holds }) => holds === null);
  if (open.length > 0) return { kind, known: false, state: "waits", detail: words(open) };
  const missed = list.filter(({ holds }) => holds === false);
  if (missed.length === 0) return { kind, known: true, state: "holds", detail: words(list) };
  const approved = approvers(input);
  return approved.length > 0
    ? {
        kind,
        known: true,
        state: "holds",
        detail: `${approved.join(", ")} let pass ${words(missed)}`,
      }
    : { kind, known: true, state: "waits", detail: `a bar is missed: ${words(missed)}` };
}

function looks(input: GateInput): Condition {
  const kind = "looks";
  const lines = input.looks.join("; ");
  const approved = approvers(input);
  return approved.length > 0
    ? { kind, state: "holds", detail: `${approved.join(", ")} approved: ${lines}` }
    : { kind, state: "waits", detail: `an approving review has to say that it holds: ${lines}` };
}
