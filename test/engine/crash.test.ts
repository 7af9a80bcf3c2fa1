// A process that dies before or after any call leaves nothing lost and nothing twice.
import { describe, expect, it } from "vitest";
import { stage, type Play, type Stage } from "./stage.ts";

async function played(play: Play = {}): Promise<Stage> {
  const one = stage(play);
  await one.play();
  return one;
}

const outside = ["createBranch", "comment", "commit", "propose", "check", "merge"];
const looks = ["head", "tree", "pull", "checks"];
const inside = ["append", "flush", "sample", "sandbox"];

describe("a process that dies", () => {
  it.each(["before", "after"] as const)(
    "%s any append, flush or outside effect goes on to the same end",
    async (when) => {
      const whole = await played();
      expect(whole.violations()).toEqual([]);
      expect(whole.summary()).toMatchObject({ phase: { kind: "done" }, merged: 2, comments: 1 });
      const kinds = new Set(whole.calls.map((call) => call.split(" ")[0]));
      expect(kinds).toEqual(new Set([...inside, ...looks, ...outside]));
      for (let at = 1; at <= whole.calls.length; at += 1) {
        const one = await played({ dies: (call) => (call === at ? when : null) });
        const where = `call ${at}, ${when} ${whole.calls[at - 1]}`;
        expect(one.deaths(), where).toBe(1);
        expect(one.violations(), where).toEqual([]);
        expect(one.summary(), where).toEqual(whole.summary());
      }
    },
  );

  it.each([17, 23, 31])(
    "again and again, every %d calls, still comes to the same end",
    async (n) => {
      const whole = await played();
      const dies = (call: number) =>
        call % n === 0 ? (call % 2 === 0 ? "after" : "before") : null;
      const one = await played({ dies });
      expect(one.deaths()).toBeGreaterThan(1);
      expect(one.violations()).toEqual([]);
      expect(one.summary()).toEqual(whole.summary());
    },
  );
});
