// Git's objects: commits, trees and blobs, read and written by their hash.
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { gitRun } from "./git.ts";
import { writeLoose } from "./loose.ts";
import { findObject, readObject } from "./object-reader.ts";
import { remembering } from "./remembering.ts";
import { listTree, writePlain, type TreeChange } from "./trees.ts";

export interface Person {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since 1970; git keeps seconds. */
  readonly at: number;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export type ObjectType = "commit" | "tree" | "blob" | "tag";

const read = remembering<Commit | null>();

/** @returns the commit, or null when the object does not exist or is no commit. */
export const readCommit = (dir: string, sha: string): Promise<Commit | null> =>
  read(dir, [sha], async () => {
    const found = await readObject(dir, sha);
    return found?.type === "commit" ? parseCommit(sha, found.content.toString("utf8")) : null;
  });

function parseCommit(sha: string, text: string): Commit {
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end).split("\n");
  const all = (key: string): string[] =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    sha,
    tree: all("tree")[0] ?? "",
    parents: all("parent"),
    author: parsePerson(all("author")[0] ?? ""),
    committer: parsePerson(all("committer")[0] ?? ""),
    message: text.slice(end + 2),
  };
}

function parsePerson(text: string): Person {
  const found = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text);
  return { name: found?.[1] ?? "", email: found?.[2] ?? "", at: Number(found?.[3] ?? 0) * 1000 };
}

const line = (person: Person): string => {
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, "").trim();
  return `${clean(person.name)} <${clean(person.email)}> ${Math.floor(person.at / 1000)} +0000`;
};

/** Writes a commit with exactly this message. @returns its hash. */
export function writeCommit(dir: string, commit: Omit<Commit, "sha">): Promise<string> {
  const text = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${line(commit.author)}`,
    `committer ${line(commit.committer)}`,
    "",
    commit.message,
  ].join("\n");
  return writeLoose(dir, "commit", text);
}

export const writeBlob = (dir: string, content: string | Uint8Array): Promise<string> =>
  writeLoose(dir, "blob", content);

/** @returns the bytes, or null when there is no such blob. */
export async function readBlob(dir: string, sha: string): Promise<Buffer | null> {
  const found = await readObject(dir, sha);
  return found?.type === "blob" ? found.content : null;
}

/** @returns the kind of an object, or null when it does not exist. */
export async function typeOf(dir: string, sha: string): Promise<ObjectType | null> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return null;
  const type = (await findObject(dir, sha))?.type;
  if (type === undefined) return null;
  return type === "commit" || type === "tree" || type === "blob" ? type : "tag";
}

/**
 * Writes the tree that `base` becomes under these changes; null as base starts empty.
 * @returns its hash, or what git says against it (a missing object, a path it does not allow).
 */
export async function writeTree(
  dir: string,
  base: string | null,
  changes: readonly TreeChange[],
): Promise<{ readonly sha: string } | { readonly refused: string }> {
  const plain = await writePlain(dir, base, changes);
  if (plain !== null) return { sha: plain };
  const index = join(dir, `index.${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    // Without a file there is an empty index.
    const start = base === null ? null : await gitRun(dir, ["read-tree", base], { env });
    if (start !== null && start.code !== 0) return { refused: start.err.trim() };
    const none = "0".repeat(40);
    const removed = changes.filter((one) => one.sha === null || one.mode === "040000");
    const files = changes.filter((one) => one.sha !== null && one.mode !== "040000");
    const gone = await removedPaths(dir, base, removed);
    const lines = [
      ...gone.map((path) => `0 ${none}\t${path}\0`),
      ...files.map((one) => `${one.mode} ${one.sha}\t${one.path}\0`),
    ];
    const update = ["update-index", "-z", "--index-info"];
    const updated = await gitRun(dir, update, { env, input: lines.join("") });
    // git skips a path that it does not allow and says so.
    if (updated.code !== 0 || updated.err.includes("Ignoring path")) {
      return { refused: updated.err.trim() };
    }
    for (const one of changes.filter(({ sha, mode }) => sha !== null && mode === "040000")) {
      const added = await gitRun(dir, ["read-tree", `--prefix=${one.path}/`, one.sha ?? none], {
        env,
      });
      if (added.code !== 0) return { refused: added.err.trim() };
    }
    const written = await gitRun(dir, ["write-tree"], { env });
    if (written.code !== 0) return { refused: written.err.trim() };
    return { sha: written.out.toString("utf8").trim() };
  } finally {
    await rm(index, { force: true });
  }
}

/** Removing a folder removes everything under it. */
async function removedPaths(
  dir: string,
  base: string | null,
  removed: readonly TreeChange[],
): Promise<string[]> {
  if (base === null || removed.length === 0) return [];
  const all = (await listTree(dir, base, true)) ?? [];
  const under = (path: string, folder: string): boolean =>
    path === folder || path.startsWith(`${folder}/`);
  return all
    .filter((one) => one.type !== "tree" && removed.some((gone) => under(one.path, gone.path)))
    .map((one) => one.path);
}
