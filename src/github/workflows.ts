// Which way CI will see a run: the `on:` filters of the base's workflows, read at the trigger.
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Config } from "../core/config/config.ts";
import type { CiRoute } from "../core/run/event.ts";
import { textAt, type Tree } from "../core/tree.ts";
import { admits } from "./filter.ts";

const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const filters = z
  .object({
    branches: names.optional(),
    "branches-ignore": names.optional(),
    tags: names.optional(),
    "tags-ignore": names.optional(),
    types: names.optional(),
  })
  .nullable();

const triggers = z.union([
  names.transform((list) => Object.fromEntries(list.map((one) => [one, null]))),
  z.record(z.string(), z.unknown()),
]);

const workflow = z.object({ on: triggers });

type Filters = z.output<typeof filters>;
type Triggers = Readonly<Record<string, unknown>>;

export interface Branches {
  readonly base: string;
  readonly line: string;
  /** A name that unit branches of the run will look like. */
  readonly unit: string;
}

/**
 * `units`: a push of a unit or its pull request starts something · `line`: only what happens on
 * the way from the line to the base does · `none`: nothing does, as far as the workflows say.
 * Filters by path are taken to match: then CI is waited for rather than passed over. Checks that
 * are required of another app than GitHub Actions are taken to start everywhere.
 */
export function ciRoute(tree: Tree, config: Config, branches: Branches): CiRoute {
  const foreign = config.checks.required.some((r) => r.app !== null && r.app !== "github-actions");
  if (foreign) return "units";
  const all = workflowsOf(tree);
  const target = config.merge.into === "base" ? branches.base : branches.line;
  if (all.some((on) => pushStarts(on, branches.unit) || pullStarts(on, target))) return "units";
  const late = all.some((on) => pushStarts(on, branches.line) || pullStarts(on, branches.base));
  return late ? "line" : "none";
}

/** Files that do not parse start nothing, as on GitHub. */
function workflowsOf(tree: Tree): Triggers[] {
  const found: Triggers[] = [];
  for (const path of tree.keys()) {
    if (!/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
    const on = readTriggers(textAt(tree, path) ?? "");
    if (on !== null) found.push(on);
  }
  return found;
}

const bytesMax = 512 * 1024;

function readTriggers(text: string): Triggers | null {
  if (text.length > bytesMax) return null;
  try {
    const document = parseDocument(text, { version: "1.2" });
    if (document.errors.length > 0) return null;
    const read = workflow.safeParse(document.toJS({ maxAliasCount: 100 }));
    return read.success ? read.data.on : null;
  } catch {
    return null;
  }
}

/** Whether pushing commits to a branch starts the workflow. */
function pushStarts(on: Triggers, branch: string): boolean {
  const read = filtersOf(on, "push");
  if (read === undefined) return false;
  if (read === null) return true;
  const named = read.branches ?? read["branches-ignore"];
  const onlyTags = named === undefined && (read.tags ?? read["tags-ignore"]) !== undefined;
  return !onlyTags && reaches(read, branch);
}

/** Whether a pull request into a branch starts the workflow when it is opened or pushed to. */
function pullStarts(on: Triggers, target: string): boolean {
  const read = filtersOf(on, "pull_request");
  if (read === undefined) return false;
  if (read === null) return true;
  const types = read.types ?? ["opened", "synchronize"];
  return types.some((one) => one === "opened" || one === "synchronize") && reaches(read, target);
}

function filtersOf(on: Triggers, event: string): Filters | undefined {
  if (!Object.hasOwn(on, event)) return undefined;
  const read = filters.safeParse(on[event] ?? null);
  return read.success ? read.data : undefined;
}

function reaches(read: NonNullable<Filters>, branch: string): boolean {
  if (read.branches !== undefined) return admits(read.branches, branch);
  const ignore = read["branches-ignore"];
  return ignore === undefined || !admits(ignore, branch);
}
