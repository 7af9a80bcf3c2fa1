// Location: a survey, then ballots about files, then about symbols; it never stops a run.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event, EventOf, Locating, Vote } from "../../../src/core/run/event.ts";
import { everything } from "../../../src/core/run/next.ts";
import { locationRule, placesMax } from "../../../src/core/run/location.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { statusComment } from "../../../src/core/report/status.ts";
import { chosen, fold, maintainer, planOf, plus, spoiled, startedWith, unit } from "./facts.ts";

const files = ["src/a.ts", "src/b.ts", "src/c.ts", "src/d.ts"];
const symbols = ["src/a.ts#f", "src/a.ts#g"];
const required = JSON.stringify([{ id: "R1", acceptance: [] }]);
const plan = JSON.stringify(planOf(unit("u1")));

const located = (settings: Parameters<typeof startedWith>[0] = {}): Run => {
  const vote = { places: 20, ...settings.vote };
  const proposals = Array.from({ length: 5 }, (_, n): Vote => ({ n, class: "c", text: required }));
  return fold(startedWith({ ...settings, vote }), chosen("propose", "requirements", proposals));
};
const surveyed = (of: Locating, options: readonly string[]): EventOf<"surveyed"> => ({
  kind: "surveyed",
  at: 0,
  of,
  options,
});

/** Ballots that name places by letter: `"ab"` names src/a.ts and src/b.ts, `"-"` is spoiled. */
function ballots(of: Locating, words: readonly string[], from: readonly string[] = files): Event {
  const votes = words.map((word, n): Vote => {
    if (word === "-") return spoiled(n);
    const named = word.split("").map((letter) => from["abcdefgh".indexOf(letter)] ?? letter);
    const text = named.length === 0 ? "none" : JSON.stringify(named);
    return { n, class: word === "" ? "none" : word, text };
  });
  return { ...chosen("propose", "plan", votes), poll: { kind: "locate", of } };
}

const due = (run: Run): string[] => everything(run).map((d) => d.key);
const phaseOf = (run: Run): string =>
  "of" in run.phase ? `${run.phase.kind} ${run.phase.of}` : run.phase.kind;

