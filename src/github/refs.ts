// Branches and commits through the Git Data API; the only place that writes refs, and only our own.
import { assert, no, ok, sha, type Result, type Sha } from "../core/kernel.ts";
import type { Change, Entry } from "../core/tree.ts";
import { Faltered, type CommitDraft, type Repository } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";

/** The chokepoint of S8: a ref that Quorum may write. Anything else is a bug. */
export function ownBranch(branch: string): string {
  const own = /^quorum\/\d{1,10}-[a-z0-9]{4,12}(\.[a-z0-9-]{1,120})?$/.test(branch);
  assert(own, `a write to the branch ${branch.slice(0, 100)}, which is not Quorum's own`);
  return branch;
}

type Refs = Pick<Repository, "head" | "createBranch" | "commit">;

export function makeRefs(api: Api): Refs {
  const head = (branch: string) => readHead(api, branch);
  return {
    head,
    async createBranch(branch, at) {
      const stands = await head(ownBranch(branch));
      if (stands !== null) return stands === at ? ok(at) : no("moved");
      return await putBranch(api, branch, at, null);
    },
    async commit(draft) {
      ownBranch(draft.branch);
      const { expected } = draft;
      const keeps = expected === null || draft.parents.includes(expected);
      assert(keeps, "a commit that drops its branch");
      const stands = await head(draft.branch);
      if (stands === null && expected !== null) return no("moved");
      if (stands !== null && stands !== expected) return await adopt(api, draft, stands);
      const made = await api.want({
        route: "POST /repos/{owner}/{repo}/git/commits",
        phase: "refs",
        doing: `committing to ${draft.branch}`,
        parameters: {
          message: draft.message,
          tree: await writeTree(api, draft),
          parents: draft.parents,
        },
        shape: answers.commit,
      });
      return await putBranch(api, draft.branch, made.sha, expected);
    },
  };
}

async function readHead(api: Api, branch: string): Promise<Sha | null> {
  const answer = await api.call({
    route: "GET /repos/{owner}/{repo}/git/ref/{ref}",
    phase: "read",
    doing: `reading the branch ${branch}`,
    parameters: { ref: `heads/${branch}` },
    shape: answers.reference,
    expected: [404, 409],
  });
  if (answer.ok) return answer.value.object.sha;
  await present(api);
  return null;
}

/** A missing branch and a missing repository look alike: throws Faltered for the second. */
async function present(api: Api): Promise<void> {
  const found = await api.call({
    route: "GET /repos/{owner}/{repo}",
    phase: "read",
    doing: "looking for the repository",
    shape: answers.anything,
    expected: [404],
  });
  if (found.ok) return;
  throw new Faltered(
    "The repository is gone, or the app was removed from it. Quorum stopped working on it; " +
      "install the app there again, then comment `/quorum retry`.",
    { outcome: "none", lasting: true },
  );
}

/** Creates or moves the branch, never by force; a refusal is looked at before it is believed. */
async function putBranch(
  api: Api,
  branch: string,
  to: Sha,
  from: Sha | null,
): Promise<Result<Sha, "moved">> {
  const doing = from === null ? `creating the branch ${branch}` : `moving the branch ${branch}`;
  const answer = await api.call({
    route:
      from === null
        ? "POST /repos/{owner}/{repo}/git/refs"
        : "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
    phase: "refs",
    doing,
    parameters:
      from === null
        ? { ref: `refs/heads/${branch}`, sha: to }
        : { ref: `heads/${branch}`, sha: to, force: false },
    shape: answers.reference,
    expected: [404, 409, 422],
  });
  if (answer.ok) return ok(to);
  const stands = await readHead(api, branch);
  if (stands === to) return ok(to);
  if (stands !== from) return no("moved");
  throw new Faltered(
    `While ${doing}, GitHub refused (${answer.error.message.slice(0, 300)}). ` +
      "Let the app write branches under `quorum/`, then comment `/quorum retry`.",
    { outcome: "none", lasting: true },
  );
}

/** Takes the branch's head for ours when its message, parents and tree are the draft's. */
async function adopt(api: Api, draft: CommitDraft, stands: Sha): Promise<Result<Sha, "moved">> {
  const found = await readCommit(api, stands);
  const parents = found.parents.map((one) => one.sha).join(" ");
  const same = parents === draft.parents.join(" ") && found.message.trim() === draft.message.trim();
  if (!same) return no("moved");
  return found.tree.sha === (await writeTree(api, draft)) ? ok(stands) : no("moved");
}

const readCommit = (api: Api, at: Sha) =>
  api.want({
    route: "GET /repos/{owner}/{repo}/git/commits/{commit_sha}",
    phase: "read",
    doing: `reading the commit ${at.slice(0, 12)}`,
    parameters: { commit_sha: at },
    shape: answers.commit,
  });

/** Writes the tree with the contents inline: one request, however many text files change. */
async function writeTree(api: Api, draft: CommitDraft): Promise<Sha> {
  const onto = await readCommit(api, draft.onto);
  if (draft.changes.length === 0) return onto.tree.sha;
  const tree = [];
  for (const change of draft.changes) tree.push(await treeEntry(api, change));
  const made = await api.want({
    route: "POST /repos/{owner}/{repo}/git/trees",
    phase: "refs",
    doing: `writing the files of ${draft.branch}`,
    parameters: { base_tree: onto.tree.sha, tree },
    shape: answers.object,
  });
  return made.sha;
}

async function treeEntry(api: Api, { path, entry }: Change): Promise<object> {
  if (entry === null) return { path, mode: "100644", type: "blob", sha: null };
  const { mode, content } = entry;
  if (mode === "160000") return { path, mode, type: "commit", sha: sha(String(content)) };
  if (typeof content === "string") return { path, mode, type: "blob", content };
  return { path, mode, type: "blob", sha: await writeBlob(api, entry) };
}

async function writeBlob(api: Api, entry: Entry): Promise<Sha> {
  const made = await api.want({
    route: "POST /repos/{owner}/{repo}/git/blobs",
    phase: "refs",
    doing: "writing a binary file",
    parameters: { content: Buffer.from(entry.content).toString("base64"), encoding: "base64" },
    shape: answers.object,
  });
  return made.sha;
}
