// What CI said about one exact commit, as the gate reads it.

export interface Check {
  readonly name: string;
  /** Slug of the app that posted it. */
  readonly app: string;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly url: string | null;
  /** The end of its output, for prompts and people; at most 4,000 characters. */
  readonly summary: string;
}

/** Every check run and commit status of one commit, the app's own excluded. */
export type Checks = readonly Check[];

/** Demands on CI, frozen with the run. Empty = every check that is there, at least one. */
export interface RequiredCheck {
  readonly name: string;
  /** Null = any app but Quorum's own. */
  readonly app: string | null;
}

export type CiVerdict =
  | { readonly kind: "green"; readonly names: readonly string[] }
  | { readonly kind: "red"; readonly failed: readonly Check[] }
  | { readonly kind: "pending"; readonly because: string };

/**
 * Success only: `skipped` and `neutral` do not count as success, and zero checks is not success.
 * A check of the right name from another app than the expected one is not seen at all.
 */
export function readCi(checks: Checks, required: readonly RequiredCheck[]): CiVerdict {
  const seen =
    required.length === 0 ? checks : checks.filter((c) => required.some((r) => fits(c, r)));
  const failed = seen.filter((c) => c.status === "completed" && c.conclusion !== "success");
  if (failed.length > 0) return { kind: "red", failed };
  const missing = required.filter((r) => !checks.some((c) => fits(c, r)));
  if (missing.length > 0) {
    return {
      kind: "pending",
      because: `no check named ${missing.map((r) => r.name).join(", ")} yet`,
    };
  }
  if (seen.length === 0) return { kind: "pending", because: "no check has started yet" };
  const open = seen.filter((c) => c.status !== "completed");
  if (open.length > 0) {
    return { kind: "pending", because: `waiting for ${open.map((c) => c.name).join(", ")}` };
  }
  return { kind: "green", names: seen.map((c) => c.name) };
}

function fits(check: Check, required: RequiredCheck): boolean {
  return check.name === required.name && (required.app === null || check.app === required.app);
}
