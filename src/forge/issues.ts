// Issues, their labels and their comments, with GitHub's rules and webhooks.
import { commentEvent, issueEvent, labelEvent, type Scene } from "./events.ts";
import { invalid, unprocessable } from "./refusal.ts";
import {
  allows,
  levelOf,
  nextNumber,
  same,
  type Comment,
  type Issue,
  type IssueEvent,
  type Label,
} from "./store.ts";
import { id } from "./world.ts";

/** Source: GitHub refuses longer bodies of issues, pull requests and comments. */
const bodyMax = 65_536;

export interface IssueDraft {
  readonly title: string;
  readonly body: string | null;
  readonly labels: readonly string[];
}

export interface IssueEdit {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | null | undefined;
  readonly labels?: readonly string[] | undefined;
}

/** Throws the refusal for a body that is too long. */
export function checkBody(resource: string, body: string | null | undefined): void {
  if ((body ?? "").length <= bodyMax) return;
  throw invalid(resource, "body", "custom", `body is too long (maximum is ${bodyMax} characters)`);
}

/** Adds an issue with the repository's next number; the caller tells the world. */
export function addIssue(scene: Scene, title: string, body: string | null): Issue {
  const { world, repository, actor } = scene;
  const issue: Issue = {
    id: id(world),
    number: nextNumber(repository),
    author: actor,
    title,
    body,
    state: "open",
    stateReason: null,
    labels: [],
    closedAt: null,
    closedBy: null,
    createdAt: world.now(),
    updatedAt: world.now(),
    pull: null,
    parent: null,
    events: [],
  };
  repository.issues.set(issue.number, issue);
  return issue;
}

/** Writes an event into an issue's own list; webhooks are another matter. */
export function note(
  scene: Scene,
  issue: Issue,
  event: IssueEvent["event"],
  more: Partial<Pick<IssueEvent, "label" | "rename">> = {},
): void {
  const { world, actor } = scene;
  const what = { label: null, rename: null, ...more };
  issue.events.push({ id: id(world), event, actor, at: world.now(), ...what });
  issue.updatedAt = world.now();
}

/** Labels are dropped silently when the author may not label. */
export async function openIssue(scene: Scene, draft: IssueDraft): Promise<Issue> {
  if (draft.title.trim() === "") throw invalid("Issue", "title", "missing_field");
  checkBody("Issue", draft.body);
  const issue = addIssue(scene, draft.title, draft.body);
  await issueEvent(scene, issue, "opened");
  const { actor, repository } = scene;
  const mayLabel = actor.app !== null || allows(levelOf(repository, actor.user), "triage");
  if (mayLabel && draft.labels.length > 0) await addLabels(scene, issue, draft.labels);
  return issue;
}

export async function editIssue(scene: Scene, issue: Issue, edit: IssueEdit): Promise<void> {
  if (edit.title !== undefined && edit.title.trim() === "") {
    throw invalid("Issue", "title", "missing_field");
  }
  checkBody("Issue", edit.body);
  const title = edit.title ?? issue.title;
  const body = edit.body === undefined ? issue.body : edit.body;
  const changes = {
    ...(title === issue.title ? {} : { title: { from: issue.title } }),
    ...(body === issue.body ? {} : { body: { from: issue.body ?? "" } }),
  };
  if (title !== issue.title)
    note(scene, issue, "renamed", { rename: { from: issue.title, to: title } });
  issue.title = title;
  issue.body = body;
  issue.updatedAt = scene.world.now();
  if (Object.keys(changes).length > 0) await issueEvent(scene, issue, "edited", { changes });
  if (edit.labels !== undefined) await setLabels(scene, issue, edit.labels);
  if (edit.state === "closed") await closeIssue(scene, issue, edit.stateReason ?? "completed");
  if (edit.state === "open") await reopenIssue(scene, issue);
}

export async function closeIssue(
  scene: Scene,
  issue: Issue,
  reason: Issue["stateReason"],
): Promise<void> {
  if (issue.state === "closed") return;
  markClosed(scene, issue, issue.pull ? null : reason);
  await issueEvent(scene, issue, "closed");
}

