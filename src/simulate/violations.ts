// What went wrong, read from the simulated GitHub's own state and history and nothing else.
import type { Sha } from "../core/kernel.ts";
import { isChild, type Plan } from "../core/plan/plan.ts";
import { treeDigest } from "../engine/trees.ts";
import type { Run } from "../core/run/state.ts";
import type { Happening, Hub, Pull } from "./hub.ts";

export interface Expected {
  readonly issue: number;
  readonly plan: Plan;
  readonly base: Sha;
  /** True when the run must have ended with a final pull request. */
  readonly finished: boolean;
  /** Of a child run: the issue of its parent and the unit of the parent's plan that it is. */
  readonly child?: {
    readonly of: number;
    readonly unit: string;
    /** A retry begins another run on the same issue, and leaves what the earlier one made. */
    readonly attempts: number;
  };
}

/** What is expected of the child runs whose issues are there. @param on its runs, newest first. */
export function childrenIn(
  { issues }: Hub,
  base: Sha,
  on: (issue: number) => readonly Run[],
): readonly Expected[] {
  return issues.flatMap(({ number, body }) => {
    const [, of, unit] = /<!-- quorum:child \d+\/(\d+)-\w+ (u\d+) -->/.exec(body) ?? [];
    if (of === undefined || unit === undefined) return [];
    const runs = on(number);
    const child = { of: Number(of), unit, attempts: runs.length };
    const finished = runs[0]?.phase.kind === "done";
    return [{ issue: number, plan: runs[0]?.plan ?? { units: [] }, base, finished, child }];
  });
}

/**
 * @param verified digests of trees that the sandbox passed.
 * @returns one sentence per violation; empty when both promises held.
 */
export function violations(
  hub: Hub,
  expected: readonly Expected[],
  verified: ReadonlySet<string>,
): string[] {
  return [
    ...duplicates(hub),
    ...expected.flatMap((e) => [
      ...missing(hub, e, expected),
      ...branches(hub, e),
      ...order(hub, e, expected),
    ]),
    ...merges(hub, verified),
    ...overwritten(hub),
  ];
}

function duplicates(hub: Hub): string[] {
  const found: string[] = [];
  const pulls = new Map<string, number>();
  for (const pull of hub.pulls) {
    const key = `${pull.branch} → ${pull.base}`;
    pulls.set(key, (pulls.get(key) ?? 0) + 1);
  }
  for (const [key, times] of pulls) if (times > 1) found.push(`${times} pull requests ${key}`);
  const comments = new Map<string, number>();
  for (const comment of hub.comments) {
    const marker = comment.body.slice(0, comment.body.indexOf("-->"));
    comments.set(marker, (comments.get(marker) ?? 0) + 1);
  }
  for (const [marker, times] of comments) if (times > 1) found.push(`${times} comments ${marker}`);
  const children = new Map<string, number>();
  for (const { body } of hub.issues) {
    const marker = body.slice(0, body.indexOf("-->"));
    children.set(marker, (children.get(marker) ?? 0) + 1);
  }
  for (const [marker, times] of children) if (times > 1) found.push(`${times} issues ${marker}`);
  const finals = hub.pulls.filter((p) => p.base === "main");
  const issues = finals.map((p) => /quorum\/(\d+)-/.exec(p.branch)?.[1] ?? "");
  if (new Set(issues).size < issues.length) found.push("two final pull requests for one issue");
  return found;
}

/** Branches of the runs of one issue, by unit id. */
const unitOf = (branch: string): string | null => /\.(u\d+)(-|$)/.exec(branch)?.[1] ?? null;
const issueOf = (branch: string): number => Number(/^quorum\/(\d+)-/.exec(branch)?.[1] ?? 0);

/** The unit of an issue's plan that a pull request is of; a child run's final one is its unit. */
function unitIn(pull: Pull, { issue }: Expected, all: readonly Expected[]): string | null {
  if (issueOf(pull.branch) === issue) return unitOf(pull.branch);
  if (unitOf(pull.branch) !== null) return null;
  const made = all.find((one) => one.issue === issueOf(pull.branch))?.child;
  return made?.of === issue ? made.unit : null;
}

