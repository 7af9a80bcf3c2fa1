// The latest review of each person on a pull request, as far as that person may decide here.
import type { Actor } from "../core/run/event.ts";
import type { Sha } from "../core/kernel.ts";
import type { PullState } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";
import { atLeast, permissionOf } from "./permission.ts";

export type Reviews = (
  pull: number,
  head: Sha,
) => Promise<Pick<PullState, "changesRequestedBy" | "approvedBy">>;

interface Latest {
  readonly by: Actor;
  readonly bot: boolean;
  readonly state: string;
  readonly commit: string | null;
}

/**
 * Reviews of people without write access count neither way: on a public repository anybody may
 * review. A bot's request for changes blocks, its approval does not count.
 */
export function makeReviews(api: Api): Reviews {
  return async (pull, head) => {
    const reviews = await api.list({
      route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
      phase: "read",
      doing: `reading the reviews of pull request #${pull}`,
      parameters: { pull_number: pull },
      shape: answers.reviews,
    });
    const latest = new Map<number, Latest>();
    for (const { user, state, commit_id: commit } of reviews.toSorted((a, b) => a.id - b.id)) {
      if (user === null || !deciding.has(state.toUpperCase())) continue;
      const by = { id: user.id, login: user.login };
      latest.set(user.id, { by, bot: user.type === "Bot", state: state.toUpperCase(), commit });
    }
    const changesRequestedBy: string[] = [];
    const approvedBy: string[] = [];
    for (const one of latest.values()) {
      if (one.state === "CHANGES_REQUESTED" && (one.bot || (await mayDecide(api, one.by)))) {
        changesRequestedBy.push(one.by.login);
      }
      const approves = one.state === "APPROVED" && one.commit === head && !one.bot;
      if (approves && (await mayDecide(api, one.by))) approvedBy.push(one.by.login);
    }
    return { changesRequestedBy, approvedBy };
  };
}

/** A mere comment leaves the earlier decision standing; a dismissal takes it back. */
const deciding = new Set(["APPROVED", "CHANGES_REQUESTED", "DISMISSED"]);

const mayDecide = async (api: Api, by: Actor): Promise<boolean> =>
  atLeast(await permissionOf(api, by), "write");
