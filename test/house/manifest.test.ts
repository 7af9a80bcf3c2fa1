// The permissions of app.yml and of each phase, held to what the calls of whole runs need.
import { afterEach, expect, it } from "vitest";
import { permissions as granted } from "../../src/github/manifest.ts";
import { permissions as phases } from "../../src/github/tokens.ts";
import { until } from "../until.ts";
import { done, oneUnit } from "./held.ts";
import { name, stage, tearDown, type Stage } from "./stage.ts";

afterEach(tearDown);

type Levels = Record<string, string>;

/** Every request with an installation token that succeeded, and what it needed. */
function needs(s: Stage) {
  return s.forge.admin.requests().flatMap(({ by, granted: had, accepts, status }) => {
    if (by !== "quorum" || had === null || accepts === null || status >= 400) return [];
    return [{ had, sets: accepts.split("; ").map((set) => set.split(",")) }];
  });
}

function raise(levels: Levels, set: readonly string[]): void {
  for (const one of set) {
    const [permission = "", level = ""] = one.split("=");
    if (levels[permission] !== "write") levels[permission] = level;
  }
}

/** The least levels that cover every request; one that may choose takes what is there already. */
function least(all: readonly (readonly (readonly string[])[])[]): Levels {
  const levels: Levels = { metadata: "read" };
  for (const [set, ...others] of all) if (set && others.length === 0) raise(levels, set);
  for (const sets of all) {
    const covered = sets.some((set) => set.every((one) => (one.split("=")[0] ?? "") in levels));
    if (!covered && sets[0]) raise(levels, sets[0]);
  }
  return levels;
}

it("are all used by some call, and no call lacks one", async () => {
  const s = await stage({ plan: oneUnit });
  const issue = await s.labelled();
  await done(s, issue);
  await s.told(issue, "done ·");
  await s.forge.admin.comment(name, "ann", 2, "/quorum help");
  await until("the pull request is answered", async () => (await s.comments(2)).length === 2);
  await s.edge.sweep();
  const all = needs(s);
  const refused = s.forge.admin.requests().filter((one) => one.status === 403);
  expect(refused).toEqual([]);
  expect(least(all.map((one) => one.sets))).toEqual(granted);
  for (const [phase, levels] of Object.entries(phases)) {
    if (phase === "list") continue;
    const mine = all.filter((one) => JSON.stringify(one.had) === JSON.stringify(levels));
    expect([phase, least(mine.map((one) => one.sets))]).toEqual([phase, levels]);
  }
});
