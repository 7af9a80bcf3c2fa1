// A process that dies before or after any call leaves nothing lost and nothing twice.
import { describe, expect, it } from "vitest";
import { eventful } from "./eventful.ts";
import { stage, type Play, type Stage } from "./stage.ts";

async function played(play: Play = {}): Promise<Stage> {
  const one = stage(play);
  await one.play();
  return one;
}

const outside = ["createBranch", "comment", "commit", "propose", "check", "merge"];
const looks = ["head", "tree", "pull", "checks"];
const inside = ["append", "flush", "sample", "sandbox"];

/** What must be the same however often the process died; which of two equals came first may not. */
function end(one: Stage): unknown {
  const { phase, merged, pulls, files, comments } = one.summary();
  const words = files.map(([path, text]) => `${path}: ${String(text).replace(", again", "")}`);
  const lines = pulls.map((pull) => pull.join(" "));
  return { phase, merged, pulls: lines.toSorted(), files: words.toSorted(), comments };
}

const stories: readonly (readonly [string, () => Play])[] = [
  ["a run without trouble", () => ({})],
  ["a run with much trouble", eventful],
];

describe.each(stories)("%s, whose process dies", (_name, story) => {
  it.each(["before", "after"] as const)(
    "%s any append, flush or outside effect, goes on to the same end",
    async (when) => {
      const whole = await played(story());
      expect(whole.violations()).toEqual([]);
      expect(whole.summary()).toMatchObject({ phase: { kind: "done" }, comments: 1 });
      const kinds = new Set(whole.calls.map((call) => call.split(" ")[0]));
      kinds.delete("describe");
      expect(kinds).toEqual(new Set([...inside, ...looks, ...outside]));
      for (const [i, name] of whole.calls.entries()) {
        const kind = name.split(" ")[0] ?? "";
        const dies = kind === "append" || kind === "flush" || kind === "describe";
        if (!dies && !outside.includes(kind)) continue;
        const one = await played({ ...story(), dies: (call) => (call === i + 1 ? when : null) });
        const where = `call ${i + 1}, ${when} ${name}`;
        expect(one.deaths(), where).toBe(1);
        expect(one.violations(), where).toEqual([]);
        expect(end(one), where).toEqual(end(whole));
      }
    },
  );

  it.each([17, 23, 31])("again and again, every %d calls, comes to the same end", async (n) => {
    const whole = await played(story());
    const dies = (call: number) => (call % n === 0 ? (call % 2 === 0 ? "after" : "before") : null);
    const one = await played({ ...story(), dies, commitMs: 20 });
    expect(one.deaths()).toBeGreaterThan(1);
    expect(one.violations()).toEqual([]);
    expect(end(one)).toEqual(end(whole));
  });
});

describe("a run with much trouble", () => {
  it("has met all of it", async () => {
    const told = new Set<string>();
    const one = stage({
      ...eventful(),
      watch(event) {
        if (event.kind === "verified") told.add(`verification ${event.verdict} of ${event.class}`);
        if (event.kind === "looked") told.add(`CI ${event.ci}`);
        if (event.kind === "faltered") told.add(`${event.key.split("/")[0]} ${event.outcome}`);
        if (event.kind === "sampled" && event.poll.kind === "choose") told.add("ballots");
      },
    });
    await one.play();
    expect([...told]).toEqual(
      expect.arrayContaining([
        "ballots",
        "CI red",
        "merge unknown",
        "verification failed of wrong",
        "verification failed of null",
      ]),
    );
    expect(one.run()).toMatchObject({ merged: 4, spend: { spoiled: { format: 2 } } });
  });
});
