// What should be under way, and from when: waits are arithmetic, never loops.
import { describe, expect, it } from "vitest";
import type { Instant } from "../../../src/core/kernel.ts";
import { keyOf, laneOf } from "../../../src/core/run/action.ts";
import type { Event } from "../../../src/core/run/event.ts";
import { everything, next, retryAt, turnOf, wakeAt } from "../../../src/core/run/next.ts";
import type { Run } from "../../../src/core/run/state.ts";
import {
  commit,
  elect,
  line,
  looked,
  maintainer,
  merged,
  opened,
  planOf,
  plus,
  pulled,
  pushed,
  readyUnit,
  sandboxed,
  unit,
  verified,
  votes,
} from "./facts.ts";

const one = planOf(unit("u1"));
const [a, b, c, d] = [commit("a"), commit("b"), commit("c"), commit("d")];
const keys = (run: Run): string[] => everything(run).map((due) => due.key);
const dueOf = (run: Run, key: string): Instant | undefined =>
  everything(run).find((due) => due.key === key)?.due;

const falter = (
  key: string,
  at: Instant,
  more: Partial<Extract<Event, { kind: "faltered" }>> = {},
): Event => ({
  kind: "faltered",
  at,
  key,
  because: "502",
  outcome: "none",
  retryAfterMs: null,
  lasting: false,
  ...more,
});

describe("an action that faltered", () => {
  it("waits one second, then twice as long each time, at most five minutes", () => {
    const known = { model: 0, at: 0, because: "", outcome: "none", retryAfterMs: null } as const;
    const wait = (times: number) => retryAt({ ...known, times, lasting: false }, 60_000);
    expect([1, 2, 3, 8, 9, 10, 40].map(wait)).toEqual([
      1000, 2000, 4000, 128_000, 256_000, 300_000, 300_000,
    ]);
  });

  it("waits as long as it was asked to, and the quiet time when its outcome is unknown", () => {
    const push = `push/0/1/${line}`;
    const run = plus(opened(one), elect(0));
    expect(dueOf(plus(run, falter(push, 500)), push)).toBe(1500);
    expect(dueOf(plus(run, falter(push, 500, { retryAfterMs: 9000 })), push)).toBe(9500);
    expect(dueOf(plus(run, falter(push, 500, { outcome: "unknown" })), push)).toBe(60_500);
  });

  it("waits for a call or a retry where only somebody else can help", () => {
    const run = plus(opened(one), falter("publish", 0, { lasting: true }));
    expect(run.phase.kind).toBe("stuck");
    expect(everything(run).map((d) => [d.key, d.due])).toEqual([["publish", Infinity]]);
    expect(next(run, 1e15)).toEqual([]);
    expect(wakeAt(run, 0)).toBeNull();
    const retried = plus(run, { kind: "retried", at: 5, by: maintainer });
    expect(dueOf(retried, "publish")).toBeLessThan(Infinity);
  });

  it("holds nothing else back", () => {
    const run = plus(opened(one), falter("sample/0.1.0/0", 0));
    expect(dueOf(run, "sample/0.1.0/0")).toBe(1000);
    expect(dueOf(run, "sample/0.1.0/1")).toBe(0);
    expect(next(run, 500).map(keyOf)).not.toContain("sample/0.1.0/0");
    expect(next(run, 1000).map(keyOf)).toContain("sample/0.1.0/0");
    expect(wakeAt(run, 500)).toBe(1000);
  });
});

describe("after a process took the run up again", () => {
  const resumed: Event = { kind: "resumed", at: 1000 };

  it("writes wait out the quiet time, for an earlier one may still be on its way", () => {
    const run = plus(opened(one), elect(0), resumed);
    expect(dueOf(run, `push/0/1/${line}`)).toBe(61_000);
    expect(dueOf(run, "publish")).toBe(61_000);
  });

  it("samples and looks do not wait", () => {
    const voting = plus(opened(one), resumed);
    expect(dueOf(voting, "sample/0.1.0/0")).toBe(0);
    const out = plus(opened(one), elect(0), pushed(0, a), pulled(0), resumed);
    expect(dueOf(out, `look/0/${a}`)).toBe(0);
  });
});

