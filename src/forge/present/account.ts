// Users, apps and installations as GitHub shows them.
import type { JsonObject } from "../json.ts";
import type { App, Installation, Token, User } from "../store.ts";
import { iso, nodeId, type World } from "../world.ts";

/** "simple-user". A bot's name is percent-encoded inside URLs. */
export function presentUser(world: World, user: User): JsonObject {
  const name = encodeURIComponent(user.login);
  const url = `${world.url}/users/${name}`;
  const html = user.type === "Bot" ? `${world.url}/apps/${botSlug(user)}` : `${world.url}/${name}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(user.type, user.id),
    avatar_url: `${world.url}/avatars/${user.id}`,
    gravatar_id: "",
    url,
    html_url: html,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    user_view_type: "public",
    site_admin: false,
  };
}

export const botSlug = (user: User): string => user.login.replace(/\[bot\]$/, "");

/** "public-user". */
export const presentProfile = (world: World, user: User): JsonObject => ({
  ...presentUser(world, user),
  name: null,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  twitter_username: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: iso(user.createdAt),
  updated_at: iso(user.createdAt),
});

/** "integration". */
export const presentApp = (world: World, app: App): JsonObject => ({
  id: app.id,
  client_id: app.clientId,
  slug: app.slug,
  node_id: nodeId("App", app.id),
  owner: presentUser(world, app.owner),
  name: app.slug,
  description: null,
  external_url: `${world.url}/apps/${app.slug}`,
  html_url: `${world.url}/apps/${app.slug}`,
  created_at: iso(app.createdAt),
  updated_at: iso(app.createdAt),
  permissions: { ...app.permissions },
  events: [...app.events],
});

/** GitHub's list of installations describes an account as a user and an enterprise at once. */
const presentHolder = (world: World, account: User): JsonObject => ({
  ...presentUser(world, account),
  name: account.login,
  slug: account.login,
  created_at: iso(account.createdAt),
  updated_at: iso(account.createdAt),
});

/** "installation". */
export const presentInstallation = (world: World, one: Installation): JsonObject => ({
  id: one.id,
  client_id: one.app.clientId,
  account: presentHolder(world, one.account),
  repository_selection: "selected",
  access_tokens_url: `${world.url}/app/installations/${one.id}/access_tokens`,
  repositories_url: `${world.url}/installation/repositories`,
  html_url: `${world.url}/settings/installations/${one.id}`,
  app_id: one.app.id,
  app_slug: one.app.slug,
  target_id: one.account.id,
  target_type: one.account.type,
  permissions: { ...one.permissions },
  events: [...one.app.events],
  created_at: iso(one.createdAt),
  updated_at: iso(one.createdAt),
  single_file_name: null,
  has_multiple_single_files: false,
  single_file_paths: [],
  suspended_by: one.suspended === null ? null : presentUser(world, one.suspended.by),
  suspended_at: one.suspended === null ? null : iso(one.suspended.at),
});

/** "installation-token". */
export const presentToken = (
  token: Token,
  repositories: readonly JsonObject[] | null,
): JsonObject => ({
  token: token.text,
  expires_at: iso(token.expiresAt),
  permissions: { ...token.permissions },
  repository_selection: "selected",
  ...(repositories === null ? {} : { repositories }),
});
