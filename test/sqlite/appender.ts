// A process of its own that appends and flushes, and says how far it has come.
import { openJournal } from "../../src/sqlite/journal.ts";
import { facts, runNamed } from "../contract/journal.ts";

const [, , file = "", most = "0"] = process.argv;
const versionsMax = Number(most);

try {
  const journal = openJournal(file);
  for (let version = 0; version < versionsMax; version += 2) {
    const done = journal.append(runNamed(1), version, facts(version, 2));
    if (!done.ok) throw new Error("stale");
    await journal.flush();
    process.stdout.write(`${done.value}\n`);
  }
} catch (error) {
  process.stdout.write(error instanceof Error ? `${error.name}: ${error.message}` : "unknown");
}
