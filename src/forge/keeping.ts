// What the forge knows, on disk after each write, so that a forge whose process was killed goes on.
import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { deserialize, serialize } from "node:v8";
import { git } from "./git.ts";
import { listRefs } from "./refs.ts";
import { makeStore, type Store } from "./store.ts";
import { inTurn } from "./world.ts";

/** Raised with every change of the store's shape. */
const version = 1;
const fileOf = (root: string): string => join(root, "forge.state");

interface Kept {
  readonly version: number;
  readonly root: string;
  readonly store: Store;
  /** Of each repository, by its id: full names and where they stood. */
  readonly refs: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

/**
 * @returns a function that keeps the store and all refs in `root`. Calls follow one another; each
 * resolves when what it found is on disk, whole. Rejects when it cannot be written.
 */
export function makeKeeper(root: string, store: Store): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    const mine = last.then(() => keep(root, store));
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function keep(root: string, store: Store): Promise<void> {
  const bytes = await whole(root, store, new Map());
  const file = fileOf(root);
  await writeFile(`${file}.new`, bytes, { flush: true });
  await rename(`${file}.new`, file);
}

/**
 * What is known between two writes: it is taken in the turns of all repositories at once, so that
 * refs and store tell the same. Tokens are left out: of no use to a later process, whose apps have
 * new keys.
 * @param refs of the repositories whose turn it is already.
 */
async function whole(
  root: string,
  store: Store,
  refs: Map<number, ReadonlyMap<string, string>>,
): Promise<Buffer> {
  const next = [...store.repositories.values()].find(({ id }) => !refs.has(id));
  if (next === undefined) {
    const bare = { ...store, tokens: new Map(), userTokens: new Map() };
    const kept: Kept = { version, root, store: bare, refs };
    return serialize(kept);
  }
  return await inTurn(next, async () => {
    refs.set(next.id, await refsOf(next.dir));
    return await whole(root, store, refs);
  });
}

async function refsOf(dir: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await listRefs(dir, "refs/")).map(({ name, sha }) => [name, sha]));
}

/**
 * The store as it was kept, or a new one where nothing was. A write that was not answered before
 * the process ended is taken back: refs stand again where the store knows them.
 */
export async function readStore(root: string): Promise<Store> {
  if (!existsSync(fileOf(root))) return makeStore();
  const kept = parseKept(readFileSync(fileOf(root)));
  for (const repository of kept.store.repositories.values()) {
    repository.dir = join(root, relative(kept.root, repository.dir));
    await putBack(repository.dir, kept.refs.get(repository.id) ?? new Map());
  }
  return kept.store;
}

function parseKept(bytes: Buffer): Kept {
  const kept = deserialize(bytes) as Kept;
  if (kept.version !== version) throw new Error(`The forge's state is of version ${kept.version}`);
  return kept;
}

async function putBack(dir: string, wanted: ReadonlyMap<string, string>): Promise<void> {
  const now = await refsOf(dir);
  const gone = [...now.keys()].filter((name) => !wanted.has(name));
  const other = [...wanted].filter(([name, sha]) => now.get(name) !== sha);
  const lines = [
    ...gone.map((name) => `delete ${name}\n`),
    ...other.map(([name, sha]) => `update ${name} ${sha}\n`),
  ];
  if (lines.length > 0) await git(dir, ["update-ref", "--stdin"], { input: lines.join("") });
}
