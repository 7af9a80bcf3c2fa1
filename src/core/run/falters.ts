// Actions that faltered: counted until they go through, then forgotten, so that only failures in a
// row make the run give up, and a long run does not carry what is past.
import { keyOf } from "./action.ts";
import type { Event, EventOf } from "./event.ts";
import { modelsOf } from "./origin.ts";
import { stuck } from "./orders.ts";
import type { Run } from "./state.ts";
import { halted } from "./unit-spend.ts";
import { changed, noted } from "./units.ts";

const faltersMax = 10;

/** The run after an action faltered; it waits for a person after ten in a row, or at once. */
export function faltered(run: Run, event: EventOf<"faltered">): Run {
  const known = run.falters.get(event.key);
  const times = (known?.times ?? 0) + 1;
  const model = (known?.model ?? 0) + (event.model === undefined ? 0 : 1);
  const falters = new Map(run.falters);
  const { at: when, because, outcome, retryAfterMs } = event;
  const down = event.lasting ? downAfter(run, event.model) : null;
  // Where another model answers in its place, the question is asked again at once.
  const lasting = event.lasting && event.unit === undefined && down === null;
  falters.set(event.key, { times, model, at: when, because, outcome, retryAfterMs, lasting });
  const unknownMerge = event.key.startsWith("merge/") && outcome === "unknown";
  const mergesHeldUntil = unknownMerge ? when + run.started.pace.quietMs : run.mergesHeldUntil;
  const after = { ...run, falters, mergesHeldUntil };
  if (event.lasting && event.unit !== undefined) {
    return changed(after, event.unit, (s) => halted(s, because));
  }
  if (down !== null) return noted({ ...after, down });
  if (lasting) return stuck(after, because);
  if (times < faltersMax) return times === 1 ? after : noted(after);
  return stuck(after, `gave up after ${times} tries: ${because}`);
}

/** The models that are out from now on; null when none would be left, or it is no model's fault. */
function downAfter({ down, started }: Run, model: number | undefined): readonly number[] | null {
  if (model === undefined) return null;
  const out = down.includes(model) ? down : [...down, model];
  return out.length < modelsOf(started) ? out : null;
}

/** Forgets the falters of the actions that this event says went through or came to nothing. */
export function settledBy(run: Run, event: Event): Run {
  if (run.falters.size === 0) return run;
  const isSettled = settles(event);
  const falters = new Map([...run.falters].filter(([key]) => !isSettled(key)));
  return falters.size === run.falters.size ? run : { ...run, falters };
}

/** Which keys of actions an event settles. */
function settles(event: Event): (key: string) => boolean {
  switch (event.kind) {
    case "sampled": {
      const { poll, votes } = event;
      const keys = new Set(votes.map(({ n }) => keyOf({ kind: "sample", poll, n })));
      return (key) => keys.has(key);
    }
    case "verified": {
      const { step } = event;
      if (step === undefined) return (key) => key.startsWith(`verify/${event.unit}/`);
      return (key) => key === keyOf({ ...event, step, kind: "verify" });
    }
    case "surveyed":
      return (key) => key === keyOf({ ...event, kind: "survey" });
    case "rehearsed":
      return (key) => key === "rehearse";
    case "measured":
      return (key) => key === keyOf({ ...event, kind: "measure" });
    case "lineMeasured":
      return (key) => key === keyOf({ ...event, kind: "measureLine" });
    case "probed":
      return (key) => key === keyOf({ ...event, kind: "probe" });
    case "pushed":
      return (key) => key.startsWith(`push/${event.unit}/`);
    case "opened":
      return (key) => key === `open/${event.unit}`;
    case "looked":
      return (key) => key.startsWith(`look/${event.unit}/`);
    case "gatePosted":
      return (key) => key.startsWith(`postGate/${event.unit}/`);
    case "merged":
    case "displaced":
      return (key) => unitOf(key) === String(event.unit);
    case "lineOpened":
      return (key) => key === "openLine";
    case "lineLooked":
      return (key) => key === "lookLine";
    case "lineMoved":
      return (key) => key.startsWith("merge/");
    case "finalOpened":
      return (key) => key.startsWith("openFinal/");
    case "childNamed":
      return (key) => key === keyOf({ ...event, kind: "openChild" });
    case "childStarted":
      return (key) => key.startsWith(`startChild/${event.unit}/`);
    case "childSeen":
      return (key) => key.startsWith(`lookChild/${event.unit}/`);
    case "childTold":
      return (key) => key.startsWith(`tellChild/${event.unit}/`);
    case "childClosed":
      return (key) => key === keyOf({ ...event, kind: "closeChild" });
    case "published":
      return (key) => key === "publish";
    default:
      return () => false;
  }
}

/** The unit that an action's key names: `push/3/1/…`, `sample/3.1.0/7`. */
const unitOf = (key: string): string | undefined => /^[a-zA-Z]+\/(\d+)(?:[./]|$)/.exec(key)?.[1];
