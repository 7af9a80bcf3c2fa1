// Answers that no test tells apart, through the real engine and desk: probes split them, or people.
import { describe, expect, it } from "vitest";
import { unitPull } from "../../src/core/report/pull.ts";
import { statusComment } from "../../src/core/report/status.ts";
import { explain } from "../../src/core/report/why.ts";
import { stuckUnits } from "../../src/core/run/next.ts";
import { textAt } from "../../src/core/tree.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import { treeDigest } from "../../src/engine/trees.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { files, lower, mean, median, pathAt, testing, type Words } from "./median.ts";

const timeout = 120_000;

/** Both pass what the elected test tests. */
const inTurn: Pick<Words, "test" | "code"> = {
  test: () => testing(["[R1.A1] odd", "[3, 1, 2]", 2]),
  code: (n) => (n % 2 === 0 ? mean : lower),
};

async function run(words: Pick<Words, "probe" | "ballot">, tests: Sandbox = openPlain({})) {
  const { asked, ...ended } = await median({ ...inTurn, ...words }, tests);
  const ballots = asked.filter((prompt) => prompt.about.kind === "ballot");
  const found = ended.events.flatMap((e) => (e.kind === "probed" ? [e] : []));
  return { ...ended, ballots, found };
}

describe("two answers that pass the same tests", () => {
  it("are told apart by probes, and ballots that see them run elect one", { timeout }, async () => {
    const evens = ["[1, 2]", "[4, 8, 1, 3]", "[5, 9]"];
    const {
      run: ended,
      line,
      ballots,
      found,
    } = await run({
      probe: (n) => testing([`even ${n}`, evens[n % 3] ?? "", [1.5, 3.5, 7][n % 3] ?? 0]),
      ballot: (options) => options.findIndex((text) => text.includes("/ 2;")) + 1 || "none",
    });
    expect(ended.phase.kind).toBe("done");
    expect(line && textAt(line, pathAt("src/stats.js"))).toContain("(sorted[middle - 1]");
    expect(found.map((f) => [f.passedBy.length, f.failedBy.length])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    // Three tests agree, so that only one answer is left to find right.
    expect(ballots[0]?.about).toMatchObject({ options: [mean] });
    expect(ballots[0]?.user).toMatch(/answers that pass: 1; answers that fail: none/);
    expect([...(line?.keys() ?? [])].filter((path) => path.includes("probe"))).toEqual([]);
    expect(unitPull(ended, 0).body).toContain("| src/stats.js#median | 2 in a runoff |");
  });

  it(
    "are not told apart by probes that come to something else each time",
    {
      timeout,
    },
    async () => {
      const plain = openPlain({});
      const seen = new Set<string>();
      const tests: Sandbox = {
        async run(job) {
          const outcome = await plain.run(job);
          const key = treeDigest(job.tree);
          const again = seen.has(key) && job.tree.has(pathAt("test/probe1.test.js"));
          seen.add(key);
          return again && outcome.kind === "finished" ? { ...outcome, output: "" } : outcome;
        },
      };
      const {
        run: ended,
        ballots,
        found,
      } = await run(
        {
          probe: () => testing(["even", "[1, 2]", 1.5]),
          ballot: (options) => options.findIndex((text) => text.includes("/ 2;")) + 1 || "none",
        },
        tests,
      );
      expect(found).toMatchObject([{ passedBy: [], failedBy: [] }]);
      expect(ballots[0]?.about).toMatchObject({ options: expect.arrayContaining([mean, lower]) });
      expect(ended.phase.kind).toBe("done");
    },
  );

  it("come to a person side by side when nothing splits them", { timeout }, async () => {
    const {
      run: ended,
      line,
      ballots,
      found,
    } = await run({
      probe: (n) => testing([`odd ${n}`, `[${n}, ${n}, ${n}]`, n]),
      ballot: () => 1,
    });
    expect(found.map((f) => [f.passedBy.length, f.failedBy.length])).toEqual([
      [2, 0],
      [2, 0],
      [2, 0],
    ]);
    const orders = ballots.map(({ about }) => (about.kind === "ballot" ? about.options : []));
    expect(orders.length).toBeGreaterThanOrEqual(4);
    for (let i = 0; i + 1 < orders.length; i += 2) {
      expect(orders[i + 1]).toEqual(orders[i]?.toReversed());
    }
    const cause = stuckUnits(ended)[0]?.cause;
    expect(cause).toContain("nor in ballots between them");
    expect(cause).toContain("0 of 3 tests written for it tell them apart");
    expect(line && textAt(line, pathAt("src/stats.js"))).toBe(files["src/stats.js"]);
    for (const words of [explain(ended, ended.at), statusComment(ended)]) {
      expect(words).toContain("Answer 1 (2 votes)");
      expect(words).toContain("Answer 2 (2 votes)");
      expect(words).not.toContain("=====UNIT");
      const [, differ = ""] = words.split("Where answers 1 (-) and 2 (+) differ:");
      expect(differ).toMatch(/^ *- .*\(sorted\[middle - 1\] \+ sorted\[middle\]\) \/ 2;$/m);
      expect(differ).toMatch(/^ *\+ .*sorted\[middle\] : sorted\[middle - 1\];$/m);
    }
  });
});
