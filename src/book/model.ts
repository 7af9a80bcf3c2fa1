// The answer book as a Model: no language model, but prepared answers that are drawn by seed.
import type { Model } from "../engine/ports.ts";
import type { About, Draw, Prompt, Sample } from "../core/agent/prompt.ts";
import { unreachable } from "../core/kernel.ts";
import { entryAt, type Answer, type Book, type Entry, type Odds } from "./book.ts";
import { chanceOf, drawn, type Chance } from "./chance.ts";
import { choiceOf } from "./choice.ts";
import { placesOf } from "./places.ts";
import { complete, misformatted, overlong, refused, truncated, unanswered } from "./spoil.ts";
import { formedJson, formedStep, textOf, type Formed } from "./transport.ts";

interface BookOptions {
  readonly book: Book;
  /** `QUORUM_SEED`: the same seed gives the same answers, whatever the order of the questions. */
  readonly seed: string | number;
  /** Share of right answers among right and wrong ones, 0 to 1, in place of the book's own. */
  readonly accuracy?: number;
}

/**
 * Draws by hash of seed, place and the draw's seed. A sample carries text, finish and usage (at no
 * cost) like any model's; nothing in it tells a right answer from a wrong one.
 */
export function openBook({ book, seed, accuracy }: BookOptions): Model {
  const entries = accuracy === undefined ? book : withAccuracy(book, accuracy);
  return {
    sample: (prompt, draw) => Promise.resolve(answered(entries, seed, prompt, draw)),
    costMax: () => 0,
  };
}

function answered(book: Book, seed: string | number, prompt: Prompt, draw: Draw): Sample {
  const { about } = prompt;
  const chance = chanceOf([seed, ...nameOf(about), draw.seed]);
  const entry = entryFor(book, about);
  if (entry === null) return unanswered(prompt, `has no entry for ${nameOf(about).join(" ")}`);
  const side = drawn(sides, (s) => entry.odds[s], chance("side")) ?? "refusing";
  if (side === "refusing") return refused(prompt, chance);
  const formed = formedFor(book, prompt, entry, side, chance);
  if (formed === null) return unanswered(prompt, "found no EDIT line to echo in the prompt");
  switch (side) {
    case "right":
    case "wrong":
      return complete(prompt, textOf(formed));
    case "truncated":
      return truncated(prompt, formed, chance);
    case "overlong":
      return overlong(prompt, formed);
    case "misformatted":
      return misformatted(prompt, formed, chance);
    default:
      return unreachable(side);
  }
}

const sides = ["right", "wrong", "truncated", "overlong", "misformatted", "refusing"] as const;

/** What a place is called in the hash: never the order in which it is asked about. */
function nameOf(about: About): readonly string[] {
  switch (about.kind) {
    case "requirements":
    case "plan":
      return [about.kind];
    case "choice":
      return [about.kind, about.of, ...(about.unit === null ? [] : [about.unit])];
    case "part":
      return [about.kind, about.title];
    case "replan":
      return [about.kind, about.unit];
    case "places":
      return [about.kind, about.of];
    case "step":
    case "ballot":
    case "probe":
      return [about.kind, about.place, about.unit];
    default:
      return unreachable(about);
  }
}

/** A ballot that names a proposal is spoiled as often as the proposals are. */
function entryFor(book: Book, about: About): Entry | null {
  if (about.kind === "step" || about.kind === "ballot") {
    return entryAt(book, about.place, about.unit);
  }
  if (about.kind === "probe") return probesAt(book, about.place, about.unit);
  if (about.kind === "replan") return anewAt(book, about.unit);
  if (about.kind === "part") return partAt(book, about.title);
  if (about.kind === "choice" && about.unit !== null) {
    return partAt(book, about.unit) ?? anewAt(book, about.unit);
  }
  if (about.kind === "places") return book.plan;
  return book[about.kind === "choice" ? about.of : about.kind];
}

const anewAt = (book: Book, unit: string): Entry | null =>
  book.replans.find((entry) => entry.unit === unit) ?? null;

const partAt = (book: Book, title: string): Entry | null =>
  book.parts.find((entry) => entry.part === title) ?? null;

/** The probes of a place, drawn like its right answers; null when the book has none. */
function probesAt(book: Book, place: string, unit: string): Entry | null {
  const entry = entryAt(book, place, unit);
  const [first, ...more] = entry?.probes ?? [];
  return entry && first ? { odds: entry.odds, right: [first, ...more], wrong: [] } : null;
}

function formedFor(
  book: Book,
  prompt: Prompt,
  entry: Entry,
  side: keyof Odds,
  chance: Chance,
): Formed | null {
  const { about } = prompt;
  if (about.kind === "places") {
    const places = placesOf(entry, about, book.choice, (of) => chance(`places ${of}`));
    return formedJson(prompt, JSON.stringify({ places }));
  }
  if (about.kind === "choice" || about.kind === "ballot") {
    const choice = choiceOf(entry, about.options, book.choice, (of) => chance(`choice ${of}`));
    return formedJson(prompt, JSON.stringify({ choice }));
  }
  const answers: readonly Answer[] = side === "wrong" ? entry.wrong : entry.right;
  const answer = drawn(answers, (a) => a.weight, chance("answer")) ?? entry.right[0];
  return about.kind === "step" || about.kind === "probe"
    ? formedStep(prompt, answer)
    : formedJson(prompt, answer.text);
}

function withAccuracy(book: Book, accuracy: number): Book {
  const shared = <E extends Entry>(entry: E): E => {
    const told = entry.odds.right + entry.odds.wrong;
    const wrong = entry.wrong.length > 0 ? told * (1 - accuracy) : 0;
    return { ...entry, odds: { ...entry.odds, right: told - wrong, wrong } };
  };
  const { right, other, none } = book.choice;
  const all = right + other + none;
  const astray = other + none === 0 ? 0 : (all * (1 - accuracy)) / (other + none);
  return {
    ...book,
    choice: { right: all * accuracy, other: other * astray, none: none * astray },
    requirements: book.requirements && shared(book.requirements),
    plan: book.plan && shared(book.plan),
    parts: book.parts.map((part) => ({ ...part, ...shared(part) })),
    replans: book.replans.map((replan) => ({ ...replan, ...shared(replan) })),
    steps: book.steps.map((step) => ({ ...step, ...shared(step) })),
  };
}
