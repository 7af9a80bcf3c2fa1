// Old journals still fold: each recorded one comes to the state that it came to when it was
// recorded. A new field of the state is no matter; another value in an old one is.
//
// The journals named early-… were written before runoffs, replans and rehearsals existed.
// `npm run golden -- NAME` plays and records a new one of stories.ts, see CONTRIBUTING.md.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { eventsOf, names, shown, stateOf } from "./golden.ts";
import { stories } from "./stories.ts";

const recorded = (name: string): object => JSON.parse(readFileSync(stateOf(name), "utf8"));

const isKept = (name: string, events: readonly Event[]): boolean => {
  try {
    expect(shown(events)).toMatchObject(recorded(name));
    return true;
  } catch {
    return false;
  }
};

describe("a recorded journal", () => {
  it.each(names())("still folds to what it folded to: %s", (name) => {
    expect(shown(eventsOf(name))).toMatchObject(recorded(name));
  });

  it("is there for every story, and a few early ones", () => {
    expect(names()).toEqual(expect.arrayContaining(Object.keys(stories)));
    expect(names().filter((name) => name.startsWith("early-")).length).toBeGreaterThan(5);
  });
});

/** Every kind of event; the compiler asks for the new ones. */
const kinds: Readonly<Record<Exclude<Event["kind"], "started">, true>> = {
  resumed: true,
  reserved: true,
  sampled: true,
  rehearsed: true,
  surveyed: true,
  verified: true,
  measured: true,
  lineMeasured: true,
  probed: true,
  approved: true,
  rejected: true,
  stopped: true,
  retried: true,
  lineOpened: true,
  lineMoved: true,
  pushed: true,
  displaced: true,
  opened: true,
  looked: true,
  merged: true,
  finalOpened: true,
  lineLooked: true,
  published: true,
  gatePosted: true,
  faltered: true,
  childNamed: true,
  childStarted: true,
  childSeen: true,
  childTold: true,
  childClosed: true,
  failed: true,
};

describe("a fold that", () => {
  it.each(Object.keys(kinds))("took no notice of %s would be noticed", (kind) => {
    const noticed = names().filter(
      (name) =>
        !isKept(
          name,
          eventsOf(name).filter((event) => event.kind !== kind),
        ),
    );
    expect(noticed).not.toEqual([]);
  });

  it("took votes in another order than they came would come to the same", () => {
    const events = eventsOf("much-trouble");
    const turned = events.map((event) =>
      event.kind === "sampled" ? { ...event, votes: event.votes.toReversed() } : event,
    );
    expect(isKept("much-trouble", turned)).toBe(true);
  });

  it("counted a vote for another class would be noticed in each story that elects", () => {
    const other = (event: Event): Event =>
      event.kind === "sampled" && event.poll.kind === "step"
        ? { ...event, votes: event.votes.map((v) => ("class" in v ? { ...v, class: "x" } : v)) }
        : event;
    const kept = names().filter((name) => isKept(name, eventsOf(name).map(other)));
    expect(kept.filter((name) => !/unsolved|bug/.test(name))).toEqual([]);
  });
});
