// Installation tokens, each for one repository and one phase's permissions, kept under 50 minutes.
import { createAppAuth } from "@octokit/auth-app";
import type { Octokit } from "@octokit/rest";
import { Faltered, type Clock } from "../engine/ports.ts";
import type { RepositoryRef } from "../core/run/names.ts";
import { faltered, rateLimitMs, readFailure, short, type Failure } from "./failures.ts";

/** read: look · refs: objects and branches · talk: comments, pull requests, checks · merge. */
export type Phase = "read" | "refs" | "talk" | "merge";

/** The least that each phase needs. `list` names the repositories of an installation. */
export const permissions = {
  read: {
    metadata: "read",
    contents: "read",
    issues: "read",
    pull_requests: "read",
    checks: "read",
    statuses: "read",
  },
  refs: { metadata: "read", contents: "write" },
  talk: {
    metadata: "read",
    // GitHub reads both refs of a pull request before it opens one.
    contents: "read",
    issues: "write",
    pull_requests: "write",
    checks: "write",
  },
  merge: { metadata: "read", contents: "write", pull_requests: "read" },
  list: { metadata: "read" },
} as const;

export interface Tokens {
  /** A token for exactly this repository. Throws Faltered when GitHub gives none. */
  token(repository: RepositoryRef, phase: Phase): Promise<string>;
  /** A token that can list an installation's repositories and nothing else. */
  listing(installation: number): Promise<string>;
  /** The app's own short-lived JWT, for /app routes. */
  app(): Promise<string>;
  /** Forgets every token of an installation. */
  drop(installation: number): void;
}

/** Why GitHub gives no token, in words about the installation rather than about the request. */
function untold(failure: Failure, now: number): Faltered {
  const doing = "asking for an installation token";
  const remedy = remedies[failure.status ?? 0];
  const limited = rateLimitMs(failure, now) !== null;
  if (remedy === undefined || limited) return faltered(failure, doing, false, now);
  const what = `While ${doing}, GitHub answered ${failure.status} (${short(failure.message)}).`;
  return new Faltered(`${what} ${remedy}`, { outcome: "none", lasting: true });
}

const remedies: Readonly<Record<number, string>> = {
  401: "It does not take the app's key: check APP_ID, the private key and this machine's clock.",
  403:
    "The installation is suspended: take it up again in its settings, " +
    "then comment `/quorum retry`.",
  404: "The app is not installed there any more: install it again, then comment `/quorum retry`.",
  422:
    "The app was taken from this repository or lacks a permission: check both in the " +
    "installation's settings, then comment `/quorum retry`.",
};

const keepMs = 49 * 60_000;

export function makeTokens(
  app: { readonly appId: number; readonly privateKey: string },
  octokit: Octokit,
  clock: Clock,
): Tokens {
  const auth = createAppAuth({ ...app, request: octokit.request });
  const kept = new Map<string, { readonly token: Promise<string>; readonly until: number }>();

  const mint = async (installationId: number, repository: number | null, phase: Phase | "list") => {
    try {
      const made = await auth({
        type: "installation",
        installationId,
        ...(repository === null ? {} : { repositoryIds: [repository] }),
        permissions: permissions[phase],
        refresh: true,
      });
      return made.token;
    } catch (error) {
      throw untold(readFailure(error), clock.now());
    }
  };

  const keep = (installation: number, repository: number | null, phase: Phase | "list") => {
    const key = `${installation}/${repository ?? "*"}/${phase}`;
    const found = kept.get(key);
    if (found && found.until > clock.now()) return found.token;
    const token = mint(installation, repository, phase);
    kept.set(key, { token, until: clock.now() + keepMs });
    token.catch(() => kept.delete(key));
    return token;
  };

  return {
    token: (repository, phase) => keep(repository.installation, repository.id, phase),
    listing: (installation) => keep(installation, null, "list"),
    async app() {
      try {
        return (await auth({ type: "app" })).token;
      } catch (error) {
        throw faltered(readFailure(error), "signing as the app", false, clock.now());
      }
    },
    drop(installation) {
      for (const key of kept.keys()) if (key.startsWith(`${installation}/`)) kept.delete(key);
    },
  };
}
