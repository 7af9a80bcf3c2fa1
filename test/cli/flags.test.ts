// `quorum flags`: the record of the red flags over all runs of a journal, as text and as JSON.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openJournal } from "../../src/sqlite/journal.ts";
import { lineOpened, planOf, startedWith, unit, word } from "../core/run/facts.ts";
import type { Event } from "../../src/core/run/event.ts";
import { quorum } from "./quorum.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-flags-"));
const file = join(folder, "journal.db");
afterAll(() => rmSync(folder, { recursive: true }));

const poll = { kind: "step", unit: 0, attempt: 1, step: 0 } as const;
const models = [{ name: "big", weight: 1 }];
const began = startedWith({ plan: planOf(unit("u1")), models });
const votes = [{ n: 0, spoiled: ["stub"], shadow: "a" }, word(1, "a"), word(2, "a")];
const events: readonly Event[] = [
  began,
  lineOpened,
  { kind: "sampled", at: 0, poll, votes, microUsd: 0, tokens: 0 },
];

describe("quorum flags", () => {
  beforeAll(() => {
    const journal = openJournal(file);
    journal.append(began.run, 0, events);
    journal.close();
  });

  it("prints a table, and JSON with each model by itself", async () => {
    const told = await quorum(["flags", "--journal", file]);
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toMatch(/^1 run, 3 samples for steps, 2 valid; of 2 votes .* 2 agreed/);
    expect(told.out).toMatch(
      /^stub +spoil +1 +33\.3 % +1 +1 +0 +0\.0 % … 97\.5 % +too few to say$/m,
    );
    const json = await quorum(["flags", "--journal", file, "--json"]);
    const stub = { flag: "stub", flagged: 1, spoiled: 1, judged: 1, wrong: 0 };
    expect(JSON.parse(json.out)).toMatchObject({
      runs: 1,
      samples: 3,
      flags: [stub],
      models: [{ model: "big", flags: [stub] }],
    });
  });
});
