// What the answer book calls the votes of a journal, looked up after the run is over.
import { entryAt, type Answer, type Book } from "../../src/book/book.ts";
import { placeOf } from "../../src/core/plan/plan.ts";
import type { EventOf } from "../../src/core/run/event.ts";
import type { Ended } from "./whole-run.ts";

export interface Mark {
  readonly place: string;
  /** Null where the answer is a right one, else what is wrong with it. */
  readonly wrong: string | null;
  /** Whether the class of the vote passed its checks, or was given none. */
  readonly passed: boolean;
}

/** A mark for every vote of every step of a run; a spoiled sample is no vote. */
export function marksOf(book: Book, { run, events }: Ended): readonly Mark[] {
  const texts = new Map<string, string>();
  const failed = new Set<string>();
  const votes: { readonly key: string; readonly unit: number; readonly step: number }[] = [];
  for (const event of events) {
    if (event.kind === "sampled" && event.poll.kind === "step") {
      for (const { key, text } of votesOf(event)) {
        if (text !== undefined) texts.set(key, text);
        votes.push({ key, unit: event.poll.unit, step: event.poll.step });
      }
    }
    if (event.kind === "verified" && event.verdict === "failed" && event.class !== null) {
      failed.add([event.unit, event.attempt, event.step, event.class].join("/"));
    }
  }
  return votes.map(({ key, unit, step }) => {
    const planUnit = run.plan.units[unit];
    const target = planUnit?.steps[step]?.target;
    const place = target ? placeOf(target) : "";
    const entry = entryAt(book, place, planUnit?.id ?? "");
    const body = bodyOf(texts.get(key) ?? "");
    const said = ({ text }: Answer): boolean => text === body;
    const wrong = entry?.wrong.find(said)?.why ?? (entry?.right.some(said) ? null : "unknown");
    return { place, wrong, passed: !failed.has(key) };
  });
}

function votesOf({ poll, votes }: EventOf<"sampled">) {
  const at = poll.kind === "step" ? [poll.unit, poll.attempt, poll.step] : [];
  return votes.flatMap((vote) =>
    "class" in vote ? [{ key: [...at, vote.class].join("/"), text: vote.text }] : [],
  );
}

/** What stands between the markers of a tagged text. */
const bodyOf = (text: string): string =>
  `${/^=====UNIT \S+\n([^]*)\n=====END /m.exec(text)?.[1] ?? ""}\n`;
