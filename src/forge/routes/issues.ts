// Routes of issues, their comments and labels.
import { z } from "zod";
import { reads, writes, type Demand } from "../access.ts";
import {
  addComment,
  addLabels,
  deleteComment,
  editComment,
  editIssue,
  ensureLabel,
  openIssue,
  removeLabel,
} from "../issues.ts";
import { presentComment, presentIssue, presentIssueEvent, presentLabel } from "../present/issue.ts";
import { Moved, invalid, notFound } from "../refusal.ts";
import {
  answer,
  issueIn,
  nothing,
  numberIn,
  page,
  reading,
  writing,
  type Route,
} from "../route.ts";
import { same, type Comment, type Issue, type Repository } from "../store.ts";
import { visible } from "../world.ts";

const both = ["issues", "pull_requests"] as const;

type Params = Readonly<Record<string, string>>;
type Needs = (permission: string) => Demand;

/** An issue wants the permission for issues, a pull request the one for pull requests. */
const ofIssue =
  (needs: Needs) =>
  (repository: Repository, params: Params): Demand =>
    needs(kindOf(repository.issues.get(Number(params["issue_number"]))));

const ofComment =
  (needs: Needs) =>
  (repository: Repository, params: Params): Demand =>
    needs(kindOf(repository.comments.get(Number(params["comment_id"]))?.issue));

const kindOf = (issue: Issue | undefined): string => (issue?.pull ? "pull_requests" : "issues");

/** Names of labels, each a string or an object with a name. */
const names = z.array(
  z.union([z.string(), z.object({ name: z.string() }).transform((label) => label.name)]),
);
const title = z.union([z.string(), z.number()]).transform(String);
const state = z.enum(["open", "closed"]);
const reason = z.enum(["completed", "not_planned", "duplicate"]).nullable();

function commentIn(repository: Repository, params: Readonly<Record<string, string>>): Comment {
  const comment = repository.comments.get(numberIn(params, "comment_id"));
  if (comment === undefined) throw notFound();
  return comment;
}

const issueRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/issues", reads(...both), (request) => {
    const { world, repository, query } = request;
    const wanted = query.get("state") ?? "open";
    const since = query.get("since");
    const labels = (query.get("labels") ?? "").split(",").filter((name) => name !== "");
    const all = [...repository.issues.values()]
      .filter((issue) => visible(world, issue.createdAt))
      .filter((issue) => wanted === "all" || issue.state === wanted)
      .filter((issue) => since === null || issue.updatedAt >= Date.parse(since))
      .filter((issue) => labels.every((name) => issue.labels.some((one) => same(one.name, name))))
      .reverse();
    const { items, headers } = page(
      request,
      query.get("direction") === "asc" ? all.reverse() : all,
    );
    return { status: 200, body: items.map((one) => presentIssue(world, repository, one)), headers };
  }),
  writing(
    "POST /repos/{owner}/{repo}/issues",
    writes("issues", "read"),
    z.object({ title, body: z.string().nullable().default(null), labels: names.default([]) }),
    async (doing) => {
      const issue = await openIssue(doing, doing.input);
      return answer(presentIssue(doing.world, doing.repository, issue), 201);
    },
  ),
  reading("/repos/{owner}/{repo}/issues/{issue_number}", ofIssue(reads), (request) => {
    const { world, repository, params } = request;
    const departed = repository.departed.get(numberIn(params, "issue_number"));
    if (departed) throw new Moved(301, departed.url);
    return answer(presentIssue(world, repository, issueIn(repository, params)));
  }),
  writing(
    "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
    ofIssue((kind) => writes(kind, "triage")),
    z.object({
      title: title.optional(),
      body: z.string().nullable().optional(),
      state: state.optional(),
      state_reason: reason.optional(),
      labels: names.optional(),
    }),
    async (doing) => {
      const { world, repository, params, input } = doing;
      const issue = issueIn(repository, params);
      await editIssue(doing, issue, { ...input, stateReason: input.state_reason });
      return answer(presentIssue(world, repository, issue));
    },
  ),
];

const eventRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/issues/{issue_number}/events", ofIssue(reads), (request) => {
    const { world, repository, params } = request;
    const seen = issueIn(repository, params).events.filter(({ at }) => visible(world, at));
    const { items, headers } = page(request, seen);
    const shown = items.map((one) => presentIssueEvent(world, repository, one));
    return { status: 200, body: shown, headers };
  }),
];

const body = z.object({ body: z.string() });

const commentRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/issues/{issue_number}/comments", ofIssue(reads), (request) => {
    const { world, repository, params } = request;
    const issue = issueIn(repository, params);
    const all = [...repository.comments.values()]
      .filter((one) => one.issue === issue)
      .filter((one) => visible(world, one.createdAt));
    const { items, headers } = page(request, all);
    return {
      status: 200,
      body: items.map((one) => presentComment(world, repository, one)),
      headers,
    };
  }),
  writing(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    ofIssue((kind) => writes(kind, "read")),
    body,
    (doing) => {
      const { world, repository, params, input } = doing;
      const comment = addComment(doing, issueIn(repository, params), input.body);
      return answer(presentComment(world, repository, comment), 201);
    },
  ),
  reading("/repos/{owner}/{repo}/issues/comments/{comment_id}", ofComment(reads), (request) => {
    const { world, repository, params } = request;
    return answer(presentComment(world, repository, commentIn(repository, params)));
  }),
  writing(
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    ofComment(writes),
    body,
    (doing) => {
      const { world, repository, params, input } = doing;
      const comment = commentIn(repository, params);
      editComment(doing, comment, input.body);
      return answer(presentComment(world, repository, comment));
    },
  ),
  writing(
    "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    ofComment(writes),
    z.unknown(),
    (doing) => {
      deleteComment(doing, commentIn(doing.repository, doing.params));
      return nothing;
    },
  ),
];

const labelRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/issues/{issue_number}/labels", ofIssue(reads), (request) => {
    const { world, repository, params } = request;
    const { items, headers } = page(request, issueIn(repository, params).labels);
    return { status: 200, body: items.map((one) => presentLabel(world, repository, one)), headers };
  }),
  writing(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
    ofIssue((kind) => writes(kind, "triage")),
    z.union([z.object({ labels: names }).transform((one) => one.labels), names]),
    async (doing) => {
      const { world, repository, params, input } = doing;
      const issue = issueIn(repository, params);
      await addLabels(doing, issue, input);
      return answer(issue.labels.map((one) => presentLabel(world, repository, one)));
    },
  ),
  writing(
    "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
    ofIssue((kind) => writes(kind, "triage")),
    z.unknown(),
    async (doing) => {
      const { world, repository, params } = doing;
      const issue = issueIn(repository, params);
      if (!(await removeLabel(doing, issue, params["name"] ?? ""))) throw notFound();
      return answer(issue.labels.map((one) => presentLabel(world, repository, one)));
    },
  ),
  reading("/repos/{owner}/{repo}/labels", reads(...both), (request) => {
    const { world, repository } = request;
    const { items, headers } = page(request, repository.labels);
    return { status: 200, body: items.map((one) => presentLabel(world, repository, one)), headers };
  }),
  writing(
    "POST /repos/{owner}/{repo}/labels",
    writes(both),
    z.object({
      name: z.string(),
      color: z
        .string()
        .regex(/^[0-9a-fA-F]{6}$/)
        .default("ededed"),
      description: z.string().max(100).nullable().default(null),
    }),
    (doing) => {
      const { world, repository, input } = doing;
      if (repository.labels.some((one) => same(one.name, input.name))) {
        throw invalid("Label", "name", "already_exists");
      }
      const label = { ...ensureLabel(doing, input.name), ...input };
      repository.labels.splice(-1, 1, label);
      return answer(presentLabel(world, repository, label), 201);
    },
  ),
];

export const issuesRoutes: readonly Route[] = [
  ...issueRoutes,
  ...eventRoutes,
  ...commentRoutes,
  ...labelRoutes,
];
