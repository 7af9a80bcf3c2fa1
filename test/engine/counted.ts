// The Repository port with every call named and counted before it is made.
import type { Repository } from "../../src/engine/ports.ts";

type Counted = <T>(name: string, effect: () => Promise<T>) => Promise<T>;

export function countedRepository(inner: Repository, called: Counted): Repository {
  return {
    head: (branch) => called("head", () => inner.head(branch)),
    tree: (at) => called("tree", () => inner.tree(at)),
    createBranch: (branch, at) => called("createBranch", () => inner.createBranch(branch, at)),
    commit: (draft) => called("commit", () => inner.commit(draft)),
    propose: (draft) => called("propose", () => inner.propose(draft)),
    pull: (number) => called("pull", () => inner.pull(number)),
    describe: (number, draft) => called("describe", () => inner.describe(number, draft)),
    close: (number) => called("close", () => inner.close(number)),
    checks: (head) => called("checks", () => inner.checks(head)),
    merge: (pass) => called("merge", () => inner.merge(pass)),
    comment: (issue, marker, body) => called("comment", () => inner.comment(issue, marker, body)),
    check: (draft) => called("check", () => inner.check(draft)),
    openIssue: (draft) => called("openIssue", () => inner.openIssue(draft)),
  };
}