/** Closes without telling anybody: a merge says more than "closed" in one webhook. */
export function markClosed(scene: Scene, issue: Issue, reason: Issue["stateReason"]): void {
  issue.state = "closed";
  issue.stateReason = reason;
  issue.closedAt = scene.world.now();
  issue.closedBy = scene.actor.user;
  note(scene, issue, "closed");
}

export async function reopenIssue(scene: Scene, issue: Issue): Promise<void> {
  if (issue.state === "open") return;
  if (issue.pull?.mergedAt !== null && issue.pull !== null) {
    throw unprocessable("A merged pull request cannot be reopened.");
  }
  issue.state = "open";
  issue.stateReason = issue.pull ? null : "reopened";
  issue.closedAt = null;
  issue.closedBy = null;
  note(scene, issue, "reopened");
  await issueEvent(scene, issue, "reopened");
}

/** A label that the repository lacks is created, as GitHub does. */
export function ensureLabel(scene: Scene, name: string): Label {
  const known = scene.repository.labels.find((label) => same(label.name, name));
  if (known) return known;
  if (name.trim() === "" || name.length > 50) throw invalid("Label", "name", "invalid");
  const label = { id: id(scene.world), name, color: "ededed", description: null };
  scene.repository.labels.push(label);
  return label;
}

export async function addLabels(
  scene: Scene,
  issue: Issue,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const label = ensureLabel(scene, name);
    if (issue.labels.includes(label)) continue;
    issue.labels.push(label);
    note(scene, issue, "labeled", { label });
    await labelEvent(scene, issue, "labeled", label);
  }
}

/** @returns false when the issue does not carry it. */
export async function removeLabel(scene: Scene, issue: Issue, name: string): Promise<boolean> {
  const label = issue.labels.find((one) => same(one.name, name));
  if (label === undefined) return false;
  issue.labels = issue.labels.filter((one) => one !== label);
  note(scene, issue, "unlabeled", { label });
  await labelEvent(scene, issue, "unlabeled", label);
  return true;
}

async function setLabels(scene: Scene, issue: Issue, names: readonly string[]): Promise<void> {
  const gone = issue.labels.filter((label) => !names.some((name) => same(name, label.name)));
  for (const label of gone) await removeLabel(scene, issue, label.name);
  await addLabels(scene, issue, names);
}

export function addComment(scene: Scene, issue: Issue, body: string): Comment {
  const { world, repository, actor } = scene;
  checkComment(body);
  const now = world.now();
  const comment = { id: id(world), issue, author: actor, body, createdAt: now, updatedAt: now };
  repository.comments.set(comment.id, comment);
  issue.updatedAt = now;
  commentEvent(scene, comment, "created");
  return comment;
}

export function editComment(scene: Scene, comment: Comment, body: string): void {
  checkComment(body);
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = scene.world.now();
  commentEvent(scene, comment, "edited", { changes: { body: { from } } });
}

export function deleteComment(scene: Scene, comment: Comment): void {
  scene.repository.comments.delete(comment.id);
  commentEvent(scene, comment, "deleted");
}

function checkComment(body: string): void {
  if (body.trim() === "") throw invalid("IssueComment", "body", "missing_field");
  checkBody("IssueComment", body);
}

/**
 * Numbers of the issues that a text closes.
 * Source: GitHub docs, "Linking a pull request to an issue", supported keywords.
 */
export function closingNumbers(text: string): number[] {
  const found = text.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi);
  return [...new Set([...found].map((one) => Number(one[1])))];
}

/** Closes what the texts name; pull requests are not closed by keywords. */
export async function closeNamed(scene: Scene, texts: readonly string[]): Promise<void> {
  for (const number of new Set(texts.flatMap(closingNumbers))) {
    const issue = scene.repository.issues.get(number);
    if (issue && issue.pull === null) await closeIssue(scene, issue, "completed");
  }
}
