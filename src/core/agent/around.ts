// What a step is shown beside its own text: what the code there calls, and what calls it.
import { docLine, shownAs, siblingsOf, skeletonOf, startOf } from "../context/container.ts";
import { definitionsOf } from "../context/definitions.ts";
import { shortened } from "../context/excerpt.ts";
import { headOf, lastPart, type Place, type Seen, type Sources } from "../context/look.ts";
import { callersOf, testsOf, type Usage } from "../context/usage.ts";
import type { SymbolSpan, Use } from "../patch/syntax.ts";
import type { Path } from "../tree.ts";
import { lines } from "./bounded.ts";
import type { Datum } from "./envelope.ts";

export interface Around {
  readonly seen: Seen;
  /** The symbol that is rewritten; null where one is added. */
  readonly symbol: SymbolSpan | null;
  /** Names that task and acceptance speak of. */
  readonly spoken: readonly string[];
  /** Files of this unit's earlier steps, which are shown anyway. */
  readonly written: ReadonlySet<Path>;
}

/** Names of each kind that are looked up for a symbol; far fewer are shown. */
const namesMax = 100;
const smallCharsMax = 1500;
const headLinesMax = 20;
const headCharsMax = 700;
const skeletonCharsMax = 700;
const signaturesMax = 10;
const [typesMax, typeLinesMax] = [3, 15] as const;
const [callersMax, testsMax] = [3, 2] as const;
const siblingLines = 12;

/** In the order of importance (research: patches.md §5.3); each kind bounded by itself. */
export function around(place: Around, sources: Sources): readonly Datum[] {
  const { seen, symbol, written } = place;
  const small = seen.text.length - lengthOf(symbol) <= smallCharsMax;
  const { called, types } = definitionsFor(place, sources);
  const elsewhere = (one: Place): boolean => !small || one.seen.path !== seen.path;
  const signatures = called.filter(elsewhere).slice(0, signaturesMax);
  const own: Place | null = symbol && { seen, symbol };
  return [
    ...(small ? [wholeFile(seen, symbol)] : skeleton(place, signatures)),
    ...signatureData("what it calls, or the task names", signatures, seen),
    ...types.filter(elsewhere).slice(0, typesMax).map(typeData),
    ...(own ? usageData("a caller", callersOf(own, callersMax, sources)) : []),
    ...(own ? usageData("a test of it, read-only", testsOf(own, testsMax, sources, written)) : []),
    ...(small ? [] : headData(seen)),
    ...(small ? [] : siblingsOf(seen, symbol).map(siblingData)),
  ];
}

const lengthOf = (symbol: SymbolSpan | null): number => (symbol ? symbol.end - symbol.start : 0);

interface Definitions {
  readonly called: readonly Place[];
  readonly types: readonly Place[];
}

/** Each definition once, in the order in which the text and then the task name them. */
function definitionsFor(place: Around, sources: Sources): Definitions {
  const { seen, symbol, spoken } = place;
  const head = headOf(seen);
  const inside = symbol
    ? seen.skim.uses.filter((use) => use.start >= symbol.start && use.start < symbol.end)
    : [];
  const called = new Map<string, Place>();
  const types = new Map<string, Place>();
  const ownNames = new Set(seen.skim.symbols.map((one) => lastPart(one.name)));
  const mayBeHere = (name: string): boolean => ownNames.has(name) || head.includes(name);
  const add = (name: string, kind: Use["kind"]): void => {
    for (const one of definitionsOf(name, seen, sources)) {
      if (one.symbol === symbol) continue;
      const into = kind === "type" || one.symbol.kind === "type" ? types : called;
      into.set(`${one.seen.path}#${one.symbol.name}#${one.symbol.ordinal}`, one);
    }
  };
  const known = new Set<string>();
  for (const kind of ["call", "type", "name"] as const) {
    const used = inside.filter((use) => use.kind === kind && !known.has(use.name));
    const names = [...new Set(used.map(({ name }) => name))];
    const asked = kind === "name" ? names.filter(mayBeHere) : names;
    for (const name of asked.slice(0, namesMax)) add(name, kind);
    for (const name of names) known.add(name);
  }
  for (const name of spoken) if (!known.has(name)) add(name, "name");
  return { called: [...called.values()], types: [...types.values()] };
}

function wholeFile(seen: Seen, symbol: SymbolSpan | null): Datum {
  const { text } = seen;
  if (!symbol) return ["the file as it is, without the new symbol", lines(text)];
  const [before, after] = [text.slice(0, symbol.start), text.slice(symbol.end)];
  return ["the file around it", lines(`${before}[the symbol stands here]${after}`).map(shortened)];
}

function skeleton({ seen, symbol }: Around, shown: readonly Place[]): Datum[] {
  const without = new Set(
    shown.filter((one) => one.seen.path === seen.path).map((one) => one.symbol.name),
  );
  const list = skeletonOf(seen, symbol, skeletonCharsMax, without);
  return list.length === 0 ? [] : [["other signatures in the file", list]];
}

/** `src/a.ts: f(x) — what its doc comment says first`; the path only for other files. */
export function signatureData(name: string, places: readonly Place[], from: Seen | null): Datum[] {
  const list = places.map(({ seen, symbol }) => {
    const path = seen.path === from?.path ? "" : `${seen.path}: `;
    const doc = docLine(seen, symbol);
    return `${path}${shownAs(seen, symbol)}${doc === "" ? "" : ` — ${doc}`}`;
  });
  return list.length === 0 ? [] : [[name, list]];
}

const typeData = (place: Place): Datum => [
  `the type ${place.symbol.name} of ${place.seen.path}`,
  startOf(place, typeLinesMax),
];

const usageData = (name: string, usages: readonly Usage[]): Datum[] =>
  usages.map(({ path, line, lines: shown }) => [`${name}: ${path}, line ${line}`, shown]);

function headData(seen: Seen): Datum[] {
  const head = headOf(seen).slice(0, headCharsMax).split("\n").slice(0, headLinesMax);
  const shown = head.map(shortened).join("\n").trim();
  return shown === "" ? [] : [["the start of the file, with its imports", lines(shown)]];
}

const siblingData = (place: Place): Datum => [
  `how code is written here: ${place.symbol.name}`,
  startOf(place, siblingLines),
];
