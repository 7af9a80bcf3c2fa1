// Ballots over places: which files, or which symbols of them, must change; none is an answer too.
import { z } from "zod";
import { docLine, shownAs } from "../context/container.ts";
import type { Seen } from "../context/look.ts";
import { digest } from "../digest.ts";
import type { SymbolSpan } from "../patch/syntax.ts";
import type { Requirement } from "../requirement/requirement.ts";
import { requirementData } from "./ask.ts";
import { none } from "./choose.ts";
import { dataBlock, jsonInstructions, readJson } from "./envelope.ts";
import { issueData, type IssueText } from "./issue.ts";
import { spoiled, wholeText, type Answered, type Spoiled } from "./opened.ts";
import type { Prompt } from "./prompt.ts";
import { inOrder, systemText, wordingOf, type Asking } from "./style.ts";

/** A place that may be named, and one line that shows what is there. */
export interface PlaceOption {
  /** `src/a.ts` or `src/a.ts#Class.member`. */
  readonly place: string;
  readonly shown: string;
}

export interface PlacesContext extends Asking {
  readonly of: "files" | "symbols";
  readonly issue: IssueText;
  readonly requirements: readonly Requirement[];
  /** In the order shown on this ballot; see shuffled(). */
  readonly options: readonly PlaceOption[];
  /** How many of them an answer may name. */
  readonly most: number;
}

const tasks = {
  files: [
    "Say which files of a repository must change so that the requirements are fulfilled.",
    "Find the files that the work on an issue has to change.",
  ],
  symbols: [
    "Say which functions, classes, members or types must change to fulfil the requirements.",
    "Find the symbols that the work on an issue has to change.",
  ],
} as const;

/** Asks for `{"because": "…", "places": [2, 5]}`, numbers of the options shown. */
export function askPlaces(context: PlacesContext): Prompt {
  const { of, issue, requirements, options, most, nonce, variant, outputTokensMax } = context;
  const background = inOrder(variant, [...issueData(issue), requirementData(requirements)]);
  const list = options.map(({ shown }, i) => `${i + 1} ${shown}`);
  const user = [
    dataBlock(nonce, [...background, [of, list]]),
    `Which of the ${options.length} ${of} must change? Name them by their numbers, as few as ` +
      `possible and at most ${most}: what must be changed, not what helps to understand it. ` +
      'New files and tests are not asked for; "places": [] when none of them must change. ' +
      "Their order says nothing.",
    jsonInstructions(nonce, '{"because": "<at most three sentences>", "places": [1, 2]}'),
  ];
  return {
    about: { kind: "places", of, options: options.map(({ place }) => place) },
    system: systemText(variant, tasks[of][wordingOf(variant)]),
    user: user.join("\n\n"),
    nonce,
    outputTokensMax,
  };
}

/** `src/a.ts#f: f(x: number) — what its doc comment says first`. */
export function symbolShown(place: string, seen: Seen, symbol: SymbolSpan): string {
  const doc = docLine(seen, symbol);
  return `${place}: ${shownAs(seen, symbol)}${doc === "" ? "" : ` — ${doc}`}`;
}

const ballot = z.strictObject({
  because: z.string().max(4000).optional(),
  places: z.array(z.number().int().min(1)).max(100),
});

export type OpenedPlaces =
  /** `text`: JSON of the places in the order of their names, the same for every spelling. */
  { readonly kind: "valid"; readonly class: string; readonly text: string } | Spoiled;

/**
 * @param options the places in the order in which this ballot showed them.
 * @returns a vote for a set of places. Flags: those of wholeText(), `format`, and `content` for a
 * number that was not shown and for more places than were asked for.
 */
export function readPlaces(
  sample: Answered,
  prompt: Prompt,
  options: readonly string[],
  most: number,
): OpenedPlaces {
  const text = wholeText(sample, prompt);
  if (!text.ok) return text.error;
  const json = readJson(text.value, prompt.nonce);
  if (!json.ok) return spoiled("format", json.error);
  const read = ballot.safeParse(json.value);
  if (!read.success) return spoiled("format", 'not {"places": [numbers]}');
  const numbers = [...new Set(read.data.places)];
  const unknown = numbers.find((n) => n > options.length);
  if (unknown !== undefined) return spoiled("content", `there is no place ${unknown}`);
  if (numbers.length > most) return spoiled("content", `more than ${most} places`);
  const named = numbers.flatMap((n) => options[n - 1] ?? []).sort();
  if (named.length === 0) return { kind: "valid", class: none, text: none };
  const canonical = JSON.stringify(named);
  return { kind: "valid", class: digest(canonical).slice(0, 16), text: canonical };
}
