// Routes about a repository as a whole: settings, branches, who may do what, contents, archives.
import { writes, reads } from "../access.ts";
import { changedFiles, commitsBetween, mergeBase } from "../diffs.ts";
import { git, gitRun } from "../git.ts";
import type { JsonObject } from "../json.ts";
import { readBlob, readCommit, type Commit } from "../objects.ts";
import { presentUser } from "../present/account.ts";
import { presentCommit, presentFile } from "../present/commit.ts";
import { presentRepository } from "../present/repository.ts";
import { listRefs, readBranch, resolveCommit } from "../refs.ts";
import { Refusal, notFound, unprocessable } from "../refusal.ts";
import { answer, page, reading, type Route, type Seen } from "../route.ts";
import { levelOf, userByLogin, type Level, type Repository } from "../store.ts";
import { listTree, type TreeEntry } from "../trees.ts";
import { htmlUrl, repositoryUrl, type World } from "../world.ts";

/** Older roles show as the nearest of the three; the true one is `role_name`. */
const permissionOf: Readonly<Record<Level, string>> = {
  none: "none",
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

const branchRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/branches", reads("contents"), async (request) => {
    const { world, repository } = request;
    const refs = await listRefs(repository.dir, "refs/heads/");
    const { items, headers } = page(request, refs);
    const url = repositoryUrl(world, repository);
    const body = items.map(({ name, sha }) => ({
      name: name.slice("refs/heads/".length),
      commit: { sha, url: `${url}/commits/${sha}` },
      protected: false,
    }));
    return { status: 200, body, headers };
  }),
  reading("/repos/{owner}/{repo}/branches/{branch}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const name = params["branch"] ?? "";
    const sha = await readBranch(repository.dir, name);
    if (sha === null) throw new Refusal(404, "Branch not found");
    const self = `${repositoryUrl(world, repository)}/branches/${encodeURIComponent(name)}`;
    return answer({
      name,
      commit: presentCommit(world, repository, await commitAt(repository, sha)),
      _links: { self, html: `${htmlUrl(world, repository)}/tree/${encodeURIComponent(name)}` },
      protected: false,
      protection: {
        enabled: false,
        required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
      },
      protection_url: `${self}/protection`,
    });
  }),
  reading("/repos/{owner}/{repo}/rules/branches/{branch}", reads("metadata"), () => answer([])),
];

async function commitAt(repository: Repository, sha: string): Promise<Commit> {
  const commit = await readCommit(repository.dir, sha);
  if (commit === null) throw unprocessable(`No commit found for SHA: ${sha}`);
  return commit;
}

const commitRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/commits", reads("contents"), async (request) => {
    const { world, repository, query } = request;
    const from = await resolveCommit(repository.dir, query.get("sha") ?? repository.defaultBranch);
    if (from === null) throw notFound();
    const path = query.get("path");
    const args = ["rev-list", "--max-count=1000", from, "--", ...(path ? [path] : [])];
    const shas = (await git(repository.dir, args)).split("\n").filter((sha) => sha !== "");
    const { items, headers } = page(request, shas);
    const commits = await Promise.all(items.map((sha) => commitAt(repository, sha)));
    return {
      status: 200,
      body: commits.map((one) => presentCommit(world, repository, one)),
      headers,
    };
  }),
  reading("/repos/{owner}/{repo}/commits/{ref}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const ref = params["ref"] ?? "";
    const sha = await resolveCommit(repository.dir, ref);
    if (sha === null) throw unprocessable(`No commit found for SHA: ${ref}`);
    const commit = await commitAt(repository, sha);
    const parent = commit.parents[0] ?? (await emptyTree(repository));
    const files = await changedFiles(repository.dir, parent, sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return answer({
      ...presentCommit(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => presentFile(world, repository, sha, file)),
    });
  }),
  reading("/repos/{owner}/{repo}/compare/{basehead}", reads("contents"), compare),
];

const emptyTree = (repository: Repository): Promise<string> =>
  git(repository.dir, ["hash-object", "-t", "tree", "-w", "--stdin"]);

