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
}

export type Verdict =
  | { readonly kind: "open"; readonly pass: Pass; readonly conditions: readonly Condition[] }
  | {
      readonly kind: "waiting" | "shut";
      readonly because: string;
      readonly conditions: readonly Condition[];
    };

/** One line of the gate's report. */
export interface Condition {
  readonly name: string;
  readonly state: "holds" | "waits" | "fails";
  readonly detail: string;
}

/** Every condition must hold on the exact head; one that fails shuts the gate for this head. */
export function gate(input: GateInput): Verdict {
  const conditions = conditionsOf(input);
  const failing = conditions.find((c) => c.state === "fails");
  if (failing) return { kind: "shut", because: `${failing.name}: ${failing.detail}`, conditions };
  const waiting = conditions.find((c) => c.state === "waits");
  const { pull, head, builtOnto } = input;
  if (waiting || pull === null || head === null || builtOnto === null) {
    const because = waiting ? `${waiting.name}: ${waiting.detail}` : "nothing to merge yet";
    return { kind: "waiting", because, conditions };
  }
  const pass = { pull, head, onto: builtOnto, title: input.title } as Pass;
  return { kind: "open", pass, conditions };
}

function conditionsOf(input: GateInput): Condition[] {
  const list: Condition[] = [
    current(input),
    input.sandboxed ? verified(input) : null,
    input.ciDemanded ? ci(input) : null,
    reviews(input),
    input.flags.length > 0 ? person(input) : null,
  ].filter((c) => c !== null);
  if (!input.sandboxed && !input.ciDemanded) {
    list.push({
      name: "evidence",
      state: "fails",
      detail: "neither a sandbox nor CI verifies this head",
    });
  }
  return list;
}

function current(input: GateInput): Condition {
  const name = "built on the target's head";
  if (input.head === null) return { name, state: "waits", detail: "not pushed yet" };
  return input.builtOnto === input.targetHead
    ? { name, state: "holds", detail: (input.builtOnto ?? "").slice(0, 12) }
    : { name, state: "waits", detail: "the target has moved; the unit is rebuilt there" };
}

function verified(input: GateInput): Condition {
  const name = "verified in the sandbox";
  return input.verifiedOnto !== null && input.verifiedOnto === input.builtOnto
    ? { name, state: "holds", detail: "named tests passed on this exact tree" }
    : { name, state: "waits", detail: "not yet on this tree" };
}

function ci(input: GateInput): Condition {
  const name = "CI on the exact head";
  const { look } = input;
  if (!look || look.head !== input.head)
    return { name, state: "waits", detail: "not looked at yet" };
  if (look.ci === "green") return { name, state: "holds", detail: look.because };
  return { name, state: look.ci === "red" ? "fails" : "waits", detail: look.because };
}

function reviews(input: GateInput): Condition {
  const name = "no changes requested";
  const { look } = input;
  if (!look || look.head !== input.head)
    return { name, state: "waits", detail: "not looked at yet" };
  return look.changesRequestedBy.length === 0
    ? { name, state: "holds", detail: "" }
    : { name, state: "waits", detail: `requested by ${look.changesRequestedBy.join(", ")}` };
}

function person(input: GateInput): Condition {
  const name = "a person's approval";
  const flags = input.flags.join(", ");
  const approved = input.look?.head === input.head ? (input.look?.approvedBy ?? []) : [];
  return approved.length > 0
    ? { name, state: "holds", detail: `${approved.join(", ")} approved (${flags})` }
    : { name, state: "waits", detail: `an approving review is needed: ${flags}` };
}
