// The names that a run is known by, inside and outside; every outside name is made from its key.
import type { Brand, Sha } from "../kernel.ts";

/** `<repository id>/<issue>-<four characters of the trigger's digest>`. */
export type RunId = Brand<string, "RunId">;

export interface RepositoryRef {
  /** GitHub's installation id; 0 where there is none. */
  readonly installation: number;
  /** GitHub's numeric id: survives renames. */
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/** @param trigger 4 to 12 characters of [a-z0-9], digest of what set the run off. */
export function runId(repository: RepositoryRef, issue: number, trigger: string): RunId {
  return `${issuePrefix(repository.id, issue)}${trigger}` as RunId;
}

/** @returns the id, or null when the text is none. */
export function parseRunId(text: string): RunId | null {
  return /^\d{1,15}\/\d{1,10}-[a-z0-9]{4,12}$/.test(text) ? (text as RunId) : null;
}

/** What the ids of all runs of one issue begin with, and no others. */
export const issuePrefix = (repositoryId: number, issue: number): string =>
  `${repositoryId}/${issue}-`;

/** The issue's prefix of one run. */
export const prefixOf = (id: RunId): string => id.slice(0, id.lastIndexOf("-") + 1);

/** `7-k3fa`: the part of the id that branches carry. */
export const shortName = (id: RunId): string => id.slice(id.indexOf("/") + 1);

export const lineBranch = (id: RunId): string => `quorum/${shortName(id)}`;

/** `quorum/7-k3fa.u2-add-slugify`; the slug is made of [a-z0-9-] only. */
export function unitBranch(
  id: RunId,
  unit: { readonly id: string; readonly title: string },
): string {
  const slug = unit.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return `quorum/${shortName(id)}.${unit.id}${slug ? `-${slug}` : ""}`;
}

/** Hidden marker of the status comment; found again by it, never read back. */
export const statusMarker = (id: RunId): string => `<!-- quorum:status ${id} -->`;

/** The external id of the gate's check run on one head. */
export const gateCheckId = (id: RunId, unit: string, head: Sha): string =>
  `${id}:${unit}:${head.slice(0, 12)}`;
