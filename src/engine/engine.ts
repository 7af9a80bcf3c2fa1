// The only loop: fold the journal, start what is due, append what became of it.
import { laneOf, type Action } from "../core/run/action.ts";
import type { Event, Started } from "../core/run/event.ts";
import { evolve } from "../core/run/evolve.ts";
import { everything } from "../core/run/next.ts";
import type { RunId } from "../core/run/names.ts";
import { isOver, type Run } from "../core/run/state.ts";
import type { Agents } from "./agents.ts";
import { memoryDays } from "./day-store.ts";
import { openDoing } from "./doing.ts";
import { failure } from "./failure.ts";
import { fold } from "./fold.ts";
import type { Log, Watcher } from "./log.ts";
import { dueNow, joined, mark, own, type Owned } from "./owned.ts";
import type { Ports } from "./ports.ts";
import { steady } from "./steady.ts";
import { notRecorded, openStore } from "./store.ts";
import { openUnderWay } from "./under-way.ts";

export interface Engine {
  /** Begins a run, durably; `exists` when the journal knows it already. */
  start(event: Started): Promise<"started" | "exists">;
  /** Records an outside fact, durably. False: no live run. Rejects with Faltered: tell it again. */
  tell(run: RunId, event: Event): Promise<boolean>;
  /** Looks at the world now for the runs that the filter picks. */
  wake(wanted: (run: Run) => boolean): void;
  /** Takes up every live run of the journal. */
  resume(): void;
  /** The run's state, from memory or folded from the journal; null when unknown. */
  read(run: RunId): Run | null;
  /** Why the run's journal cannot be read to its end; null when it can. */
  unreadable(run: RunId): string | null;
  live(): readonly Run[];
  /**
   * Stops starting actions, waits for those under way (at most their own limits; for answers and
   * the sandbox a minute), flushes. What is given up is logged, and the next process does it again.
   */
  stop(): Promise<void>;
}

