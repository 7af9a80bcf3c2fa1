// What of a turn's votes goes into the journal: one event a poll, and no text that is known.
import { describe, expect, it } from "vitest";
import type { EventOf } from "../../src/core/run/event.ts";
import { joined } from "../../src/engine/owned.ts";
import { fold, lineOpened, planOf, startedWith, unit, votes, word } from "../core/run/facts.ts";

const sampled = (...list: EventOf<"sampled">["votes"]) => ({ ...votes(0, []), votes: list });

describe("votes that are joined", () => {
  const began = startedWith({ plan: planOf(unit("u1")) });
  const run = fold(began, lineOpened, sampled(word(2, "a")));

  it("keep a text that takes the place of a later number's, and no other", () => {
    const late = [word(5, "b"), word(4, "b"), word(3, "a"), word(1, "a")].map((v) => sampled(v));
    expect(joined(run, late)).toEqual([
      sampled(word(1, "a"), { n: 3, class: "a" }, word(4, "b"), { n: 5, class: "b" }),
    ]);
  });
});
