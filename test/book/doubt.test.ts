// An elected test that is wrong, through the real engine and desk: the code that agrees finds it.
import { describe, expect, it } from "vitest";
import { unitPull } from "../../src/core/report/pull.ts";
import { explain } from "../../src/core/report/why.ts";
import { at, items } from "../../src/core/vector.ts";
import { textAt } from "../../src/core/tree.ts";
import { files, mean, median, pathAt, testing, type Words } from "./median.ts";

const timeout = 120_000;

const wrong = testing(["[R1.A1] even", "[1, 2]", 2]);
const right = testing(["[R1.A1] even", "[1, 2]", 1.5]);
const doubtful = (text: string): boolean => text.includes("are in doubt");
const words = (test: Words["test"]): Words => ({
  test,
  code: () => mean,
  probe: () => right,
  ballot: () => "none",
});

describe("a wrong test that was elected", () => {
  it(
    "is voted anew, by agents who never see the code, and the right code is merged",
    {
      timeout,
    },
    async () => {
      const { run, line, asked } = await median(
        words((_, { user }) => (doubtful(user) ? right : wrong)),
      );
      expect(run.phase.kind).toBe("done");
      const [state] = items(run.units);
      expect(state).toMatchObject({ attempt: 2, doubted: true });
      expect(line && textAt(line, pathAt("test/median.test.js"))).toBe(`${right}\n`);
      expect(line && textAt(line, pathAt("src/stats.js"))).toContain("(sorted[middle - 1]");
      const second = asked.filter((p) => p.about.kind === "step" && doubtful(p.user));
      expect(second.length).toBeGreaterThanOrEqual(4);
      for (const { about, user } of second) {
        if (about.kind === "step" && about.place.startsWith("test/")) {
          expect(user).toContain("[R1.A1] even");
          expect(user).not.toContain("sorted[middle");
        }
      }
      expect(unitPull(run, 0).body).toContain("**Attempts before this one**");
    },
  );

  it("comes to a person beside the code when it is elected again", { timeout }, async () => {
    const { run, line } = await median(words(() => wrong));
    const state = at(run.units, 0);
    expect(state).toMatchObject({ attempt: 2, phase: { kind: "stuck" } });
    expect(line && textAt(line, pathAt("src/stats.js"))).toBe(files["src/stats.js"]);
    const shown = explain(run, run.at);
    expect(shown).toContain("The tests of step 1 (2 votes)");
    expect(shown).toContain("assert.equal(median([1, 2]), 2)");
    expect(shown).toContain("The code of step 2 (2 votes)");
    expect(shown).toContain("Say in the issue which side is right");
    expect(shown).toContain("(sorted[middle - 1] + sorted[middle]) / 2;");
  });
});
