// What the forge knows besides git's objects and refs: accounts, apps, issues, pulls, checks. Plain
// data throughout, so that it can be kept.

/** What somebody may do in a repository, ascending. */
export const levels = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Level = (typeof levels)[number];

/** An app's permissions: a resource and `read`, `write` or `admin`. */
export type Permissions = Readonly<Record<string, string>>;

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
  readonly createdAt: number;
}

export interface App {
  readonly id: number;
  readonly hookId: number;
  readonly slug: string;
  readonly clientId: string;
  readonly owner: User;
  readonly bot: User;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  webhookUrl: string | null;
  webhookSecret: string;
  /** PEM; null for an app of the forge itself, which never calls from outside. */
  publicKey: string | null;
  readonly createdAt: number;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: User;
  readonly repositories: Set<Repository>;
  permissions: Permissions;
  suspended: { readonly by: User; readonly at: number } | null;
  readonly createdAt: number;
}

export interface Token {
  readonly text: string;
  readonly installation: Installation;
  readonly permissions: Permissions;
  /** Null: every repository of the installation. */
  readonly repositories: ReadonlySet<Repository> | null;
  readonly expiresAt: number;
}

/** Who acts: a person, or an app as its bot. */
export interface Actor {
  readonly user: User;
  readonly app: App | null;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

/** What happened to an issue, as its list of events shows it. */
export interface IssueEvent {
  readonly id: number;
  readonly event: "labeled" | "unlabeled" | "closed" | "reopened" | "renamed" | "merged";
  readonly actor: Actor;
  readonly at: number;
  readonly label: Label | null;
  readonly rename: { readonly from: string; readonly to: string } | null;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: Actor;
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "duplicate" | "reopened" | null;
  labels: Label[];
  closedAt: number | null;
  closedBy: User | null;
  readonly createdAt: number;
  updatedAt: number;
  pull: Pull | null;
  /** The issue that this one is a sub-issue of. */
  parent: Issue | null;
  readonly events: IssueEvent[];
}

export interface Comment {
  readonly id: number;
  readonly issue: Issue;
  readonly author: Actor;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Pull {
  readonly id: number;
  readonly issue: Issue;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  /** The base branch when the pull request was opened or last pushed to. */
  baseSha: string;
  draft: boolean;
  mergedAt: number | null;
  mergedBy: User | null;
  mergeCommit: string | null;
  readonly reviews: Review[];
}

export interface Review {
  readonly id: number;
  readonly author: Actor;
  readonly body: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly commit: string;
  readonly submittedAt: number;
}

export type Conclusion =
  "success" | "failure" | "neutral" | "cancelled" | "skipped" | "timed_out" | "action_required";

export interface Suite {
  readonly id: number;
  readonly app: App;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly before: string | null;
  status: "queued" | "in_progress" | "completed";
  conclusion: Conclusion | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface CheckOutput {
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: number;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: Suite;
  name: string;
  externalId: string;
  detailsUrl: string | null;
  status: "queued" | "in_progress" | "completed";
  conclusion: Conclusion | null;
  startedAt: number;
  completedAt: number | null;
  output: CheckOutput;
  readonly createdAt: number;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: "pending" | "success" | "failure" | "error";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly author: Actor;
  readonly createdAt: number;
}

export interface Repository {
  readonly id: number;
  readonly owner: User;
  name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** The bare repository on disk. */
  dir: string;
  readonly createdAt: number;
  pushedAt: number;
  readonly labels: Label[];
  readonly issues: Map<number, Issue>;
  /** Numbers whose issues are gone: where each is now, or null when it was deleted. */
  readonly departed: Map<number, { readonly url: string } | null>;
  readonly comments: Map<number, Comment>;
  readonly suites: Map<number, Suite>;
  readonly runs: Map<number, CheckRun>;
  readonly statuses: Status[];
  readonly levels: Map<number, Level>;
  /** Where each ref stood before its last move, for reads that lag. */
  readonly moves: Map<string, { readonly before: string | null; readonly at: number }>;
}

export interface Store {
  readonly users: Map<number, User>;
  readonly apps: Map<number, App>;
  readonly installations: Map<number, Installation>;
  readonly repositories: Map<number, Repository>;
  /** Full names in lower case that repositories had before, until another takes one. */
  readonly formerNames: Map<string, Repository>;
  readonly tokens: Map<string, Token>;
  readonly userTokens: Map<string, User>;
  nextId: number;
}

export const makeStore = (): Store => ({
  users: new Map(),
  apps: new Map(),
  installations: new Map(),
  repositories: new Map(),
  formerNames: new Map(),
  tokens: new Map(),
  userTokens: new Map(),
  nextId: 1001,
});

/** Ids are unique over all kinds, so that one taken for another is noticed. */
export function newId(store: Store): number {
  store.nextId += 1;
  return store.nextId;
}

/** Issues and pull requests share their numbers. */
export const nextNumber = ({ issues, departed }: Repository): number =>
  issues.size + departed.size + 1;

/** True when `has` allows what `needs` names. */
export const allows = (has: Level, needs: Level): boolean =>
  levels.indexOf(has) >= levels.indexOf(needs);

/** Logins and names are compared without case. Source: GitHub. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const userByLogin = (store: Store, login: string): User | null =>
  [...store.users.values()].find((user) => same(user.login, login)) ?? null;

export const repositoryByName = (store: Store, owner: string, name: string): Repository | null =>
  [...store.repositories.values()].find(
    (one) => same(one.owner.login, owner) && same(one.name, name),
  ) ?? null;

/** What a user may do: their grant, everything as the owner, reading when it is public. */
export function levelOf(repository: Repository, user: User): Level {
  if (user.id === repository.owner.id) return "admin";
  return repository.levels.get(user.id) ?? (repository.private ? "none" : "read");
}
