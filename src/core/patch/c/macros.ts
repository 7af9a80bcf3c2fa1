// Macros that a text or a repository defines: which names their bodies could see.
import { textAt, type Entry, type Tree } from "../../tree.ts";
import type { Surroundings } from "../rules.ts";

const definition = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)(\([^()\n]*\))?((?:\\\r?\n|[^\n])*)/gm;

/** The macros that a text defines. */
export function macrosIn(text: string): Surroundings {
  const names = new Set<string>();
  const words = new Set<string>();
  if (!text.includes("define")) return { names, words };
  for (const [, name = "", parameters = "", body = ""] of text.matchAll(definition)) {
    names.add(name);
    const own = new Set(parameters.match(/[A-Za-z_]\w*/g) ?? []);
    for (const word of body.match(/[A-Za-z_]\w*/g) ?? []) if (!own.has(word)) words.add(word);
    // What is glued together could become any name that ends or begins so.
    for (const [, part = ""] of body.matchAll(/##\s*(\w+)|(\w+)\s*##/g)) words.add(part);
  }
  return { names, words };
}

const ofEntry = new WeakMap<Entry, Surroundings>();
const ofTree = new WeakMap<Tree, Surroundings>();

/** The macros of all C and C++ files of a tree; kept as long as the tree is. */
export function macrosOf(tree: Tree): Surroundings {
  const known = ofTree.get(tree);
  if (known) return known;
  const names = new Set<string>();
  const words = new Set<string>();
  for (const [path, entry] of tree) {
    if (!/\.(?:[chi]|cc|cpp|cxx|hh|hpp|hxx|inc|inl|ipp|tcc|def)$/i.test(path)) continue;
    const own = ofEntry.get(entry) ?? macrosIn(textAt(tree, path) ?? "");
    ofEntry.set(entry, own);
    for (const name of own.names) names.add(name);
    for (const word of own.words) words.add(word);
  }
  const all = { names, words };
  ofTree.set(tree, all);
  return all;
}
