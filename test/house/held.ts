// A run of one unit, held where its pull request waits for CI until the test lets CI go on.
import { planOf, unit } from "../core/run/facts.ts";
import { until } from "../until.ts";
import { stage, type Scene, type Stage } from "./stage.ts";

export const oneUnit = planOf(unit("u1"));

export const phase = (s: Stage, issue: number) => s.run(issue).phase.kind;

export const done = (s: Stage, issue: number) =>
  until(`run on #${issue} is done`, () => phase(s, issue) === "done");

/** @returns the stage, the issue, the unit's pull request, and what lets CI report success. */
export async function held(scene: Scene = {}) {
  const ci = Promise.withResolvers<void>();
  const wait = async () => {
    await ci.promise;
    return { conclusion: "success", output: "ok" } as const;
  };
  const s = await stage({ plan: oneUnit, ci: wait, ...scene });
  const issue = await s.labelled();
  await until("the unit is proposed", async () => (await s.pulls()).length > 0);
  const [pull] = await s.pulls();
  if (!pull) throw new Error("no pull request");
  return { s, issue, pull, admin: s.forge.admin, release: () => ci.resolve() };
}
