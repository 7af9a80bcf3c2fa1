// Finds what GitHub could not deliver: failed deliveries are asked for again, lost labels rebuilt.
import { z } from "zod";
import type { Clock } from "../engine/ports.ts";
import type { Inbox } from "../engine/inbox.ts";
import type { Api } from "./api.ts";
import type { AsApp, Attempt } from "./asapp.ts";
import type { House } from "./house.ts";
import { causeOf, type Log } from "./log.ts";
import type { Labels } from "./outcome.ts";
import { missedLabel } from "./refusals.ts";
import { labelKey, semanticKey } from "./semantic.ts";
import type { Repository } from "../engine/ports.ts";
import type { RepositoryRef } from "../core/run/names.ts";

export interface SweepParts {
  readonly asApp: AsApp;
  readonly inbox: Inbox;
  readonly house: House;
  readonly clock: Clock;
  readonly log: Log;
  readonly labels: Labels;
  api(ref: RepositoryRef): Api;
  repository(ref: RepositoryRef): Repository;
  learn(ref: RepositoryRef): void;
  readonly arrived: () => void;
}

type Repo = RepositoryRef & { readonly defaultBranch: string };

/** GitHub can deliver again for three days. Source: GitHub docs, "Redelivering webhooks". */
const reachMs = 3 * 24 * 3_600_000;
const redeliveriesMax = 30;
const attemptsMax = 3;
const repositoriesMax = 25;
/** GitHub's clock and ours may differ by this much. */
const skewMs = 600_000;
/** An issue that changed this much later than it was labelled is no longer what was labelled. */
const sameMs = 2000;

/**
 * @returns one round, to be called at start and on a timer; it looks at up to 25 repositories and
 * goes on from there the next time. It never throws: what fails is logged and done again later.
 */
export function makeSweep(parts: SweepParts): () => Promise<void> {
  let next = 0;
  const guarded = async (what: string, job: () => Promise<void>): Promise<void> => {
    try {
      await job();
    } catch (error) {
      parts.log.warn("sweep interrupted", { what, because: causeOf(error) });
    }
  };
  return async () => {
    await guarded("the inbox", async () => parts.inbox.prune(parts.clock.now() - 10 * reachMs));
    await guarded("deliveries", () => redeliver(parts));
    await guarded("labels", async () => {
      const all = await parts.asApp.repositories();
      for (const { installation, id, owner, name } of all) {
        parts.learn({ installation, id, owner, name });
      }
      const from = next < all.length ? next : 0;
      next = from + repositoriesMax;
      for (const repo of all.slice(from, next)) {
        await guarded(`labels in ${repo.id}`, () => findLost(parts, repo));
      }
    });
  };
}

async function redeliver(parts: SweepParts): Promise<void> {
  const byGuid = new Map<string, Attempt[]>();
  for (const one of await parts.asApp.attempts()) {
    byGuid.set(one.guid, [...(byGuid.get(one.guid) ?? []), one]);
  }
  let asked = 0;
  for (const [guid, attempts] of byGuid) {
    const latest = attempts[0];
    if (latest === undefined || asked >= redeliveriesMax) continue;
    const arrived = attempts.some((one) => one.status_code >= 200 && one.status_code < 300);
    const wanted = latest.event === "issues" || latest.event === "issue_comment";
    const young = Date.parse(latest.delivered_at) > parts.clock.now() - reachMs;
    if (arrived || !wanted || !young || attempts.length >= attemptsMax) continue;
    if (parts.inbox.holds(guid)) continue;
    await parts.asApp.redeliver(latest.id);
    asked += 1;
    parts.log.info("delivery asked for again", { delivery: guid });
  }
}

const issueShape = z.looseObject({
  id: z.number(),
  number: z.number(),
  updated_at: z.string(),
  pull_request: z.unknown().optional(),
});
type Issue = z.output<typeof issueShape>;

const eventShape = z.object({
  event: z.string(),
  created_at: z.string(),
  actor: z.looseObject({ id: z.number(), login: z.string() }).nullable(),
  label: z.object({ name: z.string() }).nullish(),
});

async function findLost(parts: SweepParts, repo: Repo): Promise<void> {
  for (const label of [parts.labels.plan, parts.labels.auto]) {
    const issues = await parts.api(repo).want({
      route: "GET /repos/{owner}/{repo}/issues",
      phase: "read",
      doing: "looking for labelled issues",
      parameters: { labels: label, state: "open", per_page: 50, sort: "updated" },
      shape: z.array(issueShape),
    });
    for (const issue of issues) {
      const runs = parts.house.runsOf(repo.id, issue.number);
      const open = runs.some((one) => one.standing !== "over");
      if (!open && (issue.pull_request ?? null) === null) await rebuild(parts, repo, issue, label);
    }
  }
}

/** Puts the webhook that never came into the inbox, made from what GitHub says now. */
async function rebuild(parts: SweepParts, repo: Repo, issue: Issue, label: string): Promise<void> {
  const labelled = await labelling(parts, repo, issue, label);
  if (labelled === null) return;
  const at = Date.parse(labelled.created_at);
  const now = parts.clock.now();
  const young = at > now - reachMs;
  const handled = parts.inbox.seen(labelKey(repo.id, issue.id, label), at - skewMs);
  if (!young || handled) return;
  if (Date.parse(issue.updated_at) > at + sameMs) {
    const marker = `<!-- quorum:missed ${repo.id}/${issue.number} ${at} -->`;
    await parts.repository(repo).comment(issue.number, marker, missedLabel(label));
    return;
  }
  const body = {
    action: "labeled",
    issue,
    label: { name: label },
    repository: {
      id: repo.id,
      name: repo.name,
      owner: { login: repo.owner },
      default_branch: repo.defaultBranch,
    },
    installation: { id: repo.installation },
    sender: labelled.actor,
  };
  const delivery = `sweep-${repo.id}-${issue.number}-${at}`;
  const payload = JSON.stringify(body);
  const key = semanticKey(body, delivery);
  await parts.inbox.put({ delivery, event: "issues", semanticKey: key, payload, at: now });
  parts.log.info("lost label found", { repository: repo.id, issue: issue.number });
  parts.arrived();
}

async function labelling(parts: SweepParts, repo: Repo, issue: Issue, label: string) {
  const events = await parts.api(repo).list({
    route: "GET /repos/{owner}/{repo}/issues/{issue_number}/events",
    phase: "read",
    doing: `reading who labelled #${issue.number}`,
    parameters: { issue_number: issue.number },
    shape: z.array(eventShape),
  });
  return (
    events
      .filter((one) => one.event === "labeled" && one.label?.name === label && one.actor !== null)
      .toSorted((a, b) => a.created_at.localeCompare(b.created_at))
      .at(-1) ?? null
  );
}
