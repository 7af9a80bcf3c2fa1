// What the engine needs from the world. Edges implement these; nothing here knows a product.
import type { Instant, Result, Sha } from "../core/kernel.ts";
import type { Change, Tree } from "../core/tree.ts";
import type { Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import type { Pass } from "../core/gate/pass.ts";
import type { Checks } from "../core/gate/checks.ts";
import type { Event } from "../core/run/event.ts";
import type { RepositoryRef, RunId } from "../core/run/names.ts";
import type { DayStore } from "./day-store.ts";
import type { Sandbox } from "../core/verify/sandboxing.ts";

export interface Clock {
  now(): Instant;
  /** Calls `wake` once at or after the instant. @returns a function that cancels it. */
  at(when: Instant, wake: () => void): () => void;
}

export interface RunKept {
  readonly run: RunId;
  readonly ended: boolean;
}

/** How many events of a run its writer has seen; 0 for a run that does not exist. */
export type Version = number;

export interface Journal {
  /**
   * Appends events behind version `seen`; they are readable at once and durable after flush().
   * @returns the new version, or `stale` when somebody else appended (then nothing was written).
   * Throws Faltered when the store cannot take it (full disk, lost connection).
   */
  append(run: RunId, seen: Version, events: readonly Event[]): Result<Version, "stale">;
  /** Resolves when everything appended so far survives a power cut. Rejects with Faltered. */
  flush(): Promise<void>;
  /** The events of a run in order, in chunks, so that a long run need not fit in memory twice. */
  read(run: RunId): Iterable<readonly Event[]>;
  /** Runs that were not ended, oldest first. */
  live(): readonly RunId[];
  /** Nothing will be appended to this run by itself any more. */
  end(run: RunId): void;
  /** Every run, newest first. */
  all(): readonly RunId[];
  /**
   * The runs of one issue, newest first, and whether each was ended. Costs what the issue has of
   * them, however many runs the journal holds: every label and every comment asks.
   */
  ofIssue(repositoryId: number, issue: number): readonly RunKept[];
}

export interface Model {
  /**
   * One answer. Never rejects: what went wrong is a Sample too. Never retries by itself.
   * @param ended once it is aborted, nobody waits for the answer: faltered, then, at once.
   */
  sample(prompt: Prompt, draw: Draw, ended?: AbortSignal): Promise<Sample>;
  /** The most that one sample of this prompt can cost, in millionths of a dollar. */
  costMax(prompt: Prompt, draw: Draw): number;
}

export interface CommitDraft {
  readonly branch: string;
  /** First parent is what the changes apply to; further parents are merged in. */
  readonly parents: readonly [Sha, ...Sha[]];
  /** Changes against the tree of `onto`. */
  readonly onto: Sha;
  readonly changes: readonly Change[];
  readonly message: string;
  /** Where the branch must stand before; null when it must not exist yet. */
  readonly expected: Sha | null;
}

export interface PullDraft {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

export interface PullState {
  readonly state: "open" | "closed" | "merged";
  readonly head: Sha;
  readonly mergeCommit: Sha | null;
  /** Logins whose latest review requests changes. */
  readonly changesRequestedBy: readonly string[];
  /** Logins of people whose latest review approves exactly this head. */
  readonly approvedBy: readonly string[];
}

export interface CheckDraft {
  readonly head: Sha;
  readonly name: string;
  /** Natural key: one check run per (head, name, externalId), updated in place. */
  readonly externalId: string;
  readonly status: "in_progress" | "completed";
  readonly conclusion: "success" | "failure" | "action_required" | "neutral" | null;
  readonly title: string;
  readonly summary: string;
}

export interface IssueDraft {
  readonly title: string;
  /** Holds the marker. */
  readonly body: string;
  readonly marker: string;
  /** No issue with this marker is older. */
  readonly since: Instant;
  /** The issue that it is made a sub-issue of, where GitHub lets it. */
  readonly parent: number;
}

/**
 * One repository through one installation. Every write first looks whether it was already done
 * (branch head, pull request by head, comment by marker, check by external id) and then adopts it.
 * Every method throws Faltered when the world falters.
 */
export interface Repository {
  /** Where a branch stands; null when it does not exist. */
  head(branch: string): Promise<Sha | null>;
  /** The whole tree at a commit, within the edge's limits. */
  tree(at: Sha): Promise<Tree>;
  /**
   * Creates the branch, or accepts that it stands there already; `moved` when it stands
   * elsewhere.
   */
  createBranch(branch: string, at: Sha): Promise<Result<Sha, "moved">>;
  /** Commits and moves the branch, never by force; `moved` when it does not stand at `expected`. */
  commit(draft: CommitDraft): Promise<Result<Sha, "moved">>;
  /**
   * @returns the number of the one pull request from head to base, opened now or before; one that
   * was closed without a merge is reopened where GitHub lets it.
   */
  propose(
    draft: PullDraft,
  ): Promise<Result<number, { readonly kind: "refused"; readonly because: string }>>;
  pull(number: number): Promise<PullState>;
  /** Rewrites title and body of a pull request of ours, and takes it out of draft. */
  describe(number: number, draft: PullDraft): Promise<void>;
  /** Closes a pull request of ours; one that is closed or merged stays as it is. */
  close(number: number): Promise<void>;
  checks(head: Sha): Promise<Checks>;
  /**
   * Merges exactly the head that the pass names; an already merged pull request is adopted. Falters
   * lastingly where a rule of the repository stands against it.
   */
  merge(pass: Pass): Promise<Result<Sha, "head moved" | "closed">>;
  /** Creates or rewrites the one comment with this marker. @returns its id. */
  comment(issue: number, marker: string, body: string): Promise<number>;
  check(draft: CheckDraft): Promise<void>;
  /** @returns the number of the one issue of ours with this marker, opened now or before. */
  openIssue(draft: IssueDraft): Promise<number>;
}

export interface Ports {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly model: Model;
  /** Null where nothing may be executed: then only CI verifies. */
  readonly sandbox: Sandbox | null;
  repository(ref: RepositoryRef): Repository;
  /** What repositories spend on each day; absent: counted until the process ends. */
  readonly days?: DayStore;
}

/** The world faltered. Recorded as an event; pure code decides when to try again. */
export class Faltered extends Error {
  override readonly name = "Faltered";
  /** `none` = certainly not done; `unknown` = it may have been done: look before doing it again. */
  readonly outcome: "none" | "unknown";
  /** What the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** True when trying again cannot help before a person acts (permission, archived, gone). */
  readonly lasting: boolean;
  /** The run's model that said so, by its index, when others may be asked in its place. */
  readonly model: number | null;
  /** The unit that alone is concerned, by its index. */
  readonly unit: number | null;

  constructor(
    message: string,
    more: {
      readonly outcome: "none" | "unknown";
      readonly retryAfterMs?: number | null;
      readonly lasting?: boolean;
      readonly model?: number;
      readonly unit?: number | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause: more.cause });
    this.outcome = more.outcome;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.lasting = more.lasting ?? false;
    this.model = more.model ?? null;
    this.unit = more.unit ?? null;
  }
}
