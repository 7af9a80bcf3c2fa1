// A workflow file: when it runs, and the commands of its jobs. Steps that use actions are skipped.
import { parseDocument } from "yaml";
import { z } from "zod";
import { matches } from "./glob.ts";

export interface Job {
  /** What the check run is called. */
  readonly name: string;
  readonly commands: readonly string[];
  readonly limitMs: number;
}

export interface Filter {
  readonly branches: readonly string[] | null;
  readonly branchesIgnore: readonly string[] | null;
  readonly paths: readonly string[] | null;
  readonly pathsIgnore: readonly string[] | null;
  readonly types: readonly string[] | null;
}

export interface Workflow {
  readonly name: string;
  /** Null where the workflow does not listen. */
  readonly push: Filter | null;
  readonly pullRequest: Filter | null;
  readonly jobs: readonly Job[];
}

const list = z
  .union([
    z.string().transform((one) => [one]),
    z.array(z.union([z.string(), z.number()]).transform(String)),
  ])
  .nullish()
  .transform((value) => value ?? null);

const filter = z
  .object({
    branches: list,
    "branches-ignore": list,
    tags: list,
    "tags-ignore": list,
    paths: list,
    "paths-ignore": list,
    types: list,
  })
  .transform((one): Filter & { readonly tagsOnly: boolean } => ({
    branches: one.branches,
    branchesIgnore: one["branches-ignore"],
    paths: one.paths,
    pathsIgnore: one["paths-ignore"],
    types: one.types,
    tagsOnly:
      (one.tags !== null || one["tags-ignore"] !== null) &&
      one.branches === null &&
      one["branches-ignore"] === null,
  }));

const everything: Filter = {
  branches: null,
  branchesIgnore: null,
  paths: null,
  pathsIgnore: null,
  types: null,
};

const events = z.union([
  z.string().transform((one): Record<string, unknown> => ({ [one]: null })),
  z
    .array(z.string())
    .transform((all): Record<string, unknown> => Object.fromEntries(all.map((one) => [one, null]))),
  z.record(z.string(), z.unknown()),
]);

const minuteMs = 60_000;
/** Source: GitHub docs, "Workflow syntax": `timeout-minutes` is 360 by default. */
const limitMinutes = 360;

const job = z.object({
  name: z.string().optional(),
  "timeout-minutes": z.number().positive().optional(),
  steps: z.array(z.object({ run: z.string().optional() })).default([]),
});

const workflow = z.object({
  name: z.string().optional(),
  on: events,
  jobs: z.record(z.string(), job),
});

/** @returns the workflow, or null when the file is none that GitHub would run. */
export function parseWorkflow(file: string, text: string): Workflow | null {
  const document = parseDocument(text, { version: "1.2" });
  if (document.errors.length > 0) return null;
  const read = workflow.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (!read.success) return null;
  const { on, jobs, name } = read.data;
  return {
    name: name ?? file,
    push: filterOf(on, "push"),
    pullRequest: filterOf(on, "pull_request"),
    jobs: Object.entries(jobs).map(([key, one]) => ({
      name: one.name ?? key,
      commands: one.steps.flatMap((step) => step.run ?? []),
      limitMs: (one["timeout-minutes"] ?? limitMinutes) * minuteMs,
    })),
  };
}

function filterOf(on: Readonly<Record<string, unknown>>, event: string): Filter | null {
  if (!(event in on)) return null;
  if (on[event] === null || on[event] === undefined) return everything;
  const read = filter.safeParse(on[event]);
  if (!read.success || read.data.tagsOnly) return null;
  return read.data;
}

/** Whether a filter lets a branch with these changed paths through. */
export function passes(one: Filter, branch: string, paths: readonly string[]): boolean {
  if (one.branches !== null && !matches(one.branches, branch)) return false;
  if (one.branchesIgnore !== null && matches(one.branchesIgnore, branch)) return false;
  const { paths: wanted, pathsIgnore: ignored } = one;
  if (wanted !== null && !paths.some((path) => matches(wanted, path))) return false;
  if (ignored !== null && paths.every((path) => matches(ignored, path))) return false;
  return true;
}

const usualTypes = ["opened", "synchronize", "reopened"];

/** Whether an action of `pull_request` is one that the filter asks for. */
export const listens = (one: Filter, action: string): boolean =>
  (one.types ?? usualTypes).includes(action);
