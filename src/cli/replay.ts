// `replay`: a journal told line by line; folds every run again and says where it stands.
import { existsSync } from "node:fs";
import { evolve } from "../core/run/evolve.ts";
import { parseRunId, type RunId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import { oneLine } from "../core/report/live.ts";
import { statusLine } from "../core/report/headline.ts";
import { capital } from "../core/report/measure.ts";
import { fold } from "../engine/fold.ts";
import { openReader, type JournalReader } from "../sqlite/reader.ts";
import { textOf } from "./numbers.ts";
import { Misuse, Refusal, type Verb } from "./verb.ts";

export const verb: Verb = {
  help: "Tell a journal again, event by event, with what each election came to",
  usage:
    "npm run quorum -- replay --journal FILE [--run ID]\n\n" +
    "The file is only read, also beside an app that is running.",
  options: {
    journal: { type: "string", value: "FILE", help: "the journal, `journal.db` in its folder" },
    run: { type: "string", value: "ID", help: "one run, such as 1007/1-k3fa; all by default" },
  },
  async run(values) {
    const file = textOf(values, "journal");
    if (file === null) throw new Misuse("Which journal? Give --journal FILE.");
    if (!existsSync(file)) throw new Refusal(`There is no file ${file}. Nothing was read.`);
    const ids = wantedOf(textOf(values, "run"));
    const journal = openReader(file);
    try {
      const found = ids ?? journal.all();
      if (found.length === 0) throw new Refusal(`There is no run in ${file}.`);
      for (const id of [...found].reverse()) tell(journal, id, file);
      return 0;
    } finally {
      journal.close();
    }
  },
};

/** @returns the run that is asked for, or null for all. Throws Misuse. */
function wantedOf(text: string | null): readonly RunId[] | null {
  if (text === null) return null;
  const id = parseRunId(text);
  if (id === null) throw new Misuse(`--run is an id such as 1007/1-k3fa, not "${text}".`);
  return [id];
}

function tell(journal: JournalReader, id: RunId, file: string): void {
  const { run, unreadable } = fold(journal, id);
  if (run === null && unreadable === null) throw new Refusal(`There is no run ${id} in ${file}.`);
  try {
    tellEvents(journal, id);
  } catch (error) {
    if (unreadable === null) throw error;
    throw new Refusal(`${capital(unreadable)}.`);
  }
  if (run !== null) console.log(statusLine(run));
}

function tellEvents(journal: JournalReader, id: RunId): void {
  let run: Run | null = null;
  for (const chunk of journal.read(id)) {
    for (const event of chunk) {
      run = evolve(run, event);
      const line = oneLine(event, run);
      if (line !== null) console.log(`${new Date(event.at).toISOString()} ${line}`);
    }
  }
}