function missing(hub: Hub, expected: Expected, all: readonly Expected[]): string[] {
  const { issue, plan, finished, child } = expected;
  if (!finished) return [`the run of issue ${issue} was lost or never ended`];
  if (child && child.attempts > 1) {
    const own = hub.pulls.filter((p) => issueOf(p.branch) === issue && unitOf(p.branch) === null);
    const open = own.filter((p) => p.state === "open");
    return open.map((p) => `issue ${issue} was worked anew, and its #${p.number} is left open`);
  }
  const found: string[] = [];
  for (const unit of plan.units) {
    const own = hub.pulls.filter((p) => unitIn(p, expected, all) === unit.id);
    const merged = own.filter((p) => p.state === "merged");
    if (merged.length !== 1)
      found.push(`issue ${issue} ${unit.id} was merged ${merged.length} times`);
  }
  const finals = hub.pulls.filter(
    (p) => issueOf(p.branch) === issue && unitOf(p.branch) === null && into(p.base, child?.of),
  );
  if (finals.length !== 1) found.push(`issue ${issue} has ${finals.length} final pull requests`);
  if (!hub.comments.some((c) => c.issue === issue))
    found.push(`issue ${issue} has no status comment`);
  return found;
}

/** A labelled run ends on the base branch, a child run on its parent's line. */
const into = (base: string, parent: number | undefined): boolean =>
  parent === undefined ? base === "main" : issueOf(base) === parent && unitOf(base) === null;

/** One line for the run of an issue, and one branch for each of its units. */
function branches(hub: Hub, { issue, plan, finished, child }: Expected): string[] {
  if (child && child.attempts > 1) return [];
  const mine = [...hub.branches().keys()].filter((name) => issueOf(name) === issue);
  const lines = mine.filter((name) => unitOf(name) === null);
  const found = lines.length > 1 ? [`issue ${issue} has ${lines.length} lines`] : [];
  for (const unit of plan.units) {
    if (isChild(unit)) continue;
    const own = mine.filter((name) => unitOf(name) === unit.id);
    const wrong = finished ? own.length !== 1 : own.length > 1;
    if (wrong) found.push(`issue ${issue} ${unit.id} has ${own.length} branches`);
  }
  return found;
}

type Merge = Extract<Happening, { readonly kind: "merge" }>;

const mergesOf = (hub: Hub): Merge[] => hub.history.filter((h) => h.kind === "merge");

function order(hub: Hub, expected: Expected, all: readonly Expected[]): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  for (const merge of mergesOf(hub)) {
    const pull = hub.pulls.find((p) => p.number === merge.number);
    const id = pull ? unitIn(pull, expected, all) : null;
    if (id === null) continue;
    const unit = expected.plan.units.find((u) => u.id === id);
    for (const need of unit?.needs ?? []) {
      if (!done.has(need)) found.push(`issue ${expected.issue} ${id} was merged before ${need}`);
    }
    done.add(id);
  }
  return found;
}

/** The merged tree must be a tree that was verified, built on the head that it was merged into. */
function merges(hub: Hub, verified: ReadonlySet<string>): string[] {
  return mergesOf(hub).flatMap((merge) => {
    const found: string[] = [];
    const commit = hub.commits.get(merge.commit);
    const head = hub.commits.get(merge.head);
    if (!commit || !head) return [`#${merge.number} merged an unknown commit`];
    if (head.by !== "quorum") found.push(`#${merge.number} merged a commit that a person pushed`);
    if (!verified.has(treeDigest(commit.tree)))
      found.push(`#${merge.number} merged an unverified tree`);
    const ci = hub.ci.get(merge.head);
    if (!ci || ci.at > merge.at || !ci.green)
      found.push(`#${merge.number} merged without green CI`);
    return found;
  });
}

/** A person's commit on a branch must stay in its history. */
function overwritten(hub: Hub): string[] {
  const found: string[] = [];
  for (const [branch, tip] of hub.branches()) {
    const ancestors = new Set<Sha>();
    const open: Sha[] = [tip];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (ancestors.has(at)) continue;
      ancestors.add(at);
      open.push(...(hub.commits.get(at)?.parents ?? []));
    }
    for (const move of hub.history) {
      if (move.kind !== "ref" || move.branch !== branch || move.by !== "person") continue;
      if (!ancestors.has(move.to)) found.push(`a person's commit on ${branch} was overwritten`);
    }
  }
  return found;
}
