// What a run asked of the world: every write to GitHub, every sandbox job and every text it sent.
import type { Tree } from "../../src/core/tree.ts";
import type { SandboxJob } from "../../src/core/verify/sandboxing.ts";
import type { Model, Repository } from "../../src/engine/ports.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";

export interface Recorded {
  /** One line for each write that a run may make once: kind, branch, paths with modes, target. */
  readonly writes: string[];
  /** The different comments that were written or rewritten, and the different sandbox jobs. */
  readonly kept: Set<string>;
  /** Which models were asked, for how much; variants and temperatures go by number. */
  readonly draws: Set<string>;
  /** What was sent to be read by people, with what it was. */
  readonly texts: Map<string, Set<string>>;
}

export const recorder = (): Recorded => ({
  writes: [],
  kept: new Set(),
  draws: new Set(),
  texts: new Map(),
});

/** Titles are part of a branch's name, in an alphabet of their own: `quorum/7-whole.u1-*`. */
const named = (branch: string): string =>
  branch.replace(/^(quorum\/\d+-\w+\.u\d+)-[a-z0-9-]{1,40}$/, "$1-*");

/** @param red what the first look at CI is told instead of the truth. */
export function recordedRepository(
  inner: Repository,
  into: Recorded,
  red: { readonly name: string; readonly summary: string } | null,
): Repository {
  let looks = 0;
  const said = (what: string, ...texts: readonly string[]): void => {
    for (const text of texts) into.texts.set(what, (into.texts.get(what) ?? new Set()).add(text));
  };
  const wrote = (...words: readonly unknown[]): void => {
    into.writes.push(words.map(String).join(" "));
  };
  return {
    ...inner,
    createBranch(branch, at) {
      wrote("branch", branch);
      return inner.createBranch(branch, at);
    },
    commit(draft) {
      const paths = draft.changes.map(({ path, entry }) => `${entry?.mode ?? "delete"} ${path}`);
      wrote("commit", named(draft.branch), draft.parents.length, ...paths.toSorted());
      said("commit", draft.message);
      return inner.commit(draft);
    },
    propose(draft) {
      wrote("pull", named(draft.head), "→", named(draft.base), draft.draft);
      said("title", draft.title);
      said("body", draft.body);
      return inner.propose(draft);
    },
    describe(number, draft) {
      wrote("describe", number, named(draft.head), "→", draft.base, draft.draft);
      said("title", draft.title);
      said("body", draft.body);
      return inner.describe(number, draft);
    },
    async checks(head) {
      const checks = await inner.checks(head);
      if (red === null || checks.length === 0 || (looks += 1) > 1) return checks;
      return [{ ...red, app: "ci", status: "completed", conclusion: "failure", url: null }];
    },
    merge(pass) {
      wrote("merge", pass.pull);
      return inner.merge(pass);
    },
    comment(issue, marker, body) {
      into.kept.add(`comment ${issue} ${marker}`);
      said("comment", body);
      return inner.comment(issue, marker, body);
    },
    check(draft) {
      const id = draft.externalId.replace(/[0-9a-f]{12}$/, "*");
      wrote("check", draft.name, id, draft.status, draft.conclusion);
      said("check", draft.title, draft.summary);
      return inner.check(draft);
    },
  };
}

/** Jobs by command, variables and limit, and by what differs from the base in their tree. */
export function recordedSandbox(inner: Sandbox, into: Recorded, base: Tree): Sandbox {
  return {
    run(job: SandboxJob) {
      const { tree, ...rest } = job;
      const paths = [...tree].flatMap(([path, entry]) => {
        // A test between rivals is numbered like the sample that wrote it.
        const name = path.replace(/^test\/probe\d+\.test\.js$/, "test/probe*.test.js");
        return base.get(path)?.content === entry.content ? [] : [`${entry.mode} ${name}`];
      });
      const gone = [...base.keys()].filter((path) => !tree.has(path));
      into.kept.add(`job ${JSON.stringify(rest)} ${[...paths, ...gone].toSorted().join(" ")}`);
      return inner.run(job);
    },
  };
}

export const recordedModel = (inner: Model, into: Recorded): Model => ({
  ...inner,
  sample(prompt, draw) {
    const { model, standIn } = draw;
    into.draws.add(JSON.stringify({ model, standIn, tokensMax: prompt.outputTokensMax }));
    return inner.sample(prompt, draw);
  },
});
