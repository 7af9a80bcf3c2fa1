// The Repository port over the simulated GitHub: latency, read lag, faults before and after
// effects.
import { no, ok, type Sha } from "../core/kernel.ts";
import { withChanges } from "../core/tree.ts";
import {
  Faltered,
  type CommitDraft,
  type IssueDraft,
  type PullDraft,
  type Repository,
} from "../engine/ports.ts";
import { standsAt, type Hub, type Pull } from "./hub.ts";
import type { Random } from "./random.ts";

/** Protections that can be taken away, to see that the campaign notices. */
export const bugs = [
  "comment without a look",
  "issue without a look",
  "no quiet time",
  "merge without expected head",
  "flush does nothing",
  "no sweep",
  "checks of an older head",
  "push by force",
  "a run for each delivery",
  "deaf to a missed bar",
] as const;

export type Bug = (typeof bugs)[number];

export interface Faults {
  /** Chance that a call fails, half of them after it took effect. */
  readonly api: number;
  count(kind: string): void;
}

export interface World {
  readonly hub: Hub;
  readonly random: Random;
  readonly faults: Faults;
  readonly bug: Bug | null;
  now(): number;
  /** Resolves after virtual time; never for an incarnation that has crashed. */
  sleep(ms: number): Promise<void>;
  /** Tells the world that something happened on GitHub, so that it sends webhooks and runs CI. */
  happened(what: { readonly head?: Sha; readonly pull?: number }): void;
}

const latencyMs = 60;
/** The number of the first issue that Quorum opens itself. */
const firstIssue = 500;

