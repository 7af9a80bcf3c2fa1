// A process of its own that plays Hanoi and kills itself with SIGKILL at a chosen append.
import { machineClock } from "../../src/clock.ts";
import { runHanoi } from "../../src/simulate/hanoi-run.ts";
import { openJournal } from "../../src/sqlite/journal.ts";

const [, , file = "", disks = "8", dieAt = "0"] = process.argv;
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const journal = openJournal(file);
let appends = 0;

const report = await runHanoi(
  { disks: Number(disks), p: 0.9, k: 4, seed: 5 },
  {
    ...journal,
    append(run, seen, events) {
      appends += 1;
      if (appends === Number(dieAt)) process.kill(process.pid, "SIGKILL");
      return journal.append(run, seen, events);
    },
  },
  machineClock,
  silent,
  null,
);
journal.close();
process.stdout.write(JSON.stringify({ ...report, appends }));