export function openEngine(given: Ports, agents: Agents, log: Log, watch?: Watcher): Engine {
  const clock = steady(given.clock);
  const store = openStore(given.journal, clock, log, putDown, () => !stopping && resume());
  const ports: Ports = { days: memoryDays(), ...given, clock, journal: store.journal };
  const runs = new Map<RunId, Owned>();
  let stopping = false;
  const underWay = openUnderWay(clock, log);
  /** Aborted when answers are waited for no longer. */
  const ended = new AbortController();

  function note(owned: Owned, event: Event): void {
    owned.noted.push(event);
    if (owned.draining) return;
    owned.draining = true;
    queueMicrotask(() => drain(owned));
  }

  /**
   * Appends and folds everything that was noted in this turn, then starts what became due.
   * @returns false when the run is not ours any more; then nothing was recorded.
   */
  function drain(owned: Owned): boolean {
    owned.draining = false;
    if (runs.get(owned.run.started.run) !== owned) return false;
    const events = joined(owned.run, owned.noted);
    owned.noted = [];
    if (events.length > 0 && !append(owned, events)) return false;
    unlessBroken(owned, () => {
      for (const event of events) takeIn(owned, event);
      launchDue(owned);
    });
    return true;
  }

  function takeIn(owned: Owned, event: Event): void {
    const before = owned.run;
    owned.run = evolve(before, event);
    mark(owned, event, before);
    if (watch) watch(event, owned.run);
    const parent = owned.run.started.parent && runs.get(owned.run.started.parent.run);
    const moved = owned.run.phase.kind !== before.phase.kind;
    if (parent && moved) queueMicrotask(() => call(parent));
  }

  /** Looks that are due later are due now. */
  function call(owned: Owned): void {
    owned.woken = true;
    owned.allDirty = true;
    startDue(owned);
  }

  /** A bug that one run meets is that run's end, with its cause: the others go on. */
  function unlessBroken(owned: Owned, work: () => void): void {
    try {
      work();
    } catch (error) {
      const event = failure(owned.run, "its journal", error, clock.now(), log);
      try {
        if (!append(owned, [event])) return;
        takeIn(owned, event);
        launchDue(owned);
      } catch {
        disown(owned);
      }
    }
  }

  function append(owned: Owned, events: readonly Event[]): boolean {
    const id = owned.run.started.run;
    try {
      const version = ports.journal.append(id, owned.version, events);
      if (version.ok) {
        owned.version = version.value;
        return true;
      }
      log.warn({ run: id }, "another process owns this run now; it is left alone");
      disown(owned);
    } catch (error) {
      store.faltered(error);
    }
    return false;
  }

  function putDown(): void {
    for (const owned of runs.values()) disown(owned);
  }

  function disown(owned: Owned): void {
    owned.cancelTimer();
    runs.delete(owned.run.started.run);
  }

  const startDue = (owned: Owned): void => unlessBroken(owned, () => launchDue(owned));

  function launchDue(owned: Owned): void {
    if (stopping) return;
    const { ready, soonest } = dueNow(owned, clock.now());
    for (const { action, key } of ready) {
      if (!owned.inFlight.has(laneOf(action, key))) launch(owned, action, key);
    }
    if (soonest < owned.timerAt) setTimer(owned, soonest);
    if (isOver(owned.run)) retire(owned);
  }

  function setTimer(owned: Owned, when: number): void {
    owned.cancelTimer();
    owned.timerAt = when;
    owned.cancelTimer = clock.at(when, () => {
      owned.timerAt = Infinity;
      if (runs.get(owned.run.started.run) !== owned) return;
      owned.allDirty = true;
      startDue(owned);
    });
  }

  function retire(owned: Owned): void {
    const moving = everything(owned.run).some((one) => one.due < Infinity);
    if (owned.inFlight.size > 0 || moving) return;
    disown(owned);
    store.guarded(() => ports.journal.end(owned.run.started.run));
    log.info({ run: owned.run.started.run, phase: owned.run.phase.kind }, "run is over");
  }

  function launch(owned: Owned, action: Action, key: string): void {
    owned.lookAgain.delete(key);
    if (action.kind === "sample") {
      if (owned.sampling >= owned.run.started.config.limits.samplesInFlightMax) {
        owned.starved = true;
        return;
      }
      owned.sampling += 1;
    }
    owned.inFlight.add(laneOf(action, key));
    underWay.begin(action, owned.run.started.run, key);
    doing(owned, action).then(
      (events) => landed(owned, action, key, events),
      (error: unknown) =>
        landed(owned, action, key, [failure(owned.run, key, error, clock.now(), log)]),
    );
  }

  const purse = {
    reserve(owned: Owned, microUsd: number): void {
      owned.noted.push({ kind: "reserved", at: clock.now(), microUsd });
      if (!drain(owned)) throw notRecorded();
    },
    charge: note,
    ended: ended.signal,
  };
  const doing = openDoing(ports, agents, purse, { start, read, tell });

  function landed(owned: Owned, action: Action, key: string, events: readonly Event[]): void {
    underWay.end(action);
    owned.inFlight.delete(laneOf(action, key));
    if (action.kind === "sample") owned.sampling -= 1;
    if (runs.get(owned.run.started.run) !== owned) return;
    if (owned.starved && action.kind === "sample") {
      owned.starved = false;
      owned.allDirty = true;
    }
    for (const event of events) note(owned, event);
    if (events.length === 0) setTimer(owned, clock.now() + 1);
  }

  /** Ours, or taken up from the journal: then what was under way before is unknown. */
  function take(id: RunId): Owned | null {
    const known = runs.get(id);
    if (known) return known;
    const { run, version, unreadable } = fold(ports.journal, id);
    if (unreadable) log.error({ run: id, because: unreadable }, "a run cannot be read; left alone");
    if (run === null || unreadable !== null) return null;
    clock.notBefore(run.at);
    const owned = own(run, version);
    owned.noted.push({ kind: "resumed", at: clock.now() });
    runs.set(id, owned);
    return owned;
  }

  function read(id: RunId): Run | null {
    return runs.get(id)?.run ?? fold(ports.journal, id).run;
  }

  function resume(): void {
    for (const id of ports.journal.live()) {
      if (runs.has(id)) continue;
      const owned = take(id);
      if (owned) queueMicrotask(() => drain(owned));
    }
  }

  async function start(event: Started): Promise<"started" | "exists"> {
    const appended = ports.journal.append(event.run, 0, [event]);
    if (!appended.ok) return "exists";
    await ports.journal.flush();
    const owned = own(evolve(null, event), appended.value);
    runs.set(event.run, owned);
    if (watch) watch(event, owned.run);
    startDue(owned);
    return "started";
  }

  async function tell(id: RunId, event: Event): Promise<boolean> {
    const run = read(id);
    const owned = run === null || isOver(run) ? null : take(id);
    if (owned === null) return false;
    owned.noted.push(event);
    if (!drain(owned)) throw notRecorded();
    await ports.journal.flush();
    return true;
  }

  return {
    start,
    tell,
    wake(wanted) {
      for (const owned of runs.values()) {
        if (wanted(owned.run)) call(owned);
      }
    },
    resume: () => store.guarded(resume),
    read,
    unreadable: (id) => (runs.has(id) ? null : fold(ports.journal, id).unreadable),
    live: () => [...runs.values()].map((o) => o.run),
    async stop() {
      stopping = true;
      for (const owned of runs.values()) owned.cancelTimer();
      const whole = await underWay.settled(() => ended.abort());
      for (const owned of runs.values()) if (owned.noted.length > 0) drain(owned);
      await ports.journal.flush();
      if (!whole) putDown();
    },
  };
}
