// Webhooks that only wake a run: something changed about a branch, a head, a pull or an issue.
import { z } from "zod";
import type { Where } from "./house.ts";
import { ignored, type Outcome, type Own } from "./outcome.ts";

const common = z.object({
  repository: z.object({ id: z.number() }),
  sender: z.object({ login: z.string() }).optional(),
});

const byApp = z.object({ id: z.number() }).nullish();

const checkRun = z.object({
  check_run: z.object({
    head_sha: z.string(),
    app: byApp,
    check_suite: z.object({ head_branch: z.string().nullish() }).nullish(),
  }),
});

const checkSuite = z.object({
  check_suite: z.object({ head_sha: z.string(), head_branch: z.string().nullish(), app: byApp }),
});

const status = z.object({ sha: z.string() });

const pull = z.object({
  pull_request: z.object({
    number: z.number(),
    head: z.object({ ref: z.string(), sha: z.string() }),
  }),
});

const push = z.object({ ref: z.string(), after: z.string() });

const issue = z.object({ issue: z.object({ number: z.number() }) });

interface Seen extends Omit<Where, "repositoryId"> {
  /** The app that a check belongs to. */
  readonly app?: number;
}

/** Where each event happened; null when the body is not what the event's name says. */
const readers: Readonly<Record<string, (payload: unknown) => Seen | null>> = {
  check_run(payload) {
    const read = checkRun.safeParse(payload);
    if (!read.success) return null;
    const { head_sha: head, app, check_suite: suite } = read.data.check_run;
    return { head, ...branchOf(suite?.head_branch), ...(app ? { app: app.id } : {}) };
  },
  check_suite(payload) {
    const read = checkSuite.safeParse(payload);
    if (!read.success) return null;
    const { head_sha: head, head_branch: branch, app } = read.data.check_suite;
    return { head, ...branchOf(branch), ...(app ? { app: app.id } : {}) };
  },
  status(payload) {
    const read = status.safeParse(payload);
    return read.success ? { head: read.data.sha } : null;
  },
  pull_request: readPull,
  pull_request_review: readPull,
  push(payload) {
    const read = push.safeParse(payload);
    if (!read.success || !read.data.ref.startsWith("refs/heads/")) return null;
    return { branch: read.data.ref.slice("refs/heads/".length), head: read.data.after };
  },
  issues(payload) {
    const read = issue.safeParse(payload);
    return read.success ? { issue: read.data.issue.number } : null;
  },
  repository: () => ({}),
};

/** Issue events after which something may succeed that GitHub refused before. */
const issueActions = new Set(["reopened", "locked", "unlocked"]);

/** Events that Quorum's own writes cause are ignored: the run knows of them already. */
export function readWake(event: string, action: string, payload: unknown, own: Own): Outcome {
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  const base = common.safeParse(payload);
  if (reader === undefined) return ignored("an event that Quorum does not use");
  if (!base.success) return ignored("not about a repository");
  if (event === "issues" && !issueActions.has(action)) {
    return ignored(`an issue was ${action}`);
  }
  const seen = reader(payload);
  if (seen === null) return ignored(`not what ${event} looks like`);
  const { app, ...where } = seen;
  if (app === own.appId) return ignored("Quorum's own check");
  const { repository, sender } = base.data;
  const isCheck = event === "check_run" || event === "check_suite" || event === "status";
  if (!isCheck && own.login !== null && sender?.login === own.login) {
    return ignored("Quorum did it itself");
  }
  return { kind: "wake", where: { repositoryId: repository.id, ...where } };
}

function readPull(payload: unknown): Seen | null {
  const read = pull.safeParse(payload);
  if (!read.success) return null;
  const { number, head } = read.data.pull_request;
  return { pull: number, branch: head.ref, head: head.sha };
}

const branchOf = (branch: string | null | undefined): { readonly branch?: string } =>
  branch ? { branch } : {};
