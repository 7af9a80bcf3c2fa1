// Who may do what: one demand per route, checked before its handler runs.
import type { Caller } from "./auth.ts";
import { covers } from "./auth.ts";
import { Refusal, forbidden, invalid, notFound } from "./refusal.ts";
import { allows, levelOf, type Actor, type Level, type Repository } from "./store.ts";

/** A permission of apps, and the level that a person needs for the same. */
export interface Demand {
  /** Any one of these is enough. */
  readonly permissions: readonly string[];
  readonly level: "read" | "write";
  readonly person: Level;
  /** What is read on the way, without which GitHub answers 422 rather than 403. */
  readonly also?: string;
}

/** @param permission one or several of an app's permissions; any one of them is enough. */
export const reads = (...permission: string[]): Demand => ({
  permissions: permission,
  level: "read",
  person: "read",
});

/** @param person what a person needs; by default the right to push. */
export const writes = (
  permission: string | readonly string[],
  person: Level = "write",
): Demand => ({
  permissions: typeof permission === "string" ? [permission] : permission,
  level: "write",
  person,
});

/** What opens a pull request: its refs are read first. */
export const proposes: Demand = { ...writes("pull_requests", "read"), also: "contents" };

/** As GitHub's header names it: alternatives apart by semicolons, what goes together by commas. */
export const wordsOf = ({ permissions, level, also }: Demand): string =>
  permissions
    .map((one) => `${one}=${level}${also === undefined ? "" : `,${also}=read`}`)
    .join("; ");

/**
 * Throws 404 for a repository that the caller cannot see, 403 for one that they see but may not
 * use so. Nobody may read what is public.
 */
export function checkAccess(caller: Caller, repository: Repository, demand: Demand): void {
  switch (caller.kind) {
    case "app":
      throw new Refusal(401, "A JSON web token could not be decoded");
    case "nobody":
      if (repository.private) throw notFound();
      if (demand.level === "write") throw new Refusal(401, "Requires authentication");
      return;
    case "user": {
      const level = levelOf(repository, caller.user);
      if (level === "none") throw notFound();
      if (allows(level, demand.person)) return;
      throw new Refusal(403, "Must have write access to Repository.");
    }
    case "installation": {
      const { installation, repositories, permissions } = caller.token;
      const inside = installation.repositories.has(repository);
      if (!inside || (repositories !== null && !repositories.has(repository))) {
        if (repository.private) throw notFound();
        if (demand.level === "read") return;
        throw forbidden();
      }
      const may = demand.permissions.some((one) => covers(permissions, one, demand.level));
      if (!may) throw forbidden();
      if (demand.also === undefined || covers(permissions, demand.also, "read")) return;
      throw invalid("PullRequest", "head", "custom", "not all refs are readable");
    }
  }
}

/** In whose name a caller writes. Throws 401 for nobody. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case "user":
      return { user: caller.user, app: null };
    case "installation": {
      const { app } = caller.token.installation;
      return { user: app.bot, app };
    }
    case "app":
    case "nobody":
      throw new Refusal(401, "Requires authentication");
  }
}
