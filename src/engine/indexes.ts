// Indexes of the trees that the engine works on: a text is read once, whatever commits hold it.
import { bytesOf, factsOf, isMinified, wordsOf, type Facts } from "../core/context/facts.ts";
import { indexOf, type Index } from "../core/context/index.ts";
import { isVendored } from "../core/context/places.ts";
import { digest } from "../core/digest.ts";
import type { Language, Syntax } from "../core/patch/syntax.ts";
import { textAt, type Entry, type Path, type Tree } from "../core/tree.ts";

/** Facts of about 35,000 files. */
const bytesMaxUsual = 64 * 1024 * 1024;
/** Between two breaths: about 20 ms of work. */
const charsPerBreath = 64 * 1024;

export interface Indexes {
  /** Costs about 0.3 s a megabyte that was never seen, and milliseconds where all were. */
  of(tree: Tree): Promise<Index>;
}

/**
 * @param breathe resolves after everything else that waits had its turn: reading goes on in pieces.
 * @param bytesMax what is kept of blobs beyond the trees that are alive, in bytes.
 */
export function openIndexes(
  syntax: Syntax,
  breathe: () => Promise<void>,
  bytesMax = bytesMaxUsual,
): Indexes {
  const built = new WeakMap<Tree, Promise<Index>>();
  const seen = new WeakMap<Entry, Seen>();
  const byBlob = new Map<string, Facts>();
  let bytes = 0;

  /** By content and language: the same text is other facts under another ending. */
  function factsAt(path: Path, entry: Entry, text: string): { facts: Facts; read: number } {
    const language = syntax.languageOf(path);
    const known = seen.get(entry);
    if (known?.language === language) return { facts: known.facts, read: 0 };
    const key = `${language ?? ""} ${digest(text)}`;
    const kept = byBlob.get(key);
    const facts = kept ?? factsOf(text, language === null ? null : syntax.names(language, text));
    byBlob.delete(key);
    byBlob.set(key, facts);
    if (!kept) bytes += bytesOf(facts);
    forget();
    seen.set(entry, { language, facts });
    return { facts, read: kept ? text.length / 8 : text.length };
  }

  function forget(): void {
    for (const [key, facts] of byBlob) {
      if (bytes <= bytesMax) return;
      byBlob.delete(key);
      bytes -= bytesOf(facts);
    }
  }

  async function build(tree: Tree): Promise<Index> {
    const files: (readonly [Path, Facts])[] = [];
    let sinceBreath = 0;
    for (const [path, entry] of tree) {
      const text = textAt(tree, path);
      if (text === null || isVendored(path) || isMinified(text)) {
        files.push([path, empty]);
        continue;
      }
      const { facts, read } = factsAt(path, entry, text);
      files.push([path, facts]);
      sinceBreath += read;
      if (sinceBreath < charsPerBreath) continue;
      sinceBreath = 0;
      await breathe();
    }
    return indexOf(files);
  }

  return {
    of(tree) {
      const known = built.get(tree);
      if (known) return known;
      const index = build(tree);
      built.set(tree, index);
      // Whoever asked is told; whoever asks again has it read again.
      index.catch(() => built.delete(tree));
      return index;
    },
  };
}

interface Seen {
  readonly language: Language | null;
  readonly facts: Facts;
}

/** What is kept of a file that is not read: nothing but its path. */
const empty: Facts = wordsOf("");
