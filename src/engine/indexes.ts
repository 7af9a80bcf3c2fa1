// Indexes of the trees that the engine works on: a text is read once, whatever commits hold it.
import { bytesOf, factsOf, isMinified, wordsOf, type Facts } from "../core/context/facts.ts";
import { indexOf, type Index } from "../core/context/index.ts";
import { isVendored } from "../core/context/places.ts";
import { digest } from "../core/digest.ts";
import type { Language, Syntax } from "../core/patch/syntax.ts";
import { textAt, type Entry, type Path, type Tree } from "../core/tree.ts";
import { charsGivenUp, type Turns } from "./turns.ts";

/** Facts of about 35,000 files. */
const bytesMaxUsual = 64 * 1024 * 1024;
/** Of one tree, half a minute's work: of the files beyond it nothing but the path is known. */
const charsMaxUsual = 100_000_000;

export interface Indexes {
  /** Costs about 0.3 s a megabyte that was never seen, and milliseconds where all were. */
  of(tree: Tree): Promise<Index>;
}

/**
 * @param turns when others have their turn: reading goes on in pieces.
 * @param bytesMax what is kept of blobs beyond the trees that are alive, in bytes.
 * @param charsMax what is read of a tree, in its own order.
 */
export function openIndexes(
  syntax: Syntax,
  turns: Turns,
  bytesMax = bytesMaxUsual,
  charsMax = charsMaxUsual,
): Indexes {
  const built = new WeakMap<Tree, Promise<Index>>();
  const seen = new WeakMap<Entry, Seen>();
  const byBlob = new Map<string, Facts>();
  let bytes = 0;

  /** By content and language: the same text is other facts under another ending. */
  function factsAt(path: Path, entry: Entry, text: string): { facts: Facts; givenUp: boolean } {
    const language = syntax.languageOf(path);
    const known = seen.get(entry);
    if (known?.language === language) return { facts: known.facts, givenUp: false };
    const key = `${language ?? ""} ${digest(text)}`;
    const kept = byBlob.get(key);
    const names = kept || language === null ? null : syntax.names(language, text);
    const facts = kept ?? factsOf(text, names);
    byBlob.delete(key);
    byBlob.set(key, facts);
    if (!kept) bytes += bytesOf(facts);
    forget();
    seen.set(entry, { language, facts });
    return { facts, givenUp: !kept && language !== null && names === null };
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
    let left = charsMax;
    let unread = 0;
    for (const [path, entry] of tree) {
      if (turns.due()) await turns.pass();
      const text = isVendored(path) ? null : textAt(tree, path);
      const wanted = text !== null && !isMinified(text);
      if (wanted && text.length <= left) {
        const { facts, givenUp } = factsAt(path, entry, text);
        left -= text.length + (givenUp ? charsGivenUp : 0);
        files.push([path, facts]);
        continue;
      }
      if (wanted) unread += 1;
      files.push([path, empty]);
    }
    return indexOf(files, unread);
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
