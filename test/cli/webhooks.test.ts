// The benchmark of acknowledgements on a handful of deliveries: that it measures what it says.
import { expect, it } from "vitest";
import { quorum } from "./quorum.ts";

it("acknowledges and keeps every delivery while a run votes beside it", async () => {
  const args = ["--seconds", "0.5", "--rate", "60", "--votes", "200", "--json"];
  const { code, out, err } = await quorum(["webhooks", ...args]);
  expect(err).toBe("");
  const report = JSON.parse(out);
  expect(report).toMatchObject({ deliveries: 30, acknowledged: 30, kept: 30 });
  expect(Object.keys(report)).toEqual([
    "deliveries",
    "ratePerSecond",
    "p50Ms",
    "p99Ms",
    "maxMs",
    "acknowledged",
    "diskP50Ms",
    "diskP99Ms",
    "votesPerSecond",
    "kept",
  ]);
  const { p50Ms, p99Ms, maxMs } = report;
  expect([p50Ms, p99Ms, maxMs]).toEqual([p50Ms, p99Ms, maxMs].toSorted((a, b) => a - b));
  expect(p50Ms).toBeGreaterThan(0);
  expect(report.votesPerSecond).toBeGreaterThan(0);
  expect(code).toBe(0);
});

it("refuses a rate that is none", async () => {
  const { code, err } = await quorum(["webhooks", "--rate", "many"]);
  expect(code).toBe(2);
  expect(err).toContain('--rate must be a number from 1 to 5000; it is "many".');
});
