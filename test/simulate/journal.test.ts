// The journal in memory keeps the contract, and forgets on a crash what was not flushed.
import { describe, expect, it } from "vitest";
import { memoryJournal, type MemoryJournal } from "../../src/simulate/journal.ts";
import { facts, journalContract, runNamed, told, type Kept } from "../contract/journal.ts";

function keptIn(journal: MemoryJournal): Kept {
  return {
    journal,
    reopened() {
      journal.crash();
      return keptIn(journal);
    },
    close: () => {},
  };
}

journalContract("a journal in memory", () => keptIn(memoryJournal()));

describe("a crash of the simulated disk", () => {
  const run = runNamed(1);

  it("drops what was not flushed, and the run when nothing of it was", async () => {
    const journal = memoryJournal();
    journal.append(run, 0, facts(0, 2));
    await journal.flush();
    journal.append(run, 2, facts(2, 3));
    journal.append(runNamed(2), 0, facts(9, 1));
    journal.crash();
    expect(told(journal, run)).toEqual(facts(0, 2));
    expect(journal.all()).toEqual([run]);
    expect(journal.ofIssue(1, 1)).toEqual([{ run, ended: false }]);
    expect(journal.ofIssue(1, 2)).toEqual([]);
  });

  it("in the middle of a flush keeps nothing of it, and the flush says so", async () => {
    let done = (): void => {};
    const journal = memoryJournal(() => new Promise((resolve) => (done = resolve)));
    journal.append(run, 0, facts(0, 1));
    const flushed = journal.flush();
    journal.crash();
    done();
    await expect(flushed).rejects.toThrow(/no space/);
    expect(journal.all()).toEqual([]);
  });

  it("keeps of a slow flush what was appended before it began", async () => {
    let done = (): void => {};
    const journal = memoryJournal(() => new Promise((resolve) => (done = resolve)));
    journal.append(run, 0, facts(0, 1));
    const flushed = journal.flush();
    journal.append(run, 1, facts(1, 1));
    done();
    await flushed;
    journal.crash();
    expect(told(journal, run)).toEqual(facts(0, 1));
  });
});