async function compare(request: Seen) {
  const { world, repository, params } = request;
  const { dir } = repository;
  const [left, right] = (params["basehead"] ?? "").split("...");
  const base = await resolveCommit(dir, left ?? "");
  const head = await resolveCommit(dir, right ?? "");
  if (base === null || head === null) throw notFound();
  const middle = await mergeBase(dir, base, head);
  if (middle === null) throw new Refusal(404, "No common ancestor between the two.");
  const [ahead, behind, files] = await Promise.all([
    commitsBetween(dir, base, head),
    commitsBetween(dir, head, base),
    changedFiles(dir, middle, head),
  ]);
  const { items, headers } = page(request, ahead);
  const commits = await Promise.all(items.map((sha) => commitAt(repository, sha)));
  const html = `${htmlUrl(world, repository)}/compare/${params["basehead"]}`;
  const body = {
    url: `${repositoryUrl(world, repository)}/compare/${params["basehead"]}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: presentCommit(world, repository, await commitAt(repository, base)),
    merge_base_commit: presentCommit(world, repository, await commitAt(repository, middle)),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: commits.map((one) => presentCommit(world, repository, one)),
    files: files.map((file) => presentFile(world, repository, head, file)),
  };
  return { status: 200, body, headers };
}

function statusOf(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? "identical" : "behind";
  return behind === 0 ? "ahead" : "diverged";
}

const kinds: Readonly<Record<string, string>> = { tree: "dir", commit: "submodule", blob: "file" };

function contentOf(world: World, repository: Repository, ref: string, one: TreeEntry): JsonObject {
  const path = one.path.split("/").map(encodeURIComponent).join("/");
  const root = repositoryUrl(world, repository);
  const url = `${root}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${root}/git/${one.type === "tree" ? "trees" : "blobs"}/${one.sha}`;
  const html = `${htmlUrl(world, repository)}/blob/${encodeURIComponent(ref)}/${path}`;
  return {
    type: one.mode === "120000" ? "symlink" : (kinds[one.type] ?? "file"),
    name: one.path.split("/").at(-1) ?? "",
    path: one.path,
    sha: one.sha,
    size: one.size ?? 0,
    url,
    git_url: git,
    html_url: html,
    download_url: one.type === "blob" ? `${html}?raw=true` : null,
    _links: { self: url, git, html },
  };
}

async function contents(request: Seen) {
  const { world, repository, params, query } = request;
  const ref = query.get("ref") ?? repository.defaultBranch;
  const sha = await resolveCommit(repository.dir, ref);
  if (sha === null) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const path = (params["path"] ?? "").replace(/\/+$/, "");
  const above = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const beside = path === "" ? null : await listTree(repository.dir, sha, false, above);
  const entry = beside?.find((one) => one.path === path);
  if (path !== "" && entry === undefined) throw notFound();
  if (entry === undefined || entry.type === "tree") {
    const inside = await listTree(repository.dir, sha, false, path);
    return answer((inside ?? []).map((one) => contentOf(world, repository, ref, one)));
  }
  const shown = contentOf(world, repository, ref, entry);
  const bytes = (await readBlob(repository.dir, entry.sha)) ?? Buffer.alloc(0);
  if (entry.mode === "120000") return answer({ ...shown, target: bytes.toString("utf8") });
  const content = bytes.toString("base64").replace(/.{60}/g, "$&\n");
  return answer({ ...shown, encoding: "base64", content: content === "" ? "" : `${content}\n` });
}

export const repositoryRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}", reads("metadata"), ({ world, repository }) =>
    answer(presentRepository(world, repository)),
  ),
  reading(
    "/repos/{owner}/{repo}/collaborators/{username}/permission",
    { ...reads("metadata"), person: writes("metadata").person },
    ({ world, repository, params }) => {
      const user = userByLogin(world.store, params["username"] ?? "");
      if (user === null) throw notFound();
      const level = levelOf(repository, user);
      return answer({
        permission: permissionOf[level],
        role_name: level,
        user: { ...presentUser(world, user), role_name: level },
      });
    },
  ),
  ...branchRoutes,
  ...commitRoutes,
  reading("/repos/{owner}/{repo}/contents/{path}", reads("contents"), contents),
  reading("/repos/{owner}/{repo}/contents/", reads("contents"), contents),
  reading("/repos/{owner}/{repo}/tarball/{ref}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const sha = await resolveCommit(repository.dir, params["ref"] ?? "");
    if (sha === null) throw notFound();
    const name = `${repository.owner.login}/${repository.name}`;
    const location = `${world.url}/codeload/${name}/legacy.tar.gz/${sha}`;
    return { status: 302, bytes: Buffer.alloc(0), headers: { location } };
  }),
  reading("/codeload/{owner}/{repo}/legacy.tar.gz/{ref}", reads("contents"), async (request) => {
    const { repository, params } = request;
    const sha = await resolveCommit(repository.dir, params["ref"] ?? "");
    if (sha === null) throw notFound();
    const name = `${repository.owner.login}-${repository.name}-${sha.slice(0, 7)}`;
    const args = ["archive", "--format=tar.gz", `--prefix=${name}/`, sha];
    const { out } = await gitRun(repository.dir, args);
    const disposition = `attachment; filename=${name}.tar.gz`;
    const headers = { "content-type": "application/x-gzip", "content-disposition": disposition };
    return { status: 200, bytes: out, headers };
  }),
];