describe("merges", () => {
  const two = planOf(unit("u1"), unit("u2"));
  const ready = plus(opened(two), ...readyUnit(0, a), ...readyUnit(1, b));

  it("take turns in plan order, one at a time", () => {
    expect(turnOf(ready)).toBe(0);
    expect(keys(ready).filter((k) => k.startsWith("merge"))).toEqual([`merge/0/${a}`]);
  });

  it("share a lane, so that a second never starts beside the first", () => {
    const lanes = everything(ready)
      .filter((due) => due.action.kind === "merge")
      .map((due) => laneOf(due.action, due.key));
    expect(lanes).toEqual(["merge"]);
    expect(laneOf({ kind: "look", unit: 0, head: a }, "look/0")).toBe("look/0");
  });

  it("are all held while the outcome of one is unknown", () => {
    const held = plus(ready, falter(`merge/0/${a}`, 100, { outcome: "unknown" }));
    const request = plus(held, looked(0, a, "green", { changesRequestedBy: ["ann"] }));
    expect(turnOf(request)).toBe(1);
    expect(dueOf(request, `merge/1/${b}`)).toBe(60_100);
  });

  it("wait for the unit to be rebuilt on the line when it has moved", () => {
    const after = plus(ready, merged(0, a, c));
    expect(keys(after)).toContain(`push/1/1/${c}`);
    expect(keys(after).some((k) => k.startsWith("merge"))).toBe(false);
    const rebuilt = plus(after, pushed(1, d, c), looked(1, d, "green"));
    expect(keys(rebuilt)).toContain(`merge/1/${d}`);
  });

  it("rebuild only the unit whose turn it is", () => {
    const three = planOf(unit("u1"), unit("u2"), unit("u3"));
    const all = plus(opened(three), ...[a, b, c].flatMap((h, i) => readyUnit(i, h)));
    const after = plus(all, merged(0, a, d));
    expect(keys(after).filter((k) => k.startsWith("push"))).toEqual([`push/1/1/${d}`]);
  });

  it("verify the rebuilt unit in the sandbox before it is pushed again", () => {
    const green = (i: number, head: typeof a): readonly Event[] => [
      votes(i, ["w", "w"]),
      verified(i, "w", "passed"),
      pushed(i, head),
      pulled(i),
      looked(i, head, "green"),
    ];
    const after = plus(opened(two, sandboxed), ...green(0, a), ...green(1, b), merged(0, a, c));
    expect(keys(after)).toContain(`verify/1/1.0/unit/${c}`);
    expect(keys(after).some((k) => k.startsWith("push"))).toBe(false);
    const passed = plus(after, verified(1, null, "passed", { onto: c }));
    expect(keys(passed)).toContain(`push/1/1/${c}`);
  });

  it("do not take the line back when an older one is told after a newer", () => {
    const newer = plus(ready, merged(0, a, c), { kind: "lineMoved", at: 0, head: d });
    const late = plus(newer, merged(1, b, c));
    expect(late.merged).toBe(2);
    expect(late.line.head).toBe(d);
  });
});

describe("open pull requests", () => {
  const three = planOf(unit("u1"), unit("u2"), unit("u3"));
  const run = plus(opened(three, { limits: { openPullsMax: 2 } }), elect(2), elect(1), elect(0));

  it("are at most as many as allowed, pushed in plan order", () => {
    const pushes = (r: Run) => keys(r).filter((k) => k.startsWith("push"));
    expect(pushes(run)).toEqual([`push/0/1/${line}`, `push/1/1/${line}`]);
    const out = plus(run, pushed(0, a), pushed(1, b));
    expect(pushes(out)).toEqual([]);
    expect(pushes(plus(out, pulled(0), merged(0, a, c)))).toContain(`push/2/1/${c}`);
  });
});

