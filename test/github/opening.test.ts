// Issues of our own, over the local GitHub: one for each marker, whatever became of the answer.
import { afterEach, describe, expect, it } from "vitest";
import { Faltered } from "../../src/engine/ports.ts";
import type { FaultPlan } from "../../src/forge/forge.ts";
import { name, stage, tearDown, type Stage } from "./stage.ts";

afterEach(tearDown);

const marker = "<!-- quorum:child 42/1-abcd u2 -->";
const body = `${marker}\n\nDo it.`;
/** Its parent is the first issue of each test. */
const draft = { title: "A part", body, marker, since: Date.now(), parent: 1 };

async function staged(faults: FaultPlan = {}): Promise<Stage> {
  const s = await stage(faults);
  await s.forge.admin.createIssue(name, "eve", { title: "The whole", body: "All of it." });
  return s;
}

const opened = (s: Stage): number =>
  s.writes().filter((write) => write === "POST /repos/octo/hello/issues 201").length;

describe("the issue of a child run", () => {
  it("is opened once, and found again also when it was closed", async () => {
    const s = await staged();
    const number = await s.repository.openIssue(draft);
    expect(await s.repository.openIssue(draft)).toBe(number);
    await s.forge.admin.closeIssue(name, "octo", number);
    expect(await s.repository.openIssue(draft)).toBe(number);
    expect(opened(s)).toBe(1);
    const other = "<!-- quorum:child 42/1-abcd u3 -->";
    expect(await s.repository.openIssue({ ...draft, body: other, marker: other })).not.toBe(number);
  });

  it("is a sub-issue of its parent's, told once, where GitHub knows such", async () => {
    const s = await staged();
    const number = await s.repository.openIssue(draft);
    await s.repository.openIssue(draft);
    expect(s.writes().filter((write) => write.includes("sub_issues"))).toEqual([
      "POST /repos/octo/hello/issues/1/sub_issues 201",
      "POST /repos/octo/hello/issues/1/sub_issues 422",
    ]);
    const old = { ...draft, body: "<!-- other -->", marker: "<!-- other -->", parent: 99 };
    expect(await s.repository.openIssue(old)).toBe(number + 1);
  });

  it("is none that somebody else wrote the marker into", async () => {
    const s = await staged();
    const theirs = await s.forge.admin.createIssue(name, "eve", { title: "T", body: draft.body });
    expect(await s.repository.openIssue(draft)).not.toBe(theirs);
    expect(opened(s)).toBe(1);
  });

  it("is found after its answer was lost", async () => {
    let lost = false;
    const s = await staged({
      api({ method, path }) {
        if (lost || method !== "POST" || !path.endsWith("/issues")) return null;
        lost = true;
        return { kind: "broken", when: "after" };
      },
    });
    const failed = await s.repository.openIssue(draft).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Faltered);
    expect(failed).toMatchObject({ outcome: "unknown" });
    expect(await s.repository.openIssue(draft)).toBe(2);
    expect(await s.forge.admin.createIssue(name, "eve", { title: "The next one" })).toBe(3);
  });
});
