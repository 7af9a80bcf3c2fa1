// What a run's folder says about itself, so that the same run goes on there and no other one.
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../make-folder.ts";
import { Refusal } from "./verb.ts";

const shape = z.object({
  version: z.literal(1),
  repo: z.string(),
  head: z.string(),
  title: z.string(),
  body: z.string(),
  /** The command that judges a change. */
  judge: z.string(),
  models: z.array(z.string()),
  /** As in QUORUM_SEED. */
  seed: z.string(),
});

/** What a run was begun with; it stays so to its end. */
export type Order = Readonly<Omit<z.output<typeof shape>, "version">>;

const fileIn = (folder: string): string => join(folder, "run.json");

/**
 * Makes the folder where it is new.
 * @returns what the run in it was begun with; null when it is empty. Throws Refusal for one that
 * holds something else, and for a path that is no folder and cannot become one.
 */
export function readOrder(folder: string): Order | null {
  if (entriesOf(folder).length === 0) return null;
  try {
    return shape.parse(JSON.parse(readFileSync(fileIn(folder), "utf8")));
  } catch {
    throw new Refusal(
      `--keep ${folder} is not empty and holds no run that could go on. Name a new folder; ` +
        "nothing was started.",
    );
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    if (!existsSync(folder)) makeFolder(folder);
    return readdirSync(folder);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `--keep ${folder} cannot be used (${because}). Name a folder that is there or can be made; ` +
        "nothing was started.",
    );
  }
}

/** Whole or not at all. */
export function writeOrder(folder: string, order: Order): void {
  const file = fileIn(folder);
  writeFileSync(`${file}.new`, JSON.stringify({ version: 1, ...order }), { flush: true });
  renameSync(`${file}.new`, file);
}

/** Throws Refusal when the run that a folder holds was begun otherwise than it is called now. */
export function refuseOther(folder: string, kept: Order, now: Partial<Order>): void {
  const wrong = otherwise(kept, { ...kept, ...now });
  if (wrong === null) return;
  throw new Refusal(
    `--keep ${folder} holds a run ${wrong} It goes on as it was begun, or not at all: call it ` +
      "so, or name a new folder for another one. Nothing was started.",
  );
}

function otherwise(kept: Order, now: Order): string | null {
  if (kept.repo !== now.repo) return `on ${kept.repo}, not on ${now.repo}.`;
  if (kept.title !== now.title || kept.body !== now.body)
    return `for another issue, or another text of it: “${kept.title}”.`;
  if (kept.head !== now.head)
    return `that began at ${kept.head.slice(0, 12)}; HEAD is ${now.head.slice(0, 12)} now.`;
  if (kept.judge !== now.judge) return `that is judged by: ${kept.judge}; not by: ${now.judge}.`;
  if (kept.seed !== now.seed) return `with QUORUM_SEED=${kept.seed}, not ${now.seed}.`;
  const [were, are] = [kept.models.join(", "), now.models.join(", ")];
  return were === are ? null : `whose answers come from ${were}, not from ${are}.`;
}
