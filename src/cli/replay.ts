// `replay`: a journal told line by line; folds every run again and says where it stands.
import type { Verb } from "../cli.ts";
import { Refusal } from "../cli.ts";
import { evolve } from "../core/run/evolve.ts";
import { parseRunId, type RunId } from "../core/run/names.ts";
import type { Run } from "../core/run/state.ts";
import { oneLine } from "../core/report/live.ts";
import { statusLine } from "../core/report/headline.ts";
import type { Journal } from "../engine/ports.ts";
import { openJournal } from "../sqlite/journal.ts";
import { textOf } from "./numbers.ts";

export const verb: Verb = {
  help: "Tell a journal again, event by event, with what each election came to",
  usage: "npm run quorum -- replay --journal FILE [--run ID]",
  options: { journal: { type: "string" }, run: { type: "string" } },
  async run(values) {
    const file = textOf(values, "journal");
    if (file === null) throw new Refusal("Which journal? Give --journal FILE.");
    const journal = openJournal(file);
    const wanted = textOf(values, "run");
    const ids = wanted === null ? journal.all() : [parseRunId(wanted)].filter((id) => id !== null);
    if (ids.length === 0) throw new Refusal(`There is no run ${wanted ?? ""} in ${file}.`);
    for (const id of [...ids].reverse()) tell(journal, id);
    journal.close();
    return 0;
  },
};

function tell(journal: Journal, id: RunId): void {
  let run: Run | null = null;
  for (const chunk of journal.read(id)) {
    for (const event of chunk) {
      run = evolve(run, event);
      const line = oneLine(event, run);
      if (line !== null) console.log(`${new Date(event.at).toISOString()} ${line}`);
    }
  }
  console.log(run === null ? `There is no run ${id}.` : statusLine(run));
}
