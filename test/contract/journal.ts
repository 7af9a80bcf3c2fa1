// What every journal must do, whatever keeps it: one suite, run on each implementation.
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { parseRunId, type RunId } from "../../src/core/run/names.ts";
import type { Journal } from "../../src/engine/ports.ts";

export interface Kept {
  readonly journal: Journal;
  /** The same store as a process finds it that starts after this one died. */
  reopened(): Kept;
  close(): void;
}

export function runNamed(n: number): RunId {
  const id = parseRunId(`1/${n}-aaaa`);
  if (id === null) throw new Error("not a run id");
  return id;
}

/** Events that can be told apart. */
export const facts = (first: number, howMany: number): Event[] =>
  Array.from({ length: howMany }, (_, i) => ({ kind: "resumed", at: first + i }));

export const told = (journal: Journal, run: RunId): Event[] => [...journal.read(run)].flat();

const a = runNamed(1);
const b = runNamed(2);
const c = runNamed(3);

/** @param open an empty store. */
export function journalContract(name: string, open: () => Kept): void {
  describe(name, () => {
    let kept: Kept;
    beforeEach(() => {
      kept = open();
      return () => kept.close();
    });

    it("gives back what was appended, in order, at once", () => {
      const { journal } = kept;
      expect(journal.append(a, 0, facts(0, 1))).toEqual({ ok: true, value: 1 });
      expect(journal.append(a, 1, facts(1, 3))).toEqual({ ok: true, value: 4 });
      expect(told(journal, a)).toEqual(facts(0, 4));
    });

    it("takes nothing behind another version than its own, and says that it is stale", () => {
      const { journal } = kept;
      journal.append(a, 0, facts(0, 2));
      for (const seen of [0, 1, 3]) {
        expect(journal.append(a, seen, facts(9, 1))).toEqual({ ok: false, error: "stale" });
      }
      expect(journal.append(b, 1, facts(9, 1))).toEqual({ ok: false, error: "stale" });
      expect(told(journal, a)).toEqual(facts(0, 2));
      expect(told(journal, b)).toEqual([]);
      expect(journal.all()).toEqual([a]);
    });

    it("keeps runs apart", () => {
      const { journal } = kept;
      for (let i = 0; i < 10; i += 1) {
        expect(journal.append(a, i, facts(i, 1)).ok).toBe(true);
        expect(journal.append(b, i, facts(100 + i, 1)).ok).toBe(true);
      }
      expect(told(journal, a)).toEqual(facts(0, 10));
      expect(told(journal, b)).toEqual(facts(100, 10));
    });

    it("lists live runs oldest first, all runs newest first, and no ended one as live", () => {
      const { journal } = kept;
      for (const run of [b, a, c]) journal.append(run, 0, facts(0, 1));
      expect(journal.live()).toEqual([b, a, c]);
      expect(journal.all()).toEqual([c, a, b]);
      journal.end(a);
      expect(journal.live()).toEqual([b, c]);
      expect(journal.all()).toEqual([c, a, b]);
      expect(told(journal, a)).toEqual(facts(0, 1));
    });

    it("lists the runs of one issue newest first, and which of them ended", () => {
      const { journal } = kept;
      const named = (text: string): RunId => {
        const id = parseRunId(text);
        if (id === null) throw new Error(text);
        return id;
      };
      const [first, second, third] = ["1/7-zzzz", "1/7-aaaa", "1/7-mmmm"].map(named);
      if (!first || !second || !third) throw new Error("three runs");
      const others = ["1/70-aaaa", "1/6-aaaa", "11/7-aaaa", "1/77-aaaa", "7/1-aaaa"].map(named);
      for (const run of [first, ...others, second, third]) journal.append(run, 0, facts(0, 1));
      journal.append(first, 1, facts(1, 1));
      journal.end(second);
      expect(journal.ofIssue(1, 7)).toEqual([
        { run: third, ended: false },
        { run: second, ended: true },
        { run: first, ended: false },
      ]);
      expect(journal.ofIssue(11, 7)).toEqual([{ run: named("11/7-aaaa"), ended: false }]);
      expect(journal.ofIssue(1, 8)).toEqual([]);
    });

    it("has everything that was flushed after the process died", async () => {
      kept.journal.append(a, 0, facts(0, 2));
      kept.journal.append(b, 0, facts(5, 1));
      await kept.journal.flush();
      kept.journal.end(b);
      kept = kept.reopened();
      expect(told(kept.journal, a)).toEqual(facts(0, 2));
      expect(told(kept.journal, b)).toEqual(facts(5, 1));
      expect(kept.journal.live()).toEqual([a]);
      expect(kept.journal.append(a, 2, facts(2, 1)).ok).toBe(true);
    });

    it("does what a list for each run does, whatever the order", async () => {
      const step = fc.oneof(
        fc.record({ do: fc.constant("append"), run: fc.nat(2), off: fc.constantFrom(0, 0, 0, 1) }),
        fc.record({ do: fc.constantFrom("flush", "reopen"), run: fc.nat(2), off: fc.constant(0) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          let one = open();
          const lists = new Map<RunId, Event[]>();
          let at = 0;
          for (const { do: what, run, off } of steps) {
            const id = runNamed(run + 1);
            const list = lists.get(id) ?? [];
            if (what === "append") {
              const events = facts((at += 2), 2);
              const done = one.journal.append(id, list.length + off, events);
              expect(done.ok).toBe(off === 0);
              if (done.ok) lists.set(id, [...list, ...events]);
            } else {
              await one.journal.flush();
              if (what === "reopen") one = one.reopened();
            }
          }
          for (const [id, list] of lists) expect(told(one.journal, id)).toEqual(list);
          expect([...one.journal.all()].toReversed()).toEqual([...lists.keys()]);
          one.close();
        }),
        { numRuns: 40 },
      );
    });
  });
}
