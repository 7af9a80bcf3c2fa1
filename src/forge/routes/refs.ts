// Routes of refs: read, created, moved without force unless asked, and deleted.
import { z } from "zod";
import { reads, writes } from "../access.ts";
import { isAncestor } from "../ancestry.ts";
import { changedFiles, mergeBase } from "../diffs.ts";
import type { Scene } from "../events.ts";
import type { JsonObject } from "../json.ts";
import { typeOf } from "../objects.ts";
import { branchMoved } from "../pushes.ts";
import { isRefName, listRefs, moveRef, readBranch, readRef } from "../refs.ts";
import { forbidden, notFound, unprocessable } from "../refusal.ts";
import { answer, nothing, reading, writing, type Route } from "../route.ts";
import type { Repository } from "../store.ts";
import { nodeId, repositoryUrl, visible, type World } from "../world.ts";

const presentRef = (
  world: World,
  repository: Repository,
  name: string,
  sha: string,
  type: string,
): JsonObject => ({
  ref: name,
  node_id: nodeId("Ref", name),
  url: `${repositoryUrl(world, repository)}/git/${name}`,
  object: { sha, type, url: `${repositoryUrl(world, repository)}/git/${type}s/${sha}` },
});

/** Where a ref stands as a lagging read sees it. */
async function seenRef(world: World, repository: Repository, name: string): Promise<string | null> {
  const move = repository.moves.get(name);
  if (move !== undefined && !visible(world, move.at)) return move.before;
  return await readRef(repository.dir, name);
}

/** An app may change workflow files only with a permission of its own. */
async function checkWorkflows(scene: Scene, before: string | null, after: string): Promise<void> {
  const { repository, actor, world } = scene;
  if (actor.app === null) return;
  const granted = [...world.store.installations.values()].find(
    (one) => one.app === actor.app && one.repositories.has(repository),
  );
  if (granted?.permissions["workflows"] === "write") return;
  const main = await readBranch(repository.dir, repository.defaultBranch);
  const from = before ?? (main === null ? null : await mergeBase(repository.dir, main, after));
  if (from === null) return;
  const files = await changedFiles(repository.dir, from, after);
  const touches = (path: string | null): boolean => path?.startsWith(".github/workflows/") ?? false;
  if (files.some((file) => touches(file.path) || touches(file.before))) throw forbidden();
}

const branchOf = (name: string): string | null =>
  name.startsWith("refs/heads/") ? name.slice("refs/heads/".length) : null;

async function land(
  scene: Scene,
  name: string,
  before: string | null,
  after: string | null,
): Promise<void> {
  if (!(await moveRef(scene.repository.dir, name, after, before))) {
    throw unprocessable(
      before === null ? "Reference already exists" : "Reference cannot be updated",
    );
  }
  const branch = branchOf(name);
  if (branch !== null) await branchMoved(scene, { branch, before, after });
}

export const refRoutes: readonly Route[] = [
  reading("/repos/{owner}/{repo}/git/ref/{ref}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const name = `refs/${params["ref"] ?? ""}`;
    const sha = await seenRef(world, repository, name);
    if (sha === null) throw notFound();
    const type = (await typeOf(repository.dir, sha)) ?? "commit";
    return answer(presentRef(world, repository, name, sha, type));
  }),
  reading("/repos/{owner}/{repo}/git/matching-refs/{ref}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const refs = await listRefs(repository.dir, `refs/${params["ref"] ?? ""}`);
    return answer(
      refs.map(({ name, sha, type }) => presentRef(world, repository, name, sha, type)),
    );
  }),
  writing(
    "POST /repos/{owner}/{repo}/git/refs",
    writes("contents"),
    z.object({ ref: z.string(), sha: z.string() }),
    async (doing) => {
      const { world, repository, input } = doing;
      const { dir } = repository;
      const named = /^refs\/[^/]+\/./.test(input.ref) && (await isRefName(dir, input.ref));
      if (!named) throw unprocessable("Reference name is invalid");
      const type = await typeOf(dir, input.sha);
      if (type === null) throw unprocessable("Object does not exist");
      if (branchOf(input.ref) !== null && type !== "commit") {
        throw unprocessable("Reference update failed");
      }
      if ((await readRef(dir, input.ref)) !== null) throw unprocessable("Reference already exists");
      if (type === "commit") await checkWorkflows(doing, null, input.sha);
      await land(doing, input.ref, null, input.sha);
      return answer(presentRef(world, repository, input.ref, input.sha, type), 201);
    },
  ),
  writing(
    "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
    writes("contents"),
    z.object({ sha: z.string(), force: z.boolean().default(false) }),
    async (doing) => {
      const { world, repository, input, params } = doing;
      const { dir } = repository;
      const name = `refs/${params["ref"] ?? ""}`;
      const before = await readRef(dir, name);
      if (before === null) throw unprocessable("Reference does not exist");
      const type = await typeOf(dir, input.sha);
      if (type !== "commit") throw unprocessable("Object does not exist");
      if (before !== input.sha) {
        if (!input.force && !(await isAncestor(dir, before, input.sha))) {
          throw unprocessable("Update is not a fast forward");
        }
        await checkWorkflows(doing, before, input.sha);
        await land(doing, name, before, input.sha);
      }
      return answer(presentRef(world, repository, name, input.sha, type));
    },
  ),
  writing(
    "DELETE /repos/{owner}/{repo}/git/refs/{ref}",
    writes("contents"),
    z.unknown(),
    async (doing) => {
      const name = `refs/${doing.params["ref"] ?? ""}`;
      const before = await readRef(doing.repository.dir, name);
      if (before === null) throw unprocessable("Reference does not exist");
      await land(doing, name, before, null);
      return nothing;
    },
  ),
];
