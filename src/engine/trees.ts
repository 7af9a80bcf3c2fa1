// Trees that the engine works on: read once per commit, patched by elected texts, kept while hot.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { no, ok, type Result, type Sha } from "../core/kernel.ts";
import { isChild } from "../core/plan/plan.ts";
import { at } from "../core/vector.ts";
import { withChanges, type Change, type Entry, type Tree } from "../core/tree.ts";
import type { Run } from "../core/run/state.ts";
import type { Agents, Written } from "./agents.ts";
import { carried } from "./carried.ts";
import type { Ports } from "./ports.ts";

const treesMax = 6;

export interface Trees {
  /** The whole tree at a commit of the run's repository. */
  at(run: Run, commit: Sha): Promise<Tree>;
  /** The tree at a commit after a unit's texts, with the changes; an error when they do not fit. */
  built(
    run: Run,
    unit: number,
    written: Written,
    onto: Sha,
  ): Promise<Result<{ readonly tree: Tree; readonly changes: readonly Change[] }, string>>;
}

/** Keeps the last few trees; concurrent readers of one commit share one request. */
export function openTrees(ports: Ports, agents: Agents): Trees {
  const kept = new Map<string, Promise<Tree>>();
  const built = new WeakMap<Tree, Map<string, Built>>();

  const trees: Trees = {
    at(run, commit) {
      const { repository } = run.started;
      if (repository === null) return Promise.resolve(new Map());
      const key = `${repository.id}@${commit}`;
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const tree = ports.repository(repository).tree(commit);
      kept.set(key, tree);
      tree.catch(() => kept.delete(key));
      for (const oldest of kept.keys()) {
        if (kept.size <= treesMax) break;
        kept.delete(oldest);
      }
      return tree;
    },
    async built(run, unit, written, onto) {
      const base = await trees.at(run, onto);
      const cache = built.get(base) ?? new Map<string, Built>();
      built.set(base, cache);
      const key = builtKey(run, unit, written);
      const known = cache.get(key);
      if (known) return known;
      const planned = run.plan.units[unit];
      const changes =
        planned && isChild(planned)
          ? await madeByChild(run, unit, base)
          : agents.apply(run, unit, written, base);
      const result: Built = changes.ok
        ? ok({ tree: withChanges(base, changes.value), changes: changes.value })
        : no(changes.error);
      cache.set(key, result);
      return result;
    },
  };
  async function madeByChild(run: Run, unit: number, onto: Tree) {
    const child = at(run.units, unit)?.child;
    const head = child?.view?.head ?? null;
    if (!child?.base || head === null) return no("its child run made nothing");
    const [before, made] = [await trees.at(run, child.base), await trees.at(run, head)];
    return carried(before, made, onto, (a, b) => digestOf(a) === digestOf(b));
  }

  return trees;
}

type Built = Result<{ readonly tree: Tree; readonly changes: readonly Change[] }, string>;

function builtKey(run: Run, unit: number, written: Written): string {
  const parts = written.texts.map((t) => `${t.n}:${t.text.length}:${t.text}`);
  return `${run.started.run}|${unit}|${written.attempt}|${parts.join("|")}`;
}

/** Digests of files, kept while a tree holds them: a patched tree shares most with its base. */
const digests = new WeakMap<Entry, string>();

/** A digest of a tree: equal digests mean the same files, modes and bytes. */
export function treeDigest(tree: Tree): string {
  const lines = [...tree].map(([path, entry]) => `${path}\0${digestOf(entry)}\0`);
  return bytesToHex(sha256(new TextEncoder().encode(lines.sort().join(""))));
}

function digestOf(entry: Entry): string {
  const known = digests.get(entry);
  if (known !== undefined) return known;
  const { mode, content } = entry;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = `${mode} ${bytesToHex(sha256(bytes))}`;
  digests.set(entry, digest);
  return digest;
}
