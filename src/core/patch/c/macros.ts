// Macros that a text or a repository defines: which names their bodies could see.
import { textAt, type Entry, type Tree } from "../../tree.ts";
import type { Surroundings } from "../rules.ts";

const definition = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)(\([^()\n]*\))?((?:\\\r?\n|[^\n])*)/gm;

type Growing = Map<string, Set<string>>;

/** The macros that a text defines; those of one name together. */
export function macrosIn(text: string): Surroundings {
  const macros: Growing = new Map();
  if (!text.includes("define")) return macros;
  for (const [, name = "", parameters = "", body = ""] of text.matchAll(definition)) {
    const own = new Set(parameters.match(/[A-Za-z_]\w*/g) ?? []);
    const words = body.match(/[A-Za-z_]\w*/g) ?? [];
    add(
      macros,
      name,
      words.filter((word) => !own.has(word)),
    );
    // What is glued together could become any name: `##` makes the macro see everything.
    if (body.includes("##")) add(macros, name, [anything]);
    const shown = [...body.matchAll(/#\s*(\w+)/g)].map(([, word = ""]) => word);
    if (shown.some((word) => own.has(word) || word === "__VA_ARGS__")) add(macros, name, [spelled]);
  }
  return macros;
}

/** Stands for every name, among the words of a macro. */
export const anything = "##";

/** Stands for the macro's arguments as they are spelled, among its words. */
export const spelled = "#";

function add(macros: Growing, name: string, words: Iterable<string>): void {
  const known = macros.get(name) ?? new Set();
  for (const word of words) known.add(word);
  macros.set(name, known);
}

/** The words that macros could put into a text which uses these names, through other macros too. */
export function wordsBehind(
  used: Iterable<string>,
  macros: readonly Surroundings[],
): ReadonlySet<string> {
  const words = new Set<string>();
  const open = [...used];
  const seen = new Set(open);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const word of macros.flatMap((known) => [...(known.get(name) ?? [])])) {
      words.add(word);
      if (!seen.has(word)) open.push(word);
      seen.add(word);
    }
  }
  return words;
}

const ofEntry = new WeakMap<Entry, Surroundings>();
const ofTree = new WeakMap<Tree, Surroundings>();

/** The macros of all C and C++ files of a tree; kept as long as the tree is. */
export function macrosOf(tree: Tree): Surroundings {
  const known = ofTree.get(tree);
  if (known) return known;
  const all: Growing = new Map();
  for (const [path, entry] of tree) {
    if (!/\.(?:[chi]|cc|cpp|cxx|hh|hpp|hxx|inc|inl|ipp|tcc|def)$/i.test(path)) continue;
    const own = ofEntry.get(entry) ?? macrosIn(textAt(tree, path) ?? "");
    ofEntry.set(entry, own);
    for (const [name, words] of own) add(all, name, words);
  }
  ofTree.set(tree, all);
  return all;
}
