// Reads the whole tree of a commit: git's listing is the truth, contents are matched by their hash.
import { createHash } from "node:crypto";
import { ReadableStream } from "node:stream/web";
import { z } from "zod";
import { parsePath, type Entry, type Mode, type Path, type Tree } from "../core/tree.ts";
import type { Sha } from "../core/kernel.ts";
import { Faltered } from "../engine/ports.ts";
import * as answers from "./answers.ts";
import type { Api } from "./api.ts";
import { BadArchive, unpack } from "./tarball.ts";

export interface TreeLimits {
  readonly entriesMax: number;
  readonly bytesMax: number;
  /** Larger text files are kept as bytes, so that no prompt carries them. */
  readonly textBytesMax: number;
}

export const treeLimits: TreeLimits = {
  entriesMax: 20_000,
  bytesMax: 200 * 1024 * 1024,
  textBytesMax: 512 * 1024,
};

type Content = string | Uint8Array;
type Contents = Map<string, Content>;
interface Listed {
  readonly path: Path;
  readonly mode: Mode;
  readonly sha: Sha;
}

/** Blobs are fetched one by one up to this many; beyond it, one archive of the whole tree. */
const singlesMax = 12;
const hiddenMax = 300;
const treesKept = 3;

/**
 * @returns a function from a commit to its tree. Files whose path another system would read as
 * something else are left out: they stay in the repository untouched. Attributes such as
 * `export-ignore` hide nothing, because what an archive lacks is fetched by its hash.
 * The function throws Faltered, lasting when the tree is beyond the limits.
 */
export function makeTreeReader(api: Api, limits: TreeLimits): (at: Sha) => Promise<Tree> {
  const kept = new Map<Sha, { readonly tree: Tree; readonly contents: Contents }>();

  return async (at) => {
    const found = kept.get(at);
    if (found) return found.tree;
    const listed = await list(api, at, limits);
    const contents: Contents = new Map();
    const known = [...kept.values()].map((one) => one.contents);
    const missing = new Set<string>();
    for (const { sha, mode } of listed) {
      const content = known.map((one) => one.get(sha)).find((one) => one !== undefined);
      if (content !== undefined) contents.set(sha, content);
      else if (mode !== "160000") missing.add(sha);
    }
    await fetchMissing(api, at, missing, contents, limits);
    const tree = assemble(listed, contents);
    kept.set(at, { tree, contents });
    for (const old of kept.keys()) if (kept.size > treesKept) kept.delete(old);
    return tree;
  };
}

async function list(api: Api, at: Sha, limits: TreeLimits): Promise<Listed[]> {
  const answer = await api.want({
    route: "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
    phase: "read",
    doing: `listing the files of ${at.slice(0, 12)}`,
    parameters: { tree_sha: at, recursive: "1" },
    shape: answers.listing,
  });
  const files = answer.tree.filter((one) => one.type !== "tree");
  const bytes = files.reduce((sum, one) => sum + (one.size ?? 0), 0);
  if (answer.truncated || files.length > limits.entriesMax || bytes > limits.bytesMax) {
    throw tooLarge(`${files.length} files of ${bytes} bytes`, limits);
  }
  const listed: Listed[] = [];
  for (const { path, mode, sha } of files) {
    const [parsed, known] = [parsePath(path), parseMode(mode)];
    if (parsed !== null && known !== null) listed.push({ path: parsed, mode: known, sha });
  }
  return listed;
}

async function fetchMissing(
  api: Api,
  at: Sha,
  missing: Set<string>,
  contents: Contents,
  limits: TreeLimits,
): Promise<void> {
  if (missing.size > singlesMax) {
    for (const bytes of await archive(api, at, limits)) {
      const sha = blobSha(bytes);
      if (missing.delete(sha)) contents.set(sha, decode(bytes, limits));
    }
  }
  if (missing.size > hiddenMax) {
    throw tooLarge(`${missing.size} files that its archive leaves out`, limits);
  }
  await Promise.all(
    [...missing].map(async (sha) => {
      contents.set(sha, decode(await readBlob(api, sha), limits));
    }),
  );
}

async function archive(api: Api, at: Sha, limits: TreeLimits): Promise<Uint8Array[]> {
  const body = await api.want({
    route: "GET /repos/{owner}/{repo}/tarball/{ref}",
    phase: "read",
    doing: `reading the files of ${at.slice(0, 12)}`,
    parameters: { ref: at },
    shape: z.instanceof(ReadableStream),
    raw: true,
  });
  try {
    return await unpack(body, limits.bytesMax + limits.entriesMax * 2048);
  } catch (error) {
    if (error instanceof BadArchive) throw tooLarge(`an archive ${error.message}`, limits);
    throw new Faltered(
      "While reading the repository's files, the archive broke off. Quorum retries by itself.",
      { outcome: "none", cause: error },
    );
  }
}

async function readBlob(api: Api, sha: string): Promise<Uint8Array> {
  const { content, encoding } = await api.want({
    route: "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
    phase: "read",
    doing: `reading the file ${sha.slice(0, 12)}`,
    parameters: { file_sha: sha },
    shape: answers.blob,
  });
  return Buffer.from(content, encoding);
}

function assemble(listed: readonly Listed[], contents: Contents): Tree {
  const tree = new Map<Path, Entry>();
  for (const { path, mode, sha } of listed) {
    const content = mode === "160000" ? sha : contents.get(sha);
    if (content !== undefined) tree.set(path, { mode, content });
  }
  return tree;
}

/** A git object id of a file. Source: Pro Git, "Git Objects". */
export const blobSha = (bytes: Uint8Array): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array, limits: TreeLimits): Content {
  if (bytes.length > limits.textBytesMax) return new Uint8Array(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return new Uint8Array(bytes);
  }
}

function parseMode(text: string): Mode | null {
  return text === "100644" || text === "100755" || text === "120000" || text === "160000"
    ? text
    : null;
}

function tooLarge(what: string, limits: TreeLimits): Faltered {
  const megabytes = Math.round(limits.bytesMax / 1024 / 1024);
  return new Faltered(
    `The repository is too large for Quorum: ${what}; the limits are ${limits.entriesMax} files ` +
      `and ${megabytes} MB. Quorum did not read it; a smaller repository can be worked on.`,
    { outcome: "none", lasting: true },
  );
}
