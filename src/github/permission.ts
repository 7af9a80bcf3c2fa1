// What somebody may do in a repository right now, asked of GitHub and matched by numeric id.
import type { Actor } from "../core/run/event.ts";
import type { Level } from "../core/command/command.ts";
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";

/** Ascending; `triage` may label but not push. */
const levels: readonly Level[] = ["none", "read", "triage", "write", "admin"];

export const atLeast = (has: Level, needs: Level): boolean =>
  levels.indexOf(has) >= levels.indexOf(needs);

/**
 * The live permission. A login that now belongs to somebody else has none, and so has an unknown
 * one. Throws Faltered when GitHub gives no answer: then nobody may do anything.
 * Source: GitHub docs, "Get repository permissions for a user"; `triage` shows as role_name only.
 */
export async function permissionOf(api: Api, actor: Actor): Promise<Level> {
  const answer = await api.call({
    route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
    phase: "read",
    doing: `asking what ${actor.login} may do`,
    parameters: { username: actor.login },
    shape: answers.permission,
    expected: [404],
  });
  if (!answer.ok || answer.value.user?.id !== actor.id) return "none";
  const { permission, role_name: role } = answer.value;
  if (permission === "admin" || permission === "write") return permission;
  if (permission === "read") return role === "triage" ? "triage" : "read";
  return "none";
}
