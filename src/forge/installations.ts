// Where an app is installed: added to, taken from, suspended, taken up again, removed.
import type { Outbox } from "./deliveries.ts";
import type { JsonObject } from "./json.ts";
import { presentInstallation } from "./present/account.ts";
import { Refusal } from "./refusal.ts";
import type { App, Installation, Permissions, Repository, User } from "./store.ts";
import { id, nodeId, type World } from "./world.ts";

interface Stand {
  readonly world: World;
  readonly outbox: Outbox;
}

/** A repository as the webhooks about installations name it. */
const brief = (one: Repository): JsonObject => ({
  id: one.id,
  node_id: nodeId("Repository", one.id),
  name: one.name,
  full_name: `${one.owner.login}/${one.name}`,
  private: one.private,
});

function tell(
  { world, outbox }: Stand,
  one: Installation,
  event: { readonly name: string; readonly action: string; readonly by: User },
  more: JsonObject,
): void {
  const { name, action, by } = event;
  outbox.tell(one.app, one, {
    name,
    action,
    repository: null,
    actor: { user: by, app: null },
    payload: { installation: presentInstallation(world, one), ...more },
    only: one.app,
  });
}

/** Installs an app, or adds repositories to where it is installed. */
export function addInstallation(
  stand: Stand,
  app: App,
  repositories: readonly Repository[],
): Installation {
  const { world } = stand;
  const [first] = repositories;
  if (first === undefined) throw new Refusal(422, "An installation needs a repository");
  const by = first.owner;
  const known = [...world.store.installations.values()].find(
    (one) => one.app === app && one.account === by,
  );
  if (known !== undefined) {
    const added = repositories.filter((one) => !known.repositories.has(one));
    for (const repository of added) known.repositories.add(repository);
    if (added.length > 0) changed(stand, known, by, "added", added);
    return known;
  }
  const installation: Installation = {
    id: id(world),
    app,
    account: by,
    repositories: new Set(repositories),
    permissions: app.permissions,
    suspended: null,
    createdAt: world.now(),
  };
  world.store.installations.set(installation.id, installation);
  whole(stand, installation, by, "created", { requester: null });
  return installation;
}

function changed(
  stand: Stand,
  one: Installation,
  by: User,
  action: "added" | "removed",
  repositories: readonly Repository[],
): void {
  const list = repositories.map(brief);
  const [added, removed] = action === "added" ? [list, []] : [[], list];
  tell(stand, one, { name: "installation_repositories", action, by }, {
    repository_selection: "selected",
    repositories_added: added,
    repositories_removed: removed,
    requester: null,
  });
}

const whole = (
  stand: Stand,
  one: Installation,
  by: User,
  action: "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted",
  more: JsonObject = {},
): void => {
  const repositories = [...one.repositories].map(brief);
  tell(stand, one, { name: "installation", action, by }, { repositories, ...more });
};

/** What the installation may do from now on; tokens made before keep what they had. */
export function accept(stand: Stand, one: Installation, permissions: Permissions, by: User): void {
  one.permissions = permissions;
  whole(stand, one, by, "new_permissions_accepted");
}

/** The app sees the repository no more; its tokens for it are worth nothing. */
export function takeFrom(stand: Stand, one: Installation, repository: Repository, by: User): void {
  one.repositories.delete(repository);
  changed(stand, one, by, "removed", [repository]);
}

/** Nothing is answered or told to the app until it is taken up again. */
export function suspend(stand: Stand, one: Installation, by: User): void {
  one.suspended = { by, at: stand.world.now() };
  whole(stand, one, by, "suspend");
}

export function unsuspend(stand: Stand, one: Installation, by: User): void {
  one.suspended = null;
  whole(stand, one, by, "unsuspend");
}

/** Removes the app; a later installation is another one with an id of its own. */
export function uninstall(stand: Stand, one: Installation, by: User): void {
  const { store } = stand.world;
  whole(stand, one, by, "deleted");
  store.installations.delete(one.id);
  for (const token of store.tokens.values()) {
    if (token.installation === one) store.tokens.delete(token.text);
  }
}
