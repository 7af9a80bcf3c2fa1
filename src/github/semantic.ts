// What a signed body is about, read from the body itself: the headers beside it are unsigned.
import { z } from "zod";

const has = z.object({
  action: z.unknown().optional(),
  issue: z.unknown().optional(),
  comment: z.unknown().optional(),
  label: z.unknown().optional(),
  pull_request: z.unknown().optional(),
});

const labelled = z.object({
  action: z.literal("labeled"),
  issue: z.object({ id: z.number(), updated_at: z.string() }),
  label: z.object({ name: z.string() }),
  repository: z.object({ id: z.number() }),
});

const commented = z.object({
  action: z.literal("created"),
  issue: z.object({ id: z.number() }),
  comment: z.object({ id: z.number() }),
  repository: z.object({ id: z.number() }),
});

/** `issues` or `issue_comment` where the body is one, whatever the header says; else null. */
export function eventOf(body: unknown): "issues" | "issue_comment" | null {
  const read = has.safeParse(body);
  if (!read.success || read.data.issue === undefined || read.data.pull_request !== undefined) {
    return null;
  }
  if (read.data.comment !== undefined) return "issue_comment";
  return labelled.safeParse(body).success ? "issues" : null;
}

/** Start of the key of every time this label was put on this issue. */
export const labelKey = (repository: number, issue: number, label: string): string =>
  `labeled:${repository}:${issue}:${JSON.stringify(label)}:`;

/**
 * Two deliveries with the same key are the same fact: a replay under another delivery id or event
 * name has one effect.
 * @param digest of the raw body: what everything else but labels and new comments is known by.
 */
export function semanticKey(body: unknown, digest: string): string {
  const label = labelled.safeParse(body);
  if (label.success && eventOf(body) === "issues") {
    const { repository, issue } = label.data;
    return labelKey(repository.id, issue.id, label.data.label.name) + issue.updated_at;
  }
  const comment = commented.safeParse(body);
  if (comment.success && eventOf(body) === "issue_comment") {
    return `comment:${comment.data.repository.id}:${comment.data.comment.id}`;
  }
  return `body:${digest}`;
}
