// Issues of our own: the one behind a marker, found among those that we opened, or opened.
import { z } from "zod";
import { Faltered, type IssueDraft, type Repository } from "../engine/ports.ts";
import type { Api } from "./api.ts";
import type { Identity } from "./comments.ts";

const named = z.object({ id: z.number().int(), number: z.number().int() });
type Named = z.output<typeof named>;

const issue = named.extend({
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullable(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
  pull_request: z.unknown().optional(),
});

/** GitHub's clock and ours differ by less: further apart, it takes no token of ours. */
const skewMs = 24 * 3_600_000;

/**
 * Only issues of our own are looked at: the marker in anybody else's means nothing. Of several the
 * oldest is taken.
 */
export function makeIssues(
  api: Api,
  identity: () => Promise<Identity>,
): Pick<Repository, "openIssue"> {
  return {
    async openIssue(draft) {
      const there = await find(api, await identity(), draft);
      const one = there ?? (await open(api, draft));
      await place(api, one, draft.parent);
      return one.number;
    },
  };
}

async function find(
  api: Api,
  { appId, login }: Identity,
  { marker, since }: IssueDraft,
): Promise<Named | null> {
  const all = await api.list({
    route: "GET /repos/{owner}/{repo}/issues",
    phase: "read",
    doing: "looking for the issue of a child run",
    parameters: { state: "all", since: new Date(since - skewMs).toISOString() },
    shape: z.array(issue),
  });
  const ours = all
    .filter((one) => (one.pull_request ?? null) === null)
    .filter((one) => one.performed_via_github_app?.id === appId || one.user?.login === login)
    .filter((one) => one.body?.includes(marker) === true);
  return ours.toSorted((a, b) => a.number - b.number)[0] ?? null;
}

async function open(api: Api, { title, body }: IssueDraft): Promise<Named> {
  const made = await api.call({
    route: "POST /repos/{owner}/{repo}/issues",
    phase: "talk",
    doing: "opening the issue of a child run",
    parameters: { title, body },
    shape: named,
    expected: [403, 410],
  });
  if (made.ok) return made.value;
  throw new Faltered(
    "While opening the issue of a child run, GitHub refused " +
      `(${made.error.message.slice(0, 300)}). ` +
      "Let the repository have issues and the app write them, then comment `/quorum retry`.",
    { outcome: "none", lasting: true },
  );
}

/**
 * Makes it a sub-issue, so that GitHub shows the tree. Its text names the parent as well: where
 * GitHub refuses, because it has a parent already or knows no sub-issues, nothing is missing.
 */
async function place(api: Api, { id }: Named, parent: number): Promise<void> {
  await api.call({
    route: "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues",
    phase: "talk",
    doing: `making the issue of a child run a sub-issue of #${parent}`,
    parameters: { issue_number: parent, sub_issue_id: id },
    shape: z.unknown(),
    expected: [403, 404, 410, 422],
  });
}
