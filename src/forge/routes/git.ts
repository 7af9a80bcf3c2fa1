// Routes of the Git Data API: blobs, trees and commits.
import { z } from "zod";
import { reads, writes } from "../access.ts";
import { personOf } from "../merging.ts";
import { readBlob, readCommit, typeOf, writeBlob, writeCommit, writeTree } from "../objects.ts";
import { presentGitCommit } from "../present/commit.ts";
import { readRef, resolveCommit } from "../refs.ts";
import { Refusal, notFound, unprocessable } from "../refusal.ts";
import { answer, reading, writing, type Route } from "../route.ts";
import type { Repository } from "../store.ts";
import { listTree, type TreeChange } from "../trees.ts";
import { nodeId, repositoryUrl, type World } from "../world.ts";

const encoding = z.enum(["utf-8", "base64"]).default("utf-8");
const modes = z.enum(["100644", "100755", "040000", "160000", "120000"]);
const entry = z.object({
  path: z.string().min(1),
  mode: modes.default("100644"),
  type: z.enum(["blob", "tree", "commit"]).optional(),
  sha: z.string().nullable().optional(),
  content: z.string().optional(),
});

const blobRoutes: readonly Route[] = [
  writing(
    "POST /repos/{owner}/{repo}/git/blobs",
    writes("contents"),
    z.object({ content: z.string(), encoding }),
    async ({ world, repository, input }) => {
      const bytes = Buffer.from(input.content, input.encoding);
      const sha = await writeBlob(repository.dir, bytes);
      return answer({ sha, url: `${repositoryUrl(world, repository)}/git/blobs/${sha}` }, 201);
    },
  ),
  reading("/repos/{owner}/{repo}/git/blobs/{file_sha}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const sha = params["file_sha"] ?? "";
    const bytes =
      (await typeOf(repository.dir, sha)) === "blob" ? await readBlob(repository.dir, sha) : null;
    if (bytes === null) throw notFound();
    return answer({
      sha,
      node_id: nodeId("Blob", sha),
      size: bytes.length,
      url: `${repositoryUrl(world, repository)}/git/blobs/${sha}`,
      content: bytes.toString("base64"),
      encoding: "base64",
    });
  }),
];

async function presentTree(
  world: World,
  repository: Repository,
  treeish: string,
  recursive: boolean,
) {
  const { dir } = repository;
  const sha = await readRef(dir, `${treeish}^{tree}`);
  const entries = sha === null ? null : await listTree(dir, sha, recursive);
  if (sha === null || entries === null) throw notFound();
  const url = repositoryUrl(world, repository);
  return {
    sha,
    url: `${url}/git/trees/${sha}`,
    truncated: false,
    tree: entries.map((one) => ({
      path: one.path,
      mode: one.mode,
      type: one.type,
      sha: one.sha,
      ...(one.size === null ? {} : { size: one.size }),
      url: `${url}/git/${one.type}s/${one.sha}`,
    })),
  };
}

const treeRoutes: readonly Route[] = [
  writing(
    "POST /repos/{owner}/{repo}/git/trees",
    writes("contents"),
    z.object({ base_tree: z.string().nullable().optional(), tree: z.array(entry).max(100_000) }),
    async ({ world, repository, input }) => {
      const { dir } = repository;
      const changes: TreeChange[] = [];
      for (const { path, mode, sha, content } of input.tree) {
        if (content !== undefined) changes.push({ path, mode, sha: await writeBlob(dir, content) });
        else if (sha === undefined) throw unprocessable("tree.sha or tree.content is needed");
        else changes.push({ path, mode, sha });
      }
      const written = await writeTree(dir, input.base_tree ?? null, changes);
      if ("refused" in written) throw unprocessable(`GitRPC::BadObjectState: ${written.refused}`);
      return answer(await presentTree(world, repository, written.sha, false), 201);
    },
  ),
  reading("/repos/{owner}/{repo}/git/trees/{tree_sha}", reads("contents"), async (request) => {
    const { world, repository, params, query } = request;
    const text = params["tree_sha"] ?? "";
    const treeish = (await typeOf(repository.dir, text))
      ? text
      : await resolveCommit(repository.dir, text);
    if (treeish === null) throw notFound();
    return answer(await presentTree(world, repository, treeish, query.has("recursive")));
  }),
];

const person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });

const commitRoutes: readonly Route[] = [
  writing(
    "POST /repos/{owner}/{repo}/git/commits",
    writes("contents"),
    z.object({
      message: z.string(),
      tree: z.string(),
      parents: z.array(z.string()).default([]),
      author: person.optional(),
      committer: person.optional(),
    }),
    async ({ world, repository, actor, input }) => {
      const { dir } = repository;
      if ((await typeOf(dir, input.tree)) !== "tree")
        throw unprocessable("Tree SHA does not exist");
      for (const parent of input.parents) {
        if ((await typeOf(dir, parent)) !== "commit") {
          throw unprocessable("Parent SHA does not exist or is not a commit object");
        }
      }
      const self = personOf(actor.user, world.now());
      const given = (one: z.output<typeof person> | undefined) =>
        one && { ...one, at: one.date === undefined ? self.at : Date.parse(one.date) };
      const author = given(input.author) ?? self;
      const committer = given(input.committer) ?? author;
      if (Number.isNaN(author.at) || Number.isNaN(committer.at))
        throw unprocessable("Invalid date");
      const draft = { tree: input.tree, parents: input.parents, message: input.message };
      const sha = await writeCommit(dir, { ...draft, author, committer });
      const commit = await readCommit(dir, sha);
      if (commit === null) throw new Refusal(500, "The commit that was written cannot be read");
      return answer(presentGitCommit(world, repository, commit), 201);
    },
  ),
  reading("/repos/{owner}/{repo}/git/commits/{commit_sha}", reads("contents"), async (request) => {
    const { world, repository, params } = request;
    const sha = params["commit_sha"] ?? "";
    const commit = /^[0-9a-f]{40}$/.test(sha) ? await readCommit(repository.dir, sha) : null;
    if (commit === null) throw notFound();
    return answer(presentGitCommit(world, repository, commit));
  }),
];

export const gitRoutes: readonly Route[] = [...blobRoutes, ...treeRoutes, ...commitRoutes];
