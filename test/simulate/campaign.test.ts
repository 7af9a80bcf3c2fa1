// A campaign of faulty worlds: every kind of fault happens, and no promise is broken.
import { describe, expect, it } from "vitest";
import { campaign } from "../../src/simulate/campaign.ts";

const kinds = [
  "answer hidden",
  "answer spoiled",
  "answer wrong",
  "api 5xx",
  "api answer lost",
  "api rate limit",
  "changes requested",
  "ci flaked",
  "crash",
  "measure missed",
  "model faltered",
  "person let pass",
  "person pushed",
  "person retried",
  "person stopped",
  "sandbox unavailable",
  "webhook doubled",
  "webhook late",
  "webhook lost",
  "webhook reordered",
  "webhook while down",
];

describe("a campaign of 60 worlds", () => {
  it("meets every kind of fault and breaks no promise", async () => {
    const seeds = Array.from({ length: 60 }, (_, i) => i + 101);
    const report = await campaign(seeds, null, () => performance.now());
    expect(report.violations).toEqual([]);
    expect(Object.keys(report.faults).filter((kind) => !kinds.includes(kind))).toEqual([]);
    for (const kind of kinds) expect(report.faults[kind] ?? 0, kind).toBeGreaterThan(0);
    expect(report).toMatchObject({ seeds: 60, crashes: report.faults["crash"] });
    expect(report.units).toBeGreaterThanOrEqual(60 * 5);
    expect(report.children).toBeGreaterThan(10);
  });

  it("tells a wrong plan, which the margin is there for, from a broken promise", async () => {
    const report = await campaign([2198], null, () => performance.now());
    expect(report).toMatchObject({ violations: [], wrongPlans: 1, units: 1 });
    const others = await campaign([1, 2, 3], null, () => performance.now());
    expect(others.wrongPlans).toBe(0);
  });

  it("merges each unit once also where one was planned anew", async () => {
    const report = await campaign([317, 348, 453], null, () => performance.now());
    expect(report.violations).toEqual([]);
  });

  it("names the seed of a violation", async () => {
    const report = await campaign([3], "comment without a look", () => performance.now());
    expect(report.violations[0]).toMatchObject({ seed: 3 });
  });
});
