// Pull requests: opened once per head and base, described, looked at, and merged at one exact head.
import { assert, no, ok, sha, type Result, type Sha } from "../core/kernel.ts";
import type { Pass } from "../core/gate/pass.ts";
import type { z } from "zod";
import { plain } from "../core/report/markdown.ts";
import { Faltered, type PullDraft, type PullState, type Repository } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import type { Api, Refusal } from "./api.ts";
import { ownBranch } from "./refs.ts";
import type { Reviews } from "./reviews.ts";

type Pull = z.output<typeof answers.pull>;
type Pulls = Pick<Repository, "propose" | "pull" | "describe" | "close" | "merge">;
type Method = "merge" | "squash" | "rebase";

/** @param graphqlUrl where GraphQL answers: the only way to take a pull request out of draft. */
export function makePulls(api: Api, reviews: Reviews, graphqlUrl: string): Pulls {
  /** What the repository's settings allow, learnt from its refusals. */
  let methods: readonly Method[] = ["merge", "squash", "rebase"];

  return {
    async propose(draft) {
      ownBranch(draft.head);
      const there = await find(api, draft);
      if (there !== null && (isWanted(there) || (await reopen(api, there.number, draft)))) {
        return ok(there.number);
      }
      const opened = await open(api, draft);
      if (opened.ok) return opened;
      if (/already exists/i.test(opened.error.message)) return await findAgain(api, draft);
      return no({ kind: "refused", because: because(opened.error) });
    },
    async pull(number) {
      const pull = await read(api, number);
      const state = stateOf(pull);
      const latest = await reviews(number, pull.head.sha);
      return { ...state, ...latest };
    },
    async describe(number, draft) {
      const pull = await read(api, number);
      ownBranch(pull.head.ref);
      if (pull.title !== draft.title || (pull.body ?? "") !== draft.body) {
        await rewrite(api, number, draft);
      }
      if (pull.draft === true && !draft.draft) await ready(api, pull.node_id, number, graphqlUrl);
    },
    async close(number) {
      const pull = await read(api, number);
      ownBranch(pull.head.ref);
      if (pull.state === "open") await shut(api, number);
    },
    async merge(pass) {
      for (;;) {
        const pull = await read(api, pass.pull, "merge");
        const may = await mayMerge(api, pull, pass);
        if (may !== null) return may;
        const method = methods[0];
        if (method === undefined) throw unmergeable(pass.pull, "it allows no way of merging");
        const answer = await put(api, pass, method);
        if (answer.ok) return ok(answer.value);
        if (isMoved(answer.error)) return no("head moved");
        if (!notAllowed(answer.error, method)) throw unmergeable(pass.pull, answer.error.message);
        methods = methods.filter((one) => one !== method);
      }
    },
  };
}

const read = (api: Api, number: number, phase: "read" | "merge" = "read"): Promise<Pull> =>
  api.want({
    route: "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    phase,
    doing: `reading pull request #${number}`,
    parameters: { pull_number: number },
    shape: answers.pull,
  });

function stateOf(pull: Pull): Pick<PullState, "state" | "head" | "mergeCommit"> {
  const merged = pull.merged_at !== null;
  const mergeCommit = merged && pull.merge_commit_sha !== null ? sha(pull.merge_commit_sha) : null;
  return { state: merged ? "merged" : pull.state, head: pull.head.sha, mergeCommit };
}

/** The open pull request from head to base, or a merged or else the newest closed one. */
async function find(api: Api, draft: PullDraft): Promise<Pull | null> {
  const found = await api.list({
    route: "GET /repos/{owner}/{repo}/pulls",
    phase: "read",
    doing: `looking for the pull request of ${draft.head}`,
    parameters: { state: "all", head: `${api.repository.owner}:${draft.head}`, base: draft.base },
    shape: answers.pulls,
  });
  const ours = found
    .filter((one) => one.head.ref === draft.head && one.base.ref === draft.base)
    .filter((one) => one.head.repo?.id === api.repository.id)
    .toSorted((a, b) => b.number - a.number);
  return ours.find((one) => one.state === "open") ?? ours.find(isWanted) ?? ours[0] ?? null;
}

const isWanted = (pull: Pull): boolean => pull.state === "open" || pull.merged_at !== null;

/** @returns false where GitHub reopens it no more: its branch was made anew since. */
async function reopen(api: Api, number: number, draft: PullDraft): Promise<boolean> {
  const done = await api.call({
    route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
    phase: "talk",
    doing: `reopening pull request #${number}`,
    parameters: { pull_number: number, state: "open", title: draft.title, body: draft.body },
    shape: answers.anything,
    expected: [422],
  });
  return done.ok;
}

