// `flags`: how often each red flag was raised over a journal's runs, and how often it was right.
import { existsSync } from "node:fs";
import { allModels, flaggingsOf, merged } from "../core/run/flag-past.ts";
import type { Flagging } from "../core/run/flagging.ts";
import { flagRows, flagTable } from "../core/report/flags.ts";
import { many } from "../core/report/measure.ts";
import { fold } from "../engine/fold.ts";
import { openReader } from "../sqlite/reader.ts";
import { textOf } from "./numbers.ts";
import { Misuse, Refusal, type Verb } from "./verb.ts";

export const verb: Verb = {
  help: "Say how often each red flag was raised, and how often it was right",
  usage:
    "npm run quorum -- flags --journal FILE [--json]\n\n" +
    "The file is only read, also beside an app that is running. Answers that a flag spoiled are\n" +
    "compared with what was elected; `redFlags` in .github/quorum.yml switches a useless flag.",
  options: {
    journal: { type: "string", value: "FILE", help: "the journal, `journal.db` in its folder" },
    json: { type: "boolean", help: "print JSON, each model by itself too" },
  },
  run(values) {
    const file = textOf(values, "journal");
    if (file === null) throw new Misuse("Which journal? Give --journal FILE.");
    if (!existsSync(file)) throw new Refusal(`There is no file ${file}. Nothing was read.`);
    const found = gathered(file);
    console.log(values["json"] === true ? JSON.stringify(told(found), null, 2) : text(found));
    return Promise.resolve(0);
  },
};

/** By the model's name. A run that cannot be read to its end tells what could be read. */
function gathered(file: string): Gathered {
  const journal = openReader(file);
  try {
    const runs = journal.all().flatMap((id) => fold(journal, id).run ?? []);
    return { runs: runs.length, flags: runs.map(flaggingsOf).reduce(merged, new Map()) };
  } finally {
    journal.close();
  }
}

interface Gathered {
  readonly runs: number;
  readonly flags: ReadonlyMap<string, Flagging>;
}

const text = ({ runs, flags }: Gathered): string =>
  `${many(runs, "run")}, ${flagTable(allModels(flags))}`;

function told({ runs, flags }: Gathered): object {
  const all = allModels(flags);
  const { samples, valid, right, wrong } = all;
  const models = [...flags].map(([model, of]) => ({ model, flags: flagRows(of) }));
  return { runs, samples, valid, right, wrong, flags: flagRows(all), models };
}
