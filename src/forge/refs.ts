// Names in a repository: looked up, listed, and moved only by compare-and-swap.
import { gitRun, git } from "./git.ts";
import { findObject } from "./object-reader.ts";

export interface Ref {
  readonly name: string;
  readonly sha: string;
  readonly type: string;
}

const zero = "0".repeat(40);

/** @returns where a full ref name stands, or null. */
export const readRef = async (dir: string, name: string): Promise<string | null> =>
  (await findObject(dir, name))?.sha ?? null;

export const readBranch = (dir: string, branch: string): Promise<string | null> =>
  readRef(dir, `refs/heads/${branch}`);

/** @returns the commit that a branch, tag, full ref or hash names, or null. */
export async function resolveCommit(dir: string, text: string): Promise<string | null> {
  if (text === "" || text.includes("..") || /[\s~^:?*[\\]/.test(text)) return null;
  const tries = /^[0-9a-f]{40}$/.test(text)
    ? [text]
    : [`refs/heads/${text}`, `refs/tags/${text}`, `refs/${text.replace(/^refs\//, "")}`];
  for (const one of [...tries, ...(/^[0-9a-f]{7,39}$/.test(text) ? [text] : [])]) {
    const found = await readRef(dir, `${one}^{commit}`);
    if (found !== null) return found;
  }
  return null;
}

/** Refs whose full name starts with these characters, in order of name. */
export async function listRefs(dir: string, prefix: string): Promise<Ref[]> {
  const format = "--format=%(refname) %(objectname) %(objecttype)";
  const text = await git(dir, ["for-each-ref", format]);
  return text
    .split("\n")
    .filter((line) => line.startsWith(prefix))
    .map((line) => {
      const [name = "", sha = "", type = ""] = line.split(" ");
      return { name, sha, type };
    });
}

const plainName = /^refs\/(?:heads|tags)(?:\/[\w-]+(?:\.[\w-]+)?)+$/;

/** False for names that git does not allow. Source: git-check-ref-format. */
export const isRefName = async (dir: string, name: string): Promise<boolean> =>
  (plainName.test(name) && !/\.lock(?:\/|$)/.test(name)) ||
  (await gitRun(dir, ["check-ref-format", name])).code === 0;

/**
 * Moves a ref from `before` (null: it must not exist) to `after` (null: delete it).
 * @returns false when it does not stand at `before` or git does not allow the name; nothing moved.
 */
export async function moveRef(
  dir: string,
  name: string,
  after: string | null,
  before: string | null,
): Promise<boolean> {
  const args =
    after === null
      ? ["update-ref", "-d", name, before ?? zero]
      : ["update-ref", name, after, before ?? zero];
  return (await gitRun(dir, args)).code === 0;
}
