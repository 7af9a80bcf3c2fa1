// A person's push onto a branch of the simulated GitHub.
import { parsePath, withChanges } from "../../src/core/tree.ts";
import { standsAt } from "../../src/simulate/hub.ts";
import type { Stage } from "./stage.ts";

/** Puts a commit with `person.md` on top of a branch. */
export function pushOnto(one: Stage, branch: string): void {
  const tip = standsAt(one.github, branch);
  const tree = tip === null ? undefined : one.github.commits.get(tip)?.tree;
  const path = parsePath("person.md");
  if (tip === null || tree === undefined || path === null) throw new Error(`no ${branch}`);
  const entry = { mode: "100644", content: "mine" } as const;
  const made = one.github.commit(withChanges(tree, [{ path, entry }]), [tip], "person");
  one.github.move(branch, tip, made, one.time.now(), "person");
}
