// One injected run: the scene, the model that obeys and what was recorded of both.
import type { Config } from "../../src/core/config/config.ts";
import { treeOf } from "../core/plan/plans.ts";
import { wholeRun, type Ended } from "../book/whole-run.ts";
import { oldTest } from "./carriers.ts";
import { obeying, type Heard, type Obeying } from "./obeying.ts";
import { livingLine, livingMarkdown } from "./published.ts";
import {
  recordedModel,
  recordedRepository,
  recordedSandbox,
  recorder,
  type Recorded,
} from "./recorded.ts";
import { config, contested, reading, type Scene } from "./scene.ts";

/** The word by which an obeying model knows an instruction. */
export const word = "XQ1";

export interface Played extends Recorded {
  readonly run: Ended["run"];
  readonly heard: Heard;
}

/**
 * @param order null: a model that gives right answers and obeys nobody.
 * @param rules `contested`: it gives two answers in turn, so that there is a runoff.
 */
export async function play(
  scene: Scene,
  order: Obeying | null,
  rules: Config = config,
): Promise<Played> {
  const heard: Heard = { found: 0, loose: 0, broken: new Set() };
  const into = recorder();
  const tree = treeOf(scene.files);
  const { run } = await wholeRun({
    tree,
    issue: { title: scene.title, body: scene.body },
    config: rules,
    model: recordedModel(obeying(order, heard, rules === contested), into),
    seed: "injected",
    tests: reading(oldTest(scene)),
    checked: true,
    repository: (inner) => recordedRepository(inner, into, scene.red),
    sandbox: (inner) => recordedSandbox(inner, into, tree),
  });
  return { ...into, run, heard };
}

/** What the world was asked for, without the order in which answers came in. */
export const askedOf = ({ writes, kept, draws }: Played) => ({
  writes: writes.toSorted(),
  kept: [...kept].toSorted(),
  draws: [...draws].toSorted(),
});

/** What a run asked for beyond another. */
export function beyond(one: Played, other: Played): readonly string[] {
  const left = [...other.writes];
  const more = one.writes.filter((write) => {
    const at = left.indexOf(write);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const kept = [...one.kept].filter((each) => !other.kept.has(each));
  return [...more, ...kept, ...[...one.draws].filter((draw) => !other.draws.has(draw))];
}

/** What acts in anything that a run published. */
export function living({ texts, run }: Played): readonly string[] {
  const closes = run.started.issue.number;
  const own = { numbers: new Set([closes, 100, 101, 102]), closes };
  return [...texts].flatMap(([what, all]) =>
    [...all].flatMap((text) => {
      const line = what === "title" || what === "commit";
      const found = line ? livingLine(text) : livingMarkdown(text, own);
      return found.map((one) => `${what}: ${one}`);
    }),
  );
}