export function simulatedRepository(world: World): Repository {
  const { hub, random, faults, bug } = world;

  /** One request: it may fail before it did anything, or after, when nobody can tell. */
  async function call<T>(write: boolean, effect: () => T): Promise<T> {
    await world.sleep(random.between(latencyMs / 2, latencyMs * 3));
    const fails = random.chance(faults.api);
    if (fails && (!write || random.chance(0.5))) {
      faults.count(random.chance(0.5) ? "api 5xx" : "api rate limit");
      const retryAfterMs = random.chance(0.3) ? random.between(1000, 5000) : null;
      throw new Faltered("simulated: the request failed", { outcome: "none", retryAfterMs });
    }
    const result = effect();
    await world.sleep(random.between(5, latencyMs));
    if (fails) {
      faults.count("api answer lost");
      throw new Faltered("simulated: the answer was lost", { outcome: "unknown" });
    }
    return result;
  }

  const pullBy = (branch: string, base: string): Pull | undefined =>
    hub.pulls.find((p) => p.branch === branch && p.base === base && p.state === "open");

  /** A commit of ours with the same parents is the one that an earlier try made. */
  const ours = (at: Sha | null, draft: CommitDraft): boolean => {
    const found = at === null ? undefined : hub.commits.get(at);
    return found?.by === "quorum" && found.parents.join() === draft.parents.join();
  };

  async function commit(draft: CommitDraft) {
    const seen = await call(false, () => hub.branch(draft.branch, world.now()));
    if (seen !== null && ours(seen, draft)) return ok(seen);
    return call(true, () => {
      const base = hub.commits.get(draft.onto);
      if (!base) throw new Error("A bug in the simulation: unknown commit");
      const standing = standsAt(hub, draft.branch);
      const from = bug === "push by force" ? standing : draft.expected;
      if (from !== standing)
        return standing && ours(standing, draft) ? ok(standing) : no("moved" as const);
      const made = hub.commit(withChanges(base.tree, draft.changes), draft.parents, "quorum");
      hub.move(draft.branch, from, made, world.now(), "quorum");
      world.happened({ head: made });
      return ok(made);
    });
  }

  async function propose(draft: PullDraft) {
    const known = await call(false, () => pullBy(draft.head, draft.base));
    if (known && known.createdAt <= world.now()) return ok(known.number);
    return call(true, () => {
      const twin = pullBy(draft.head, draft.base);
      if (twin) return ok(twin.number);
      const number = 100 + hub.pulls.length;
      hub.pulls.push({
        number,
        branch: draft.head,
        base: draft.base,
        createdAt: world.now(),
        state: "open",
        mergeCommit: null,
        mergedHead: null,
        mergedOnto: null,
        changesRequestedBy: [],
        approvedBy: [],
      });
      const { head: branch, base } = draft;
      hub.history.push({ kind: "pull", at: world.now(), number, branch, base });
      world.happened({ pull: number, ...mergedHead(hub, branch, base) });
      return ok(number);
    });
  }

  async function comment(issue: number, marker: string, body: string): Promise<number> {
    const lagged = (): number | null => {
      const visible = hub.comments.filter(
        (c) => c.issue === issue && world.now() - c.createdAt >= lagOf(world),
      );
      return visible.find((c) => c.body.startsWith(marker))?.id ?? null;
    };
    const known = bug === "comment without a look" ? null : await call(false, lagged);
    return call(true, () => {
      const found = hub.comments.find((c) => c.id === known);
      if (found) {
        found.body = body;
        return found.id;
      }
      const id = 1000 + hub.comments.length;
      hub.comments.push({ id, issue, createdAt: world.now(), body });
      hub.history.push({ kind: "comment", at: world.now(), id, issue });
      return id;
    });
  }

  async function openIssue({ marker, body }: IssueDraft): Promise<number> {
    const look = (): number | null => {
      const visible = hub.issues.filter((one) => world.now() - one.createdAt >= lagOf(world));
      return visible.find((one) => one.body.includes(marker))?.number ?? null;
    };
    const seen = bug === "issue without a look" ? null : await call(false, look);
    if (seen !== null) return seen;
    return call(true, () => {
      const number = firstIssue + hub.issues.length;
      hub.issues.push({ number, createdAt: world.now(), body });
      return number;
    });
  }

  return {
    head: (branch) => call(false, () => hub.branch(branch, world.now())),
    tree: (at) =>
      call(false, () => {
        const found = hub.commits.get(at);
        if (!found) throw new Error("A bug in the simulation: unknown commit");
        return found.tree;
      }),
    createBranch: (branch, at) =>
      call(true, () => {
        if (hub.move(branch, null, at, world.now(), "quorum")) return ok(at);
        return standsAt(hub, branch) === at ? ok(at) : no("moved" as const);
      }),
    commit,
    propose,
    pull: (number) =>
      call(false, () => {
        const pull = hub.pulls.find((p) => p.number === number);
        if (!pull) throw new Faltered("simulated: 404", { outcome: "none" });
        const { state, mergeCommit, changesRequestedBy, approvedBy } = pull;
        const head = pull.mergedHead ?? standsAt(hub, pull.branch);
        if (!head) throw new Error("A bug in the simulation: a pull request without a branch");
        return { state, head, mergeCommit, changesRequestedBy, approvedBy };
      }),
    describe: () => call(true, () => {}),
    close: (number) =>
      call(true, () => {
        const pull = hub.pulls.find((p) => p.number === number);
        if (pull?.state === "open") pull.state = "closed";
      }),
    checks: (head) =>
      call(false, () => {
        const any = [...hub.ci].find(([, verdict]) => verdict.green && verdict.at <= world.now());
        const run =
          bug === "checks of an older head" ? (any?.[1] ?? hub.ci.get(head)) : hub.ci.get(head);
        if (!run || run.at > world.now()) return [];
        const conclusion = run.green ? "success" : "failure";
        return [
          {
            name: "test",
            app: "ci",
            status: "completed",
            conclusion,
            url: null,
            summary: "",
          } as const,
        ];
      }),
    merge: (pass) =>
      call(true, () => {
        const pull = hub.pulls.find((p) => p.number === pass.pull);
        if (!pull || pull.state !== "open") return no("closed" as const);
        const head = standsAt(hub, pull.branch);
        const onto = standsAt(hub, pull.base);
        if (!head || !onto) return no("closed" as const);
        if (head !== pass.head && bug !== "merge without expected head")
          return no("head moved" as const);
        const tree = mergedTree(hub, head, onto);
        const made = hub.commit(tree, [onto, head], "quorum");
        hub.move(pull.base, onto, made, world.now(), "quorum");
        Object.assign(pull, {
          state: "merged",
          mergeCommit: made,
          mergedHead: head,
          mergedOnto: onto,
        });
        hub.history.push({
          kind: "merge",
          at: world.now(),
          number: pull.number,
          head,
          onto,
          commit: made,
        });
        world.happened({ pull: pull.number });
        return ok(made);
      }),
    comment,
    check: () => call(true, () => {}),
    openIssue,
  };
}

/** Git's merge, for heads that touch other files than the target: the union of both. */
function mergedTree(hub: Hub, head: Sha, onto: Sha) {
  const theirs = hub.commits.get(head);
  const target = hub.commits.get(onto)?.tree ?? new Map();
  if (theirs?.parents.includes(onto)) return theirs.tree;
  return new Map([...target, ...(theirs?.tree ?? [])]);
}

/** CI runs on a pull request's head that was no commit of a push: a child run's line. */
function mergedHead(hub: Hub, branch: string, base: string): { readonly head?: Sha } {
  const head = standsAt(hub, branch);
  const made = hub.history.some((one) => one.kind === "merge" && one.commit === head);
  return head !== null && made && base !== "main" ? { head } : {};
}

const lagOf = (world: World): number => (world.bug === "no quiet time" ? 4000 : 2000);
