// The inbox is worked off: retries with growing waits, dead letters, and an orderly end.
import { describe, expect, it } from "vitest";
import { Faltered } from "../../src/engine/ports.ts";
import { againAt, makeDispatcher } from "../../src/github/dispatch.ts";
import { makeReceiver, type Event } from "../../src/github/receiving.ts";
import { defaultPacing } from "../../src/github/budget.ts";
import { defaultLabels } from "../../src/github/outcome.ts";
import { openInbox } from "../../src/sqlite/inbox.ts";
import { appId, host, jumpingClock, privateKey, silence, standingClock } from "./world.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const settled = async () => {
  for (let n = 0; n < 10; n += 1) await turn();
};

async function filled(count: number, at: number) {
  const inbox = openInbox(":memory:");
  for (let n = 0; n < count; n += 1) {
    const one = { delivery: `d${n}`, event: "issues", semanticKey: `k${n}`, payload: "{}", at };
    await inbox.put(one);
  }
  return inbox;
}

describe("the dispatcher", () => {
  it("handles every delivery once, four at a time", async () => {
    const clock = standingClock();
    const inbox = await filled(9, clock.now());
    const handled: string[] = [];
    let open = 0;
    let most = 0;
    const handle = async ({ delivery }: { readonly delivery: string }) => {
      open += 1;
      most = Math.max(most, open);
      await turn();
      open -= 1;
      handled.push(delivery);
    };
    makeDispatcher({ inbox, clock, log: silence, handle }).wake();
    await settled();
    expect(handled.toSorted()).toEqual(Array.from({ length: 9 }, (_, n) => `d${n}`));
    expect(most).toBe(4);
    expect(inbox.figures()).toEqual({ waiting: 0, dead: 0 });
  });

  it("tries again what failed, by itself, until it succeeds", async () => {
    const clock = jumpingClock();
    const inbox = await filled(1, clock.now());
    let tries = 0;
    const handle = () => {
      tries += 1;
      return tries < 4 ? Promise.reject(new Error("no")) : Promise.resolve();
    };
    makeDispatcher({ inbox, clock, log: silence, handle }).wake();
    await settled();
    expect(tries).toBe(4);
    expect(inbox.figures()).toEqual({ waiting: 0, dead: 0 });
  });

  it("buries what always fails, and goes on with the others", async () => {
    const clock = jumpingClock();
    const inbox = await filled(2, clock.now());
    const handle = ({ delivery }: { readonly delivery: string }) =>
      delivery === "d0" ? Promise.reject(new Error("never")) : Promise.resolve();
    makeDispatcher({ inbox, clock, log: silence, handle }).wake();
    for (let n = 0; n < 10; n += 1) await settled();
    expect(inbox.figures()).toEqual({ waiting: 0, dead: 1 });
  });

  it("finishes what is in hand when it drains, and takes nothing new", async () => {
    const clock = standingClock();
    const inbox = await filled(6, clock.now());
    let done = 0;
    const handle = async () => {
      await settled();
      done += 1;
    };
    const dispatcher = makeDispatcher({ inbox, clock, log: silence, handle });
    dispatcher.wake();
    await dispatcher.drain();
    dispatcher.wake();
    await settled();
    expect(done).toBe(4);
  });
});

describe("when a delivery is tried again", () => {
  it("waits longer each time, at least as long as GitHub asked", () => {
    const waits = [1, 2, 3, 9].map((tries) => againAt(tries, new Error("x"), 0));
    expect(waits).toEqual([5000, 10_000, 20_000, 600_000]);
    const asked = new Faltered("x", { outcome: "none", retryAfterMs: 70_000 });
    expect(againAt(1, asked, 0)).toBe(70_000);
  });

  it("gives up what cannot help, and after ten times", () => {
    expect(againAt(1, new Faltered("x", { outcome: "none", lasting: true }), 0)).toBeNull();
    expect(againAt(10, new Error("x"), 0)).toBeNull();
  });
});

describe("Probot", () => {
  const settings = {
    appId,
    privateKey,
    secrets: ["0123456789abcdef"],
    apiUrl: host,
    labels: defaultLabels,
    pacing: defaultPacing,
    sweepMs: 1,
  };
  const payload = '{"action":"opened"}';
  const delivery = { delivery: "d1", event: "issues", payload, at: 0, tries: 1 };

  it("hands every event to the one handler, known to it or not", async () => {
    const seen: Event[] = [];
    const receive = makeReceiver(settings, (event) => {
      seen.push(event);
      return Promise.resolve();
    });
    await receive(delivery);
    await receive({ ...delivery, event: "never_heard_of" });
    expect(seen.map((one) => [one.delivery, one.name])).toEqual([
      ["d1", "issues"],
      ["d1", "never_heard_of"],
    ]);
    expect(seen[0]?.payload).toMatchObject({ action: "opened" });
  });

  it("lets the dispatcher see why the handler faltered", async () => {
    const clock = standingClock();
    const inbox = await filled(1, clock.now());
    const falter = new Faltered("gone", { outcome: "none", lasting: true });
    const handle = makeReceiver(settings, () => Promise.reject(falter));
    makeDispatcher({ inbox, clock, log: silence, handle }).wake();
    for (let n = 0; n < 20 && inbox.figures().dead === 0; n += 1) await settled();
    expect(inbox.figures()).toEqual({ waiting: 0, dead: 1 });
  });
});