describe("location", () => {
  it("begins with a survey of files once the requirements are elected", () => {
    const run = located();
    expect(phaseOf(run)).toBe("locating files");
    expect(due(run)).toContain("survey/files");
    expect(due(run).some((key) => key.startsWith("sample/"))).toBe(false);
  });

  it("tells people how many files were too much to read", () => {
    const said = (run: Run): boolean =>
      statusComment({ ...run, requirements: [] }).includes("3 files left out");
    const all = surveyed("files", files);
    expect(said(plus(located(), { ...all, unread: 3 }))).toBe(true);
    expect(said(plus(located(), all))).toBe(false);
    expect(said(plus(located(), { ...surveyed("files", []), unread: 3 }))).toBe(true);
  });

  it("asks nobody where the survey finds that everything can be shown", () => {
    const run = plus(located(), surveyed("files", []));
    expect(phaseOf(run)).toBe("choosing plan");
    expect(run.places).toEqual({ files: [], symbols: [] });
    expect(run.spend.elections).toBe(1);
  });

  it("is left out by settings, by journals from before it, and without a repository", () => {
    expect(phaseOf(located({ vote: { places: 0 } }))).toBe("choosing plan");
    expect(phaseOf(located({ repository: null }))).toBe("choosing plan");
    const { places: _, ...vote } = startedWith().config.vote;
    const before = startedWith({ config: { vote } } as Parameters<typeof startedWith>[0]);
    const proposals = [0, 1, 2, 3, 4].map((n): Vote => ({ n, class: "c", text: required }));
    expect(phaseOf(fold(before, chosen("propose", "requirements", proposals)))).toBe(
      "choosing plan",
    );
  });

  it("elects files, then symbols of them, then plans", () => {
    let run = plus(located(), surveyed("files", files));
    expect(due(run)).toContain("sample/files.locate/1");
    run = plus(run, ballots("files", ["ab", "ab"]));
    expect(run.places.files).toEqual(["src/a.ts", "src/b.ts"]);
    expect(due(run)).toContain("survey/symbols");
    run = plus(run, surveyed("symbols", symbols));
    run = plus(run, ballots("symbols", ["b", "b"], symbols));
    expect(run.places.symbols).toEqual(["src/a.ts#g"]);
    expect(phaseOf(run)).toBe("choosing plan");
    expect(run.spend).toMatchObject({ elections: 3, noAgreement: 0, samples: 9 });
    const planned = plus(run, chosen("propose", "plan", same(plan)));
    expect(planned.plan.units).toHaveLength(1);
  });

  it("plans without places when the ballots name none", () => {
    const run = plus(located(), surveyed("files", files), ballots("files", ["", ""]));
    expect(phaseOf(run)).toBe("choosing plan");
    expect(run.places.files).toEqual([]);
  });

  it("goes on without agreement with the places that most ballots name", () => {
    const words = ["ab", "bc", "b", "cd", "-", "ca", "bd", "abc", "cb", "d"];
    const asked = plus(located({ vote: { lead: 5 } }), surveyed("files", files));
    const run = plus(asked, ballots("files", words));
    expect(phaseOf(run)).toBe("locating symbols");
    expect(run.places.files).toEqual(["src/b.ts", "src/c.ts", "src/a.ts", "src/d.ts"]);
    expect(run.spend).toMatchObject({ elections: 2, noAgreement: 1 });
  });

  it("goes on when every ballot is spoiled", () => {
    const words = Array.from({ length: 30 }, () => "-");
    const run = plus(located(), surveyed("files", files), ballots("files", words));
    expect(phaseOf(run)).toBe("choosing plan");
  });

  it("takes nothing that was not an option, and no more than its cap", () => {
    const many = Array.from({ length: 20 }, (_, i) => `src/f${i}.ts`);
    const all = "abcdefgh";
    const scattered = [all, "abcdefg", "abcdef", "abcde", "abcd", "abc", "ab", "a", "zz"];
    const asked = plus(located({ vote: { lead: 9 } }), surveyed("files", many));
    const run = plus(asked, ballots("files", scattered, many));
    expect(run.places.files).toHaveLength(placesMax.files);
    for (const file of run.places.files) expect(many).toContain(file);
  });

  it("ignores a late survey, a late ballot, and ballots about what is not asked", () => {
    const asked = plus(located(), surveyed("files", files));
    expect(plus(asked, surveyed("files", ["x.ts", "y.ts"])).phase).toEqual(asked.phase);
    expect(plus(asked, surveyed("symbols", symbols)).phase).toEqual(asked.phase);
    const before = plus(located(), ballots("files", ["ab", "ab"]));
    expect(phaseOf(before)).toBe("locating files");
    const done = plus(asked, ballots("files", ["", ""]));
    expect(plus(done, ballots("files", ["ab"])).phase).toEqual(done.phase);
  });

  it("goes on where it was after a person stopped it", () => {
    const asked = plus(located(), surveyed("files", files), ballots("files", ["ab"]));
    const again = plus(
      asked,
      { kind: "stopped", at: 1, by: maintainer },
      { kind: "retried", at: 2, by: maintainer },
    );
    expect(phaseOf(again)).toBe("locating files");
    expect(due(again)).toContain("sample/files.locate/1");
  });

  it("asks a person when the repository cannot be looked through", () => {
    const because = "too large";
    const falter = { kind: "faltered", at: 0, key: "survey/files", because } as const;
    const lasting = { outcome: "none", retryAfterMs: null, lasting: true } as const;
    const run = plus(located(), { ...falter, ...lasting });
    expect(run.phase).toMatchObject({ kind: "stuck", cause: "too large" });
    const again = plus(run, { kind: "retried", at: 1, by: maintainer });
    expect(due(again)).toContain("survey/files");
  });

  const same = (text: string): Vote[] =>
    [0, 1, 2, 3, 4].map((n): Vote => ({ n, class: "p", text }));
});

describe("an election of places", () => {
  it("ends for any ballots, after nine valid ones at most", () => {
    const word = fc.constantFrom("", "-", "a", "b", "ab", "bc", "abcd");
    fc.assert(
      fc.property(fc.array(word, { minLength: 30, maxLength: 30 }), (words) => {
        let run = plus(located({ vote: { unanimous: 3, lead: 5 } }), surveyed("files", files));
        let n = 0;
        while (phaseOf(run) === "locating files") {
          const event = ballots("files", words.slice(0, n + 1));
          if (event.kind !== "sampled") throw new Error("no ballots");
          run = plus(run, { ...event, votes: event.votes.slice(n) });
          n += 1;
          expect(n).toBeLessThanOrEqual(18);
        }
        const valid = words.slice(0, n).filter((one) => one !== "-").length;
        expect(valid).toBeLessThanOrEqual(9);
        expect(run.phase.kind).not.toBe("stuck");
      }),
    );
  });

  it("is never allowed fewer votes than its lead", () => {
    const { rule } = located({ vote: { unanimous: 10, lead: 12, votesMax: 24 } });
    expect(locationRule(rule)).toMatchObject({ unanimous: 10, lead: 12, capVotes: 12 });
  });
});
