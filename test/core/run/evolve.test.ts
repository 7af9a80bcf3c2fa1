// The fold: total, pure, and the same whenever it is done again.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../../src/core/run/event.ts";
import { evolve } from "../../../src/core/run/evolve.ts";
import { dueIn, everything, type Place } from "../../../src/core/run/next.ts";
import type { Due } from "../../../src/core/run/action.ts";
import type { Run } from "../../../src/core/run/state.ts";
import { asks } from "../../../src/core/report/headline.ts";
import { childPart } from "../../engine/parted.ts";
import { anyEvent } from "./anything.ts";
import {
  chosen,
  commit,
  elect,
  fold,
  line,
  lineOpened,
  looked,
  maintainer,
  merged,
  opened,
  planOf,
  plus,
  pulled,
  pushed,
  sandboxed,
  startedWith,
  stateOf,
  unit,
  verified,
  word,
} from "./facts.ts";

const plan = planOf(unit("u1"), unit("u2", ["u1"], 2), unit("u3", ["u1"]));
const parted = planOf(unit("u1"), childPart("u2"), unit("u3", ["u2"]));
const starts = [
  startedWith({ plan: parted }),
  startedWith({ plan: parted, ...sandboxed }),
  startedWith(),
  startedWith({ plan }),
  startedWith({ plan, ...sandboxed }),
  startedWith({ plan, ciRoute: "line", ...sandboxed }),
  startedWith({ plan, repository: null }),
  startedWith({ plan, ciRoute: "none" }),
  startedWith({ mode: "plan" }),
  startedWith({ vote: { places: 20 } }),
];
const story = fc.tuple(fc.constantFrom(...starts), fc.array(anyEvent, { maxLength: 60 }));