async function findAgain(api: Api, draft: PullDraft): Promise<Result<number, never>> {
  const there = await find(api, draft);
  if (there !== null) return ok(there.number);
  throw new Faltered(
    `GitHub says that a pull request of ${draft.head} exists, but does not list it yet. ` +
      "Quorum looks again by itself.",
    { outcome: "none", retryAfterMs: 15_000 },
  );
}

/** Opens it, as no draft where the repository's plan has no drafts. */
async function open(api: Api, draft: PullDraft): Promise<Result<number, Refusal>> {
  const answer = await api.call({
    route: "POST /repos/{owner}/{repo}/pulls",
    phase: "talk",
    doing: `opening the pull request of ${draft.head}`,
    parameters: { ...draft },
    shape: answers.pull,
    expected: [422],
  });
  if (answer.ok) return ok(answer.value.number);
  const undraftable = /draft pull requests are not supported/i.test(answer.error.message);
  return draft.draft && undraftable ? await open(api, { ...draft, draft: false }) : answer;
}

const rewrite = (api: Api, number: number, draft: PullDraft) =>
  api.want({
    route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
    phase: "talk",
    doing: `describing pull request #${number}`,
    parameters: { pull_number: number, title: draft.title, body: draft.body },
    shape: answers.anything,
  });

const shut = (api: Api, number: number) =>
  api.want({
    route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
    phase: "talk",
    doing: `closing pull request #${number}`,
    parameters: { pull_number: number, state: "closed" },
    shape: answers.anything,
  });

async function ready(api: Api, node: string, number: number, graphqlUrl: string): Promise<void> {
  const doing = `taking pull request #${number} out of draft`;
  const query =
    "mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) " +
    "{ clientMutationId } }";
  const answer = await api.want({
    route: `POST ${graphqlUrl}`,
    phase: "talk",
    doing,
    parameters: { query, variables: { id: node } },
    shape: answers.graph,
  });
  const error = answer.errors?.[0];
  if (error === undefined) return;
  throw new Faltered(`While ${doing}, GitHub refused (${error.message.slice(0, 300)}).`, {
    outcome: "none",
    lasting: true,
  });
}

/** An early answer where there is nothing to merge any more, null where the merge may be sent. */
async function mayMerge(
  api: Api,
  pull: Pull,
  pass: Pass,
): Promise<Result<Sha, "head moved" | "closed"> | null> {
  ownBranch(pull.head.ref);
  assert(pull.head.repo?.id === api.repository.id, "a pass for a fork's pull request");
  if (pull.merged_at !== null && pull.merge_commit_sha !== null) {
    return pull.head.sha === pass.head ? ok(sha(pull.merge_commit_sha)) : no("head moved");
  }
  if (pull.state === "closed") return no("closed");
  if (pull.head.sha !== pass.head) return no("head moved");
  const target = await api.want({
    route: "GET /repos/{owner}/{repo}/git/ref/{ref}",
    phase: "read",
    doing: `reading the branch ${pull.base.ref}`,
    parameters: { ref: `heads/${pull.base.ref}` },
    shape: answers.reference,
  });
  return target.object.sha === pass.onto ? null : no("head moved");
}

async function put(api: Api, pass: Pass, method: Method): Promise<Result<Sha, Refusal>> {
  const answer = await api.call({
    route: "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
    phase: "merge",
    doing: `merging pull request #${pass.pull}`,
    parameters: {
      pull_number: pass.pull,
      sha: pass.head,
      merge_method: method,
      // A unit's title is an agent's text: it must not close an issue or call somebody.
      ...(method === "rebase" ? {} : { commit_title: `${plain(pass.title)} (#${pass.pull})` }),
    },
    shape: answers.merged,
    expected: [405, 409, 422],
  });
  return answer.ok ? ok(answer.value.sha) : answer;
}

/** The repository's settings forbid this way of merging: certainly not done, another may be. */
function notAllowed(refusal: Refusal, method: Method): boolean {
  const words = { merge: /merge commits are not allowed/i, squash: /squash merges are not/i };
  if (refusal.status !== 405 || method === "rebase") return false;
  return words[method].test(refusal.message);
}

const isMoved = (refusal: Refusal): boolean =>
  refusal.status === 409 || /base branch was modified/i.test(refusal.message);

/** A bare "not mergeable" may be GitHub still working it out; anything else is a rule. */
function unmergeable(pull: number, words: string): Faltered {
  const lasting = !/not mergeable/i.test(words);
  return new Faltered(
    `GitHub does not merge pull request #${pull} (${words.slice(0, 300)}). ` +
      (lasting
        ? "Meet what the repository's rules ask for, then comment `/quorum retry`."
        : "Quorum looks again and retries by itself."),
    { outcome: "none", lasting },
  );
}

const because = (refusal: Refusal): string =>
  `GitHub refused the pull request (${refusal.message.slice(0, 300)})`;
