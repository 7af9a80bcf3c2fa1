// What a webhook means to Quorum: a pure reading of its body; the unknown is ignored, with a why.
import { z } from "zod";
import { ignored } from "./outcome.ts";
import type { IssueSeen, Labels, Outcome, Own, Place } from "./outcome.ts";
import { readWake } from "./wake.ts";

const actor = z.object({ id: z.number(), login: z.string(), type: z.string().optional() });

const issueShape = z.object({
  id: z.number(),
  number: z.number().int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string().optional(),
  pull_request: z.unknown().optional(),
  updated_at: z.string(),
});

const base = z.object({
  repository: z.object({
    id: z.number(),
    name: z.string(),
    owner: z.object({ login: z.string() }),
    default_branch: z.string(),
  }),
  installation: z.object({ id: z.number() }),
  sender: actor,
  issue: issueShape,
});

const labelled = base.extend({ label: z.object({ name: z.string() }) });

const halted = base.extend({ label: z.object({ name: z.string() }).optional() });

const commented = base.extend({
  comment: z.object({
    id: z.number(),
    body: z.string(),
    user: actor.nullable(),
    created_at: z.string(),
    performed_via_github_app: z.unknown().optional(),
  }),
});

const installed = z.object({ action: z.string(), installation: z.object({ id: z.number() }) });

const action = z.object({ action: z.string().optional() });

/** @param event the event's name as GitHub sent it. Never throws, whatever the payload is. */
export function readWebhook(event: string, payload: unknown, own: Own, labels: Labels): Outcome {
  const read = action.safeParse(payload);
  const act = read.success ? (read.data.action ?? "") : "";
  if (event === "issues" && act === "labeled") return readLabel(payload, labels);
  if (event === "issues" && Object.hasOwn(halts, act)) return readHalt(payload, act, own, labels);
  if (event === "issue_comment") {
    return act === "created" ? readComment(payload) : ignored(`a comment was ${act}`);
  }
  if (event === "installation" || event === "installation_repositories") {
    return readInstallation(payload);
  }
  return readWake(event, act, payload, own);
}

function readLabel(payload: unknown, labels: Labels): Outcome {
  const read = labelled.safeParse(payload);
  if (!read.success) return ignored("not about an installed repository's issue and label");
  const { label, issue, sender } = read.data;
  const mode = label.name === labels.plan ? "plan" : label.name === labels.auto ? "auto" : null;
  if (mode === null) return ignored("another label");
  if (isBot(sender)) return ignored("labelled by a bot");
  return {
    kind: "trigger",
    place: placeOf(read.data),
    issue: issueOf(issue),
    sender: { id: sender.id, login: sender.login },
    label: label.name,
    mode,
    at: issue.updated_at,
  };
}

const halts: Readonly<Record<string, "closed" | "left" | "unlabelled">> = {
  closed: "closed",
  deleted: "left",
  transferred: "left",
  unlabeled: "unlabelled",
};

function readHalt(payload: unknown, act: string, own: Own, labels: Labels): Outcome {
  const read = halted.safeParse(payload);
  const why = halts[act];
  if (!read.success || why === undefined) return ignored("not about an installed repository");
  const { issue, sender, label } = read.data;
  if (sender.login === own.login) return ignored("Quorum did it itself");
  if (why === "unlabelled") {
    const ours = label?.name === labels.plan || label?.name === labels.auto;
    if (!ours) return ignored("another label");
    if (isBot(sender)) return ignored("unlabelled by a bot");
  }
  const { id, login } = sender;
  const place = placeOf(read.data);
  return { kind: "halt", place, issue: issueOf(issue), sender: { id, login }, why };
}

function readComment(payload: unknown): Outcome {
  const read = commented.safeParse(payload);
  if (!read.success) return ignored("not a comment in an installed repository");
  const { comment, issue, sender } = read.data;
  if (isBot(sender)) return ignored("written by a bot");
  if ((comment.performed_via_github_app ?? null) !== null) return ignored("written through an app");
  if (comment.user?.id !== sender.id) return ignored("sent by somebody else than its author");
  return {
    kind: "comment",
    place: placeOf(read.data),
    issue: issueOf(issue),
    sender: { id: sender.id, login: sender.login },
    commentId: comment.id,
    body: comment.body,
    at: comment.created_at,
  };
}

function readInstallation(payload: unknown): Outcome {
  const read = installed.safeParse(payload);
  if (!read.success) return ignored("not an installation");
  const gone = read.data.action === "deleted" || read.data.action === "suspend";
  return { kind: "installation", installation: read.data.installation.id, gone };
}

const isBot = (one: z.output<typeof actor>): boolean =>
  one.type === "Bot" || one.login.endsWith("[bot]");

const placeOf = ({ repository, installation }: z.output<typeof base>): Place => ({
  repository: {
    installation: installation.id,
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  },
  defaultBranch: repository.default_branch,
});

const issueOf = (issue: z.output<typeof issueShape>): IssueSeen => ({
  id: issue.id,
  number: issue.number,
  title: issue.title,
  body: issue.body ?? "",
  open: issue.state !== "closed",
  isPull: issue.pull_request !== undefined && issue.pull_request !== null,
});
