// The one comment behind a marker: found among our own, created or rewritten, duplicates folded.
import { Faltered } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";

/** GitHub takes 65,536 characters; the rest is room for our own last line. */
const bodyMax = 65_000;

/** Who we are to GitHub: `login` is the app's bot account. */
export interface Identity {
  readonly appId: number;
  readonly login: string;
}

export type Commenter = (issue: number, marker: string, body: string) => Promise<number>;

/** Only comments of our own are looked at: the marker in anybody else's comment means nothing. */
export function makeCommenter(api: Api, identity: () => Promise<Identity>): Commenter {
  const known = new Map<string, { readonly id: number; readonly body: string }>();

  const place = async (issue: number, marker: string, body: string): Promise<number> => {
    const own = await findOwn(api, await identity(), issue, marker);
    const [first, ...rest] = own;
    for (const one of rest) await remove(api, one.id);
    if (first === undefined) return await create(api, issue, body);
    if (first.body !== body) await rewrite(api, first.id, body);
    return first.id;
  };

  return async (issue, marker, text) => {
    const key = `${issue} ${marker}`;
    const body = bodyWith(marker, text);
    const before = known.get(key);
    if (before?.body === body) return before.id;
    known.delete(key);
    const there = before !== undefined && (await rewrite(api, before.id, body));
    const id = there ? before.id : await place(issue, marker, body);
    known.set(key, { id, body });
    return id;
  };
}

function bodyWith(marker: string, text: string): string {
  const body = text.includes(marker) ? text : `${marker}\n${text}`;
  if (body.length <= bodyMax) return body;
  const kept = body.slice(0, bodyMax);
  return `${kept.includes(marker) ? kept : `${marker}\n${kept}`}\n\n(cut: too long for a comment)`;
}

async function findOwn(
  api: Api,
  identity: Identity,
  issue: number,
  marker: string,
): Promise<readonly answers.Comment[]> {
  const all = await api.list({
    route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    phase: "read",
    doing: `looking for our comment on #${issue}`,
    parameters: { issue_number: issue },
    shape: answers.comments,
  });
  const ours = (one: answers.Comment): boolean =>
    one.performed_via_github_app?.id === identity.appId || one.user?.login === identity.login;
  const byId = new Map(all.filter(ours).map((one) => [one.id, one]));
  return [...byId.values()]
    .filter((one) => one.body?.includes(marker) === true)
    .toSorted((a, b) => a.id - b.id);
}

async function create(api: Api, issue: number, body: string): Promise<number> {
  const made = await api.call({
    route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    phase: "talk",
    doing: `commenting on #${issue}`,
    parameters: { issue_number: issue, body },
    shape: answers.created,
    expected: [403],
  });
  if (made.ok) return made.value.id;
  const locked = /locked/i.test(made.error.message);
  throw new Faltered(
    `While commenting on #${issue}, GitHub refused (${made.error.message.slice(0, 300)}). ` +
      (locked
        ? "The conversation is locked: unlock it, then comment `/quorum retry`."
        : "Let the app write issues in the installation's settings, then comment `/quorum retry`."),
    { outcome: "none", lasting: true },
  );
}

/** @returns false when the comment is gone. */
async function rewrite(api: Api, id: number, body: string): Promise<boolean> {
  const done = await api.call({
    route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    phase: "talk",
    doing: "rewriting a comment",
    parameters: { comment_id: id, body },
    shape: answers.created,
    expected: [404],
  });
  return done.ok;
}

async function remove(api: Api, id: number): Promise<void> {
  await api.call({
    route: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    phase: "talk",
    doing: "removing a duplicate of our comment",
    parameters: { comment_id: id },
    shape: answers.anything,
    expected: [404],
  });
}
