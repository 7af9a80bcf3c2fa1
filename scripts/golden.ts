// Records golden journals: `npm run golden -- NAME` plays a story of test/golden/stories.ts and
// writes its events and what they fold to; `npm run golden -- --states` records the states anew.
import { existsSync, writeFileSync } from "node:fs";
import { eventsOf, journalOf, names, shown, stateOf } from "../test/golden/golden.ts";
import { stories } from "../test/golden/stories.ts";

const known = Object.keys(stories).join(", ");

function recordState(name: string): void {
  const state = shown(eventsOf(name));
  writeFileSync(stateOf(name), `${JSON.stringify(state, null, 1)}\n`);
}

async function record(name: string): Promise<void> {
  const story = stories[name];
  if (!story) throw new Error(`There is no story ${name}. It is one of: ${known}.`);
  if (existsSync(journalOf(name))) {
    throw new Error(
      `${journalOf(name)} is there. A golden journal is never written again: give the story a ` +
        "new name, so that the old journal goes on being folded.",
    );
  }
  const one = await story();
  const events = [...one.journal.read(one.started.run)].flat();
  writeFileSync(journalOf(name), events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  recordState(name);
  console.log(`${name}: ${events.length} events`);
}

const wanted = process.argv.slice(2);
try {
  if (wanted.length === 0) throw new Error(`Which? Name stories, or --states: ${known}.`);
  for (const name of wanted) {
    if (name === "--states") names().forEach(recordState);
    else await record(name);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
