// No interleaving breaks a promise; with a protection taken away, the search finds one that does.
import { describe, expect, it } from "vitest";
import { sha } from "../../../src/core/kernel.ts";
import { parsePath } from "../../../src/core/tree.ts";
import { defaultConfig } from "../../../src/core/config/config.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { runId } from "../../../src/core/run/names.ts";
import { explore } from "./explorer.ts";
import type { Protection, Setting } from "./explorer-state.ts";

const repository = { installation: 1, id: 1, owner: "o", name: "n" };

function startedWith(unanimous: number, needs: readonly string[]): Event {
  const target = (name: string) => {
    const path = parsePath(name);
    if (!path) throw new Error("not a path");
    return { kind: "file", path } as const;
  };
  const unit = (id: string, needs: readonly string[]) => ({
    id,
    title: id,
    requirements: ["R1"],
    needs,
    steps: [{ kind: "code", target: target(`${id}.txt`), task: "", signatureMayChange: false }],
  });
  const vote = {
    ...defaultConfig.vote,
    unanimous,
    lead: unanimous,
    votesMax: 5,
    samplesMax: 5,
    strataMin: 1,
  };
  return {
    kind: "started",
    at: 0,
    run: runId(repository, 1, "aaaa"),
    repository,
    issue: { number: 1, title: "", body: "" },
    by: { id: 1, login: "m" },
    base: { branch: "main", head: sha("0".repeat(34) + "62617365".slice(0, 6)) },
    config: { ...defaultConfig, vote },
    mode: "auto",
    ciRoute: "units",
    sandboxed: false,
    strata: 1,
    seed: "s",
    pace: { quietMs: 0, lookMs: 0, publishMs: 0 },
    plan: { units: [unit("u1", []), unit("u2", needs)] },
  };
}

function setting(without: Protection | null, more: Partial<Setting> = {}): Setting {
  const unanimous = without === "margin" ? 1 : 2;
  const needs = without === "dependency check" ? [] : ["u1"];
  return {
    without,
    started: startedWith(unanimous, needs),
    wrong: 1,
    crashes: 1,
    pushes: 0,
    losses: 0,
    owners: 2,
    zombie: 2,
    needs: [[], [0]],
    ...more,
  };
}

const statesMax = 400_000;

describe("every interleaving of a small configuration", () => {
  it("keeps all promises with two owners, a wrong answer and a crash", () => {
    const found = explore(setting(null), statesMax);
    expect(found).toMatchObject({ violation: null, stuck: 0 });
    expect(found.states).toBeGreaterThan(1000);
  });

  it("keeps all promises with a person who pushes and a webhook that is lost", () => {
    const found = explore(setting(null, { wrong: 0, pushes: 1, losses: 1 }), statesMax);
    expect(found).toMatchObject({ violation: null, stuck: 0 });
  });

  it("replays every decision even when many answers are wrong", () => {
    const found = explore(setting(null, { wrong: 2, crashes: 0, zombie: 2 }), statesMax);
    expect(found).toMatchObject({ violation: null, stuck: 0 });
  });

  const removed: readonly [Protection, Partial<Setting>, RegExp][] = [
    ["margin", { owners: 1, crashes: 0 }, /a wrong unit/],
    ["dependency check", { owners: 1, wrong: 0, crashes: 0 }, /before what it needs/],
    ["natural key", { wrong: 0, zombie: 8 }, /two pull requests/],
    ["expected sha", { wrong: 0, pushes: 1, owners: 1 }, /unvoted commit/],
    ["compare-and-set", { wrong: 2, crashes: 0, zombie: 4 }, /not the one that the journal elects/],
  ];
  it.each(removed)("finds the failure when the %s is taken away", (without, more, what) => {
    const found = explore(setting(without, more), statesMax);
    expect(found.violation?.what).toMatch(what);
    expect(found.violation?.path.length).toBeLessThan(40);
  });

  it("finds runs that wait for ever when the reconcile sweep is taken away", () => {
    const more = { wrong: 0, crashes: 0, losses: 1, owners: 1 };
    expect(explore(setting("reconcile sweep", more), statesMax).stuck).toBeGreaterThan(0);
    expect(explore(setting(null, more), statesMax).stuck).toBe(0);
  });
});