describe("the fold", () => {
  it("bears any event at any time, and always knows what to do next", () => {
    fc.assert(
      fc.property(story, ([start, events]) => {
        let run = evolve(null, start);
        for (const event of events) {
          run = evolve(run, event);
          everything(run);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("changes no run that it was given, and comes to the same a second time", () => {
    fc.assert(
      fc.property(story, ([start, events]) => {
        const runs: Run[] = [evolve(null, start)];
        const texts = runs.map((run) => JSON.stringify(run));
        for (const event of events) {
          const run = evolve(runs.at(-1) ?? null, event);
          runs.push(run);
          texts.push(JSON.stringify(run));
        }
        expect(runs.map((run) => JSON.stringify(run))).toEqual(texts);
        expect(JSON.stringify(fold(start, ...events))).toBe(texts.at(-1));
      }),
      { numRuns: 60 },
    );
  });

  it("lets a vote that is no news change what is due in its own unit only", () => {
    fc.assert(
      fc.property(story, ([start, events]) => {
        let run = evolve(null, start);
        let cache = askedOfAll(run);
        for (const event of events) {
          const before = run;
          run = evolve(before, event);
          const unitOnly = votedOnly(event, before, run);
          if (unitOnly === null) cache = askedOfAll(run);
          else cache.set(unitOnly, dueIn(run, unitOnly));
          const all = ["run" as const, ...run.active].flatMap((p) => cache.get(p) ?? []);
          expect(all).toEqual(everything(run));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("begins with started and takes no second one", () => {
    expect(() => evolve(null, lineOpened)).toThrow(/begins with started/);
    const run = opened(plan);
    expect(evolve(run, startedWith({ seed: "other" }))).toBe(run);
  });

  it("keeps a failed run as it is, whatever comes", () => {
    const failed = plus(opened(plan), { kind: "failed", at: 5, because: "a bug" });
    const retry: Event = { kind: "retried", at: 9, by: maintainer };
    expect(plus(failed, elect(0), retry)).toBe(failed);
    expect(
      plus(failed, { kind: "published", at: 9, revision: 9, comment: 1 }).published,
    ).toBeTruthy();
  });

  it("refuses a run that nothing could verify, with what the person can do", () => {
    const none = fold(startedWith({ ciRoute: "none" }));
    const early = fold(startedWith({ ciRoute: "line" }));
    const words = ["Add a workflow or set `test:`", "let the CI workflow run on pull requests"];
    for (const [i, run] of [none, early].entries()) {
      expect(run.phase.kind === "failed" && run.phase.because).toContain(words[i]);
      expect(everything(run).map((d) => d.key)).toEqual(["publish"]);
      expect(asks(run)[0]?.ask).toContain("`/quorum run`");
    }
  });
});

describe("a run whose code CI would be the first to run", () => {
  const caged = sandboxed;
  it.each<[string, object, boolean]>([
    ["is refused where the operator does not let it be pushed", { pushUnverified: false }, true],
    ["goes on where the operator does", { pushUnverified: true }, false],
    ["goes on in a journal from before the setting", {}, false],
    ["is none where a sandbox verifies first", { pushUnverified: false, ...caged }, false],
    ["is none without a repository", { pushUnverified: false, repository: null }, false],
    ["has no sandbox without `test:`", { pushUnverified: false, sandboxed: true }, true],
  ])("%s", (_what, terms, refused) => {
    const { phase } = fold(startedWith({ ciRoute: "units", sandboxed: false, ...terms }));
    expect(phase.kind !== "choosing").toBe(refused);
    const words = /`test:` in .*QUORUM_PUSH_UNVERIFIED=1/;
    if (refused) expect(JSON.stringify(phase)).toMatch(words);
  });
});

describe("a person's orders", () => {
  it("stop a run, which then asks for nothing, and a retry lets it go on from there", () => {
    const run = opened(plan);
    const stopped = plus(run, { kind: "stopped", at: 1, by: maintainer });
    expect(everything(stopped).map((d) => d.key)).toEqual(["publish"]);
    const again = plus(stopped, { kind: "retried", at: 2, by: maintainer });
    expect(again.phase).toEqual(run.phase);
    expect(again.active).toEqual(run.active);
  });

  it("that do not fit the phase change nothing", () => {
    const run = opened(plan);
    const asked = plus(run, { kind: "approved", at: 0, by: maintainer });
    expect(asked).toBe(run);
    expect(plus(run, { kind: "rejected", at: 0, by: maintainer, because: "" })).toBe(run);
  });
});

describe("faltering", () => {
  const falter = (
    key: string,
    more: Partial<Extract<Event, { kind: "faltered" }>> = {},
  ): Event => ({
    kind: "faltered",
    at: 0,
    key,
    because: "502",
    outcome: "none",
    retryAfterMs: null,
    lasting: false,
    ...more,
  });

  it("that only a person can end stops the run at once", () => {
    const run = plus(opened(plan), falter("openLine", { lasting: true, because: "archived" }));
    expect(run.phase).toMatchObject({ kind: "stuck", cause: "archived" });
  });

  it("ten times stops the run, and a retry forgets the ten", () => {
    const nine = plus(opened(plan), ...Array.from({ length: 9 }, () => falter("openLine")));
    expect(nine.phase.kind).toBe("units");
    const ten = plus(nine, falter("openLine"));
    expect(ten.phase).toMatchObject({ kind: "stuck", cause: "gave up after 10 tries: 502" });
    const again = plus(ten, { kind: "retried", at: 1, by: maintainer });
    expect(again).toMatchObject({ phase: { kind: "units" } });
    expect(again.falters.size).toBe(0);
  });

  it("is forgotten when the action goes through", () => {
    const run = plus(opened(plan), elect(0), falter(`push/0/1/${line}`));
    expect(run.falters.size).toBe(1);
    const head = commit("a");
    const done = plus(run, { kind: "pushed", at: 0, unit: 0, attempt: 1, head, onto: line });
    expect(done.falters.size).toBe(0);
    expect(stateOf(done, 0).branch).toBe(head);
  });

  it("counts only failures in a row", () => {
    const key = `look/0/${commit("a")}`;
    const out = plus(opened(plan), elect(0), pushed(0, commit("a")), pulled(0));
    const nine = Array.from({ length: 9 }, () => falter(key));
    const seen = looked(0, commit("a"), "pending");
    expect(plus(out, ...nine, seen, ...nine).phase.kind).toBe("units");
    expect(plus(out, ...nine, falter(key)).phase.kind).toBe("stuck");
  });

  const a = commit("a");
  const settled: readonly (readonly [Event, readonly string[]])[] = [
    [elect(1), ["sample/1.1.0/0", "sample/1.1.0/1"]],
    [chosen("propose", "plan", [word(3, "x")]), ["sample/plan.propose/3"]],
    [verified(1, "x", "inconclusive", { step: 0 }), [`verify/1/1.0/x/${line}`]],
    [verified(1, null, "passed", { step: 1 }), [`verify/1/1.1/unit/${line}`]],
    [verified(1, null, "passed"), [`verify/1/1/unit/${line}`]],
    [
      { kind: "probed", at: 0, unit: 1, attempt: 1, step: 0, n: 2, passedBy: [], failedBy: [] },
      ["probe/1/1.0/2"],
    ],
    [{ kind: "rehearsed", at: 0, because: null, tests: 3 }, ["rehearse"]],
    [pushed(1, a), [`push/1/1/${line}`, `push/1/2/${a}`]],
    [pulled(1), ["open/1"]],
    [looked(1, a, "green"), [`look/1/${a}`]],
    [
      { kind: "gatePosted", at: 0, unit: 1, head: a, conclusion: "success" },
      [`postGate/1/${a}/success`],
    ],
    [merged(1, a, a), [`merge/1/${a}`, `look/1/${a}`, "open/1", "sample/1.1.0/0"]],
    [lineOpened, ["openLine"]],
    [{ kind: "lineLooked", at: 0, head: a, ci: "green", because: "" }, ["lookLine"]],
    [{ kind: "lineMoved", at: 0, head: a }, [`merge/1/${a}`]],
    [{ kind: "finalOpened", at: 0, pull: 9, draft: true }, ["openFinal/draft"]],
    [{ kind: "published", at: 0, revision: 1, comment: 1 }, ["publish"]],
  ];
  it.each(settled)("is forgotten by what settles it, and nothing else is: %o", (event, keys) => {
    const others = ["sample/11.1.0/0", `push/11/1/${line}`, "open/11", `look/11/${a}`];
    const run = plus(opened(plan), ...[...keys, ...others].map((key) => falter(key)));
    expect([...run.falters.keys()]).toEqual([...keys, ...others]);
    expect([...plus(run, event).falters.keys()]).toEqual(others);
  });
});

const askedOfAll = (run: Run): Map<Place, readonly Due[]> =>
  new Map<Place, readonly Due[]>(
    ["run" as const, ...run.active].map((p) => [p, dueIn(run, p)] as const),
  );

/** What the engine goes by: a vote without news touches its unit alone. */
function votedOnly(event: Event, before: Run, after: Run): number | null {
  const quiet = after.revision === before.revision && after.phase === before.phase;
  return quiet && event.kind === "sampled" && event.poll.kind === "step" ? event.poll.unit : null;
}
