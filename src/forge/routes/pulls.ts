// Routes of pull requests: opening, editing, reviewing and merging them.
import { z } from "zod";
import { proposes, reads, writes } from "../access.ts";
import { changedFiles, commitsBetween, mergeBase } from "../diffs.ts";
import { mergeInto, mergePull, updateBranch } from "../merging.ts";
import { readCommit } from "../objects.ts";
import { presentCommit, presentFile } from "../present/commit.ts";
import { presentReview } from "../present/issue.ts";
import { presentPull, presentPullShort } from "../present/pull.ts";
import { addReview, dismissReview, editPull, headBranch, openPull } from "../pulls.ts";
import { resolveCommit } from "../refs.ts";
import { notFound } from "../refusal.ts";
import {
  answer,
  nothing,
  numberIn,
  page,
  pullIn,
  reading,
  writing,
  type Route,
  type Seen,
} from "../route.ts";
import type { Pull } from "../store.ts";
import { repositoryUrl, visible } from "../world.ts";

const pull = "/repos/{owner}/{repo}/pulls/{pull_number}";
const text = z.string().nullable();

function listed(request: Seen): Pull[] {
  const { world, repository, query } = request;
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const branch = head === null ? null : headBranch(repository, head);
  const base = query.get("base");
  const all = [...repository.issues.values()]
    .flatMap((issue) => issue.pull ?? [])
    .filter((one) => visible(world, one.issue.createdAt))
    .filter((one) => state === "all" || one.issue.state === state)
    .filter((one) => head === null || one.headRef === branch)
    .filter((one) => base === null || one.baseRef === base);
  return query.get("direction") === "asc" ? all : all.reverse();
}

const pullRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/pulls", reads("pull_requests"), (request) => {
    const { world, repository } = request;
    const { items, headers } = page(request, listed(request));
    return {
      status: 200,
      body: items.map((one) => presentPullShort(world, repository, one)),
      headers,
    };
  }),
  writing(
    "POST /repos/{owner}/{repo}/pulls",
    proposes,
    z.object({
      title: z.string().default(""),
      head: z.string(),
      base: z.string(),
      body: text.default(null),
      draft: z.boolean().default(false),
    }),
    async (doing) => {
      const opened = await openPull(doing, doing.input);
      return answer(await presentPull(doing.world, doing.repository, opened), 201);
    },
  ),
  reading(pull, reads("pull_requests"), async ({ world, repository, params }) =>
    answer(await presentPull(world, repository, pullIn(repository, params))),
  ),
  writing(
    `PATCH ${pull}`,
    writes("pull_requests"),
    z.object({
      title: z.string().optional(),
      body: text.optional(),
      state: z.enum(["open", "closed"]).optional(),
      base: z.string().optional(),
    }),
    async (doing) => {
      const { world, repository, params, input } = doing;
      const one = pullIn(repository, params);
      await editPull(doing, one, input);
      return answer(await presentPull(world, repository, one));
    },
  ),
  reading(`${pull}/commits`, reads("pull_requests"), async (request) => {
    const { world, repository, params } = request;
    const one = pullIn(repository, params);
    const shas = await commitsBetween(repository.dir, one.baseSha, one.headSha);
    const { items, headers } = page(request, shas);
    const commits = await Promise.all(items.map((sha) => readCommit(repository.dir, sha)));
    const shown = commits.filter((commit) => commit !== null);
    return {
      status: 200,
      body: shown.map((commit) => presentCommit(world, repository, commit)),
      headers,
    };
  }),
  reading(`${pull}/files`, reads("pull_requests"), async (request) => {
    const { world, repository, params } = request;
    const one = pullIn(repository, params);
    const from = (await mergeBase(repository.dir, one.baseSha, one.headSha)) ?? one.baseSha;
    const files = await changedFiles(repository.dir, from, one.headSha);
    const { items, headers } = page(request, files);
    const body = items.map((file) => presentFile(world, repository, one.headSha, file));
    return { status: 200, body, headers };
  }),
];

const mergeRoutes: readonly Route[] = [
  reading(`${pull}/merge`, reads("pull_requests"), ({ repository, params }) => {
    if (pullIn(repository, params).mergedAt === null) throw notFound();
    return nothing;
  }),
  writing(
    `PUT ${pull}/merge`,
    writes("contents"),
    z.object({
      sha: text.default(null),
      merge_method: z.enum(["merge", "squash", "rebase"]).default("merge"),
      commit_title: text.default(null),
      commit_message: text.default(null),
    }),
    async (doing) => {
      const { repository, params, input } = doing;
      const sha = await mergePull(doing, pullIn(repository, params), {
        method: input.merge_method,
        sha: input.sha,
        title: input.commit_title,
        message: input.commit_message,
      });
      return answer({ sha, merged: true, message: "Pull Request successfully merged" });
    },
  ),
  writing(
    `PUT ${pull}/update-branch`,
    writes("pull_requests"),
    z.object({ expected_head_sha: text.default(null) }),
    async (doing) => {
      const { world, repository, params, input } = doing;
      const one = pullIn(repository, params);
      await updateBranch(doing, one, input.expected_head_sha);
      const url = `${repositoryUrl(world, repository)}/pulls/${one.issue.number}`;
      return answer({ message: "Updating pull request branch.", url }, 202);
    },
  ),
  writing(
    "POST /repos/{owner}/{repo}/merges",
    writes("contents"),
    z.object({ base: z.string(), head: z.string(), commit_message: z.string().optional() }),
    async (doing) => {
      const { world, repository, input } = doing;
      const head = await resolveCommit(repository.dir, input.head);
      if (head === null) throw notFound();
      const message = input.commit_message ?? `Merge ${input.head} into ${input.base}`;
      const made = await mergeInto(doing, input.base, head, message);
      const commit = made === null ? null : await readCommit(repository.dir, made);
      return commit === null ? nothing : answer(presentCommit(world, repository, commit), 201);
    },
  ),
];

const reviewRoutes: readonly Route[] = [
  reading(`${pull}/reviews`, reads("pull_requests"), (request) => {
    const { world, repository, params } = request;
    const one = pullIn(repository, params);
    const seen = one.reviews.filter((review) => visible(world, review.submittedAt));
    const { items, headers } = page(request, seen);
    const body = items.map((review) => presentReview(world, repository, one.issue, review));
    return { status: 200, body, headers };
  }),
  writing(
    `POST ${pull}/reviews`,
    writes("pull_requests", "read"),
    z.object({
      body: z.string().default(""),
      event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]),
      commit_id: z.string().optional(),
    }),
    (doing) => {
      const { world, repository, params, input } = doing;
      const one = pullIn(repository, params);
      const review = addReview(doing, one, input.event, input.body, input.commit_id);
      return answer(presentReview(world, repository, one.issue, review));
    },
  ),
  writing(
    `PUT ${pull}/reviews/{review_id}/dismissals`,
    writes("pull_requests"),
    z.object({ message: z.string().min(1) }),
    (doing) => {
      const { world, repository, params } = doing;
      const one = pullIn(repository, params);
      const id = numberIn(params, "review_id");
      const review = one.reviews.find((each) => each.id === id);
      if (review === undefined) throw notFound();
      dismissReview(doing, one, review);
      return answer(presentReview(world, repository, one.issue, review));
    },
  ),
];

export const pullsRoutes: readonly Route[] = [...pullRoutes, ...mergeRoutes, ...reviewRoutes];
