// What a commit comes from, walked over commits in hand; git is asked where histories are long.
import { gitRun } from "./git.ts";
import { readCommit } from "./objects.ts";
import { remembering } from "./remembering.ts";

/** Commits that a walk looks at before git is asked, which reads a long history at once. */
const walkMax = 64;

const reached = remembering<boolean | null>();

/** True when `old` is reachable from `young`, itself included. */
export async function isAncestor(dir: string, old: string, young: string): Promise<boolean> {
  const walked = await isNear(dir, old, young);
  if (walked !== null) return walked;
  return (await gitRun(dir, ["merge-base", "--is-ancestor", old, young])).code === 0;
}

/** As isAncestor(), without git: null where the walk came to no end or met what is no commit. */
export const isNear = (dir: string, old: string, young: string): Promise<boolean | null> =>
  reached(dir, [old, young], async () => {
    if ((await readCommit(dir, old)) === null) return null;
    const seen = new Set([young]);
    for (const sha of seen) {
      if (sha === old) return true;
      const commit = seen.size > walkMax ? null : await readCommit(dir, sha);
      if (commit === null) return null;
      for (const parent of commit.parents) seen.add(parent);
    }
    return false;
  });

/**
 * Hashes from `old`, itself left out, up to `young`, oldest first.
 * @returns null where a merge is among them, or `old` is not near below `young`.
 */
export async function straight(dir: string, old: string, young: string): Promise<string[] | null> {
  const shas: string[] = [];
  for (let sha = young; sha !== old;) {
    const [parent, ...others] = (await readCommit(dir, sha))?.parents ?? [];
    if (parent === undefined || others.length > 0 || shas.length === walkMax) return null;
    shas.push(sha);
    sha = parent;
  }
  return shas.reverse();
}