describe("looks at CI", () => {
  const out = plus(opened(one), elect(0), pushed(0, a), pulled(0));

  it("come at once, then at the run's own pace", () => {
    expect(dueOf(out, `look/0/${a}`)).toBe(0);
    const seen = plus(out, looked(0, a, "pending", { at: 1000 }));
    expect(dueOf(seen, `look/0/${a}`)).toBe(31_000);
  });

  it("are followed by the gate's verdict on that head, posted once", () => {
    const seen = plus(out, looked(0, a, "green"));
    const key = `postGate/0/${a}/success`;
    expect(keys(seen)).toContain(key);
    const posted: Event = { kind: "gatePosted", at: 0, unit: 0, head: a, conclusion: "success" };
    expect(keys(plus(seen, posted))).not.toContain(key);
    const asked = plus(out, looked(0, a, "green", { changesRequestedBy: ["ann"] }));
    expect(keys(asked)).toContain(`postGate/0/${a}/action_required`);
  });
});

describe("where CI runs on no unit", () => {
  const green = (i: number, head: typeof a, onto = line): readonly Event[] => [
    votes(i, ["w", "w"]),
    verified(i, "w", "passed", { onto }),
    pushed(i, head, onto),
    pulled(i),
    looked(i, head, "green"),
  ];
  const two = planOf(unit("u1"), unit("u2", ["u1"]));
  const early = opened(two, { ciRoute: "line", ...sandboxed });
  const firstIn = plus(early, ...green(0, a), merged(0, a, b));

  it("an early draft carries it once something is merged", () => {
    expect(keys(early)).not.toContain("openFinal/draft");
    expect(keys(firstIn)).toContain("openFinal/draft");
    const drafted = plus(firstIn, { kind: "finalOpened", at: 0, pull: 9, draft: true });
    expect(keys(drafted)).not.toContain("openFinal/draft");
  });

  it("the final pull request waits until CI is green on the line's head", () => {
    const drafted = plus(firstIn, { kind: "finalOpened", at: 0, pull: 9, draft: true });
    const all = plus(drafted, ...green(1, c, b), merged(1, c, d));
    expect(all.phase.kind).toBe("closing");
    expect(keys(all)).toContain("lookLine");
    const look = (ci: "green" | "pending" | "red", head = d): Event => {
      return { kind: "lineLooked", at: 1000, head, ci, because: ci };
    };
    expect(keys(plus(all, look("green", b)))).not.toContain("openFinal/ready");
    expect(dueOf(plus(all, look("pending")), "lookLine")).toBe(31_000);
    expect(keys(plus(all, look("green")))).toContain("openFinal/ready");
    expect(plus(all, look("red")).phase).toMatchObject({ kind: "stuck" });
    const silent = plus(all, look("pending"), { ...look("pending"), at: 7_201_000 });
    expect(silent.revision).toBe(plus(all, look("pending")).revision);
    const late = plus(silent, { ...look("pending"), at: 7_201_001 });
    const cause = "cause" in late.phase ? late.phase.cause : "";
    expect(cause).toMatch(/CI did not report on the line at \w+ in time: pend/);
    const again = plus(late, { kind: "retried", at: 8_000_000, by: maintainer });
    expect(keys(plus(again, { ...look("pending"), at: 8_000_000 }))).toContain("lookLine");
  });

  it("nothing but the sandbox is demanded, and the final pull request follows at once", () => {
    const run = plus(
      opened(one, { ciRoute: "none", ...sandboxed }),
      ...green(0, a),
      merged(0, a, b),
    );
    expect(keys(run)).toContain("openFinal/ready");
    expect(keys(run)).not.toContain("lookLine");
  });
});
