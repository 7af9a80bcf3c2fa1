// What a question about a plan is about when it is not the whole: a part to split, a unit anew.
import type { Config } from "../config/config.ts";
import type { Unit } from "../plan/plan.ts";
import type { Datum } from "./envelope.ts";
import type { About } from "./prompt.ts";

/** A part of a plan that is split into nodes of its own. */
export interface PartOf {
  readonly kind: "part";
  readonly part: Unit;
  /** Lines that show the plan around it. */
  readonly around: readonly string[];
}

/** A unit that is planned anew, and why. */
export interface Failed {
  readonly kind: "failed";
  readonly unit: Unit;
  readonly cause: string;
  /** The competing answers, when agents did not agree. */
  readonly answers: readonly string[];
}

/** A unit on which agents agree, but more than one pull request should hold. */
export interface Large {
  readonly kind: "large";
  readonly unit: Unit;
  readonly cause: string;
}

export type Focus = PartOf | Failed | Large;

/** What is asked of a plan when only a part of it is wanted. */
export const focusTasks = {
  part: [
    "A plan has a part that is too large for one pull request. Split it into nodes of its own.",
    "One node of a plan is still too big. Give the smaller nodes that together do what it says.",
  ],
  failed: [
    "One unit of a plan could not be finished. Plan that one unit anew, in smaller, clearer steps.",
    "A pull request of a plan failed. Give other steps for it, each so small that all would agree.",
  ],
  large: [
    "One unit of a plan came out too large for one pull request. Split it into smaller units.",
    "A pull request would change too much at once. Give smaller ones that together do the same.",
  ],
} as const;

export function aboutPlan(focus: Focus | null): About {
  if (focus === null) return { kind: "plan" };
  if (focus.kind === "part") return { kind: "part", title: focus.part.title };
  return { kind: "replan", unit: focus.unit.id };
}

export function focusData(focus: Focus | null): Datum[] {
  if (focus === null) return [];
  if (focus.kind === "failed") return failedData(focus);
  if (focus.kind === "large") return failedData({ ...focus, answers: [] });
  const { title, part = "", requirements } = focus.part;
  return [
    ["the part to split", [title, ...part.split("\n")]],
    ["requirements that it serves", requirements.join(", ")],
    ["the plan around it", focus.around],
  ];
}

export function focusRules(focus: Focus | null): string[] {
  if (focus === null) return [];
  if (focus.kind === "failed") return anewRules(focus.unit);
  if (focus.kind === "large") return splitRules(focus.unit);
  return [
    "- Give only the nodes of the part, u1, u2, … with needs among themselves; they serve no " +
      "requirement that the part does not serve, and do all that it says.",
  ];
}

/** What a plan is told that may have parts; who plans those, this run or a child, it cannot say. */
export const partRules = ({ patchLinesMax }: Pick<Config["limits"], "patchLinesMax">): string[] => [
  `- A node that would change more than ${patchLinesMax} lines or needs more steps than allowed ` +
    "is a part: instead of `steps` it has `part`, a text that says all that its own units are to " +
    "do. They are planned from it by a vote of their own, by this run or by another. Prefer units.",
];

const failedData = ({ unit, cause, answers }: Omit<Failed, "kind">): Datum[] => [
  ["the unit as it was planned", [JSON.stringify(unit)]],
  ["why it could not be finished", cause.split("\n").slice(0, 20)],
  ...answers.map((text, i): Datum => [`competing answer ${i + 1}`, text.split("\n").slice(0, 60)]),
];

const splitRules = ({ requirements }: Unit): string[] =>
  [
    "Give only the units that take its place, two or more: u1, u2, … with needs among them; " +
      `together they do all that it was to do and serve ${requirements.join(", ")}, nothing else.`,
    "Each changes less than the limit that was passed; one that another builds on comes first.",
  ].map((rule) => `- ${rule}`);

const anewRules = ({ id, needs, requirements }: Unit): string[] =>
  [
    `Give exactly one unit: id ${id}, needs ${JSON.stringify(needs)}, requirements ` +
      `${JSON.stringify(requirements)}, unchanged.`,
    "Say in each task what the earlier one left open, so that the answers no longer differ.",
  ].map((rule) => `- ${rule}`);
