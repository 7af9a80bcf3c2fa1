// Repositories under another name, and issues that leave: what is told, what the old address says.
import { issueEvent, type Scene } from "./events.ts";
import { addIssue } from "./issues.ts";
import { presentIssue } from "./present/issue.ts";
import { presentRepository } from "./present/repository.ts";
import { Refusal } from "./refusal.ts";
import { repositoryByName, type Issue, type Repository, type Store } from "./store.ts";
import { repositoryUrl } from "./world.ts";

const key = (owner: string, name: string): string => `${owner}/${name}`.toLowerCase();

/** The repository that had this name before, or null. */
export const repositoryOnceNamed = (store: Store, owner: string, name: string): Repository | null =>
  store.formerNames.get(key(owner, name)) ?? null;

/** The old name leads to the repository until another one takes it. */
export function rename({ world, repository, actor }: Scene, to: string): void {
  const { owner, name: from } = repository;
  if (repositoryByName(world.store, owner.login, to) !== null) {
    throw new Refusal(422, `${owner.login}/${to} exists`);
  }
  world.store.formerNames.set(key(owner.login, from), repository);
  repository.name = to;
  const payload = { changes: { repository: { name: { from } } } };
  world.emit({ name: "repository", action: "renamed", repository, actor, payload, only: null });
}

/** Its number answers 410 from then on, its comments 404. */
export async function deleteIssue(scene: Scene, issue: Issue): Promise<void> {
  leave(scene.repository, issue, null);
  await issueEvent(scene, issue, "deleted");
}

/** Moves an issue to another repository, where it gets a number of its own. */
export async function transferIssue(scene: Scene, issue: Issue, to: Repository): Promise<number> {
  const { world } = scene;
  const there: Scene = { ...scene, repository: to };
  const moved = addIssue({ ...there, actor: issue.author }, issue.title, issue.body);
  leave(scene.repository, issue, { url: `${repositoryUrl(world, to)}/issues/${moved.number}` });
  const changes = {
    new_issue: presentIssue(world, to, moved),
    new_repository: presentRepository(world, to),
  };
  await issueEvent(scene, issue, "transferred", { changes });
  return moved.number;
}

function leave(repository: Repository, issue: Issue, to: { readonly url: string } | null): void {
  repository.issues.delete(issue.number);
  repository.departed.set(issue.number, to);
  for (const comment of repository.comments.values()) {
    if (comment.issue === issue) repository.comments.delete(comment.id);
  }
}
