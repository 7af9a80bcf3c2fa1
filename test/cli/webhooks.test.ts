// The benchmark of acknowledgements on a handful of deliveries: that it measures what it says.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const door = resolve(import.meta.dirname, "../../bin/quorum.js");
const quorum = (...args: readonly string[]) =>
  spawnSync(process.execPath, [door, ...args], { encoding: "utf8" });

it("acknowledges and keeps every delivery while a run votes beside it", () => {
  const args = ["--seconds", "0.5", "--rate", "60", "--votes", "200", "--json"];
  const { status, stdout, stderr } = quorum("webhooks", ...args);
  expect(stderr).toBe("");
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ deliveries: 30, acknowledged: 30, kept: 30 });
  expect(Object.keys(report)).toEqual([
    "deliveries",
    "ratePerSecond",
    "p50Ms",
    "p99Ms",
    "maxMs",
    "acknowledged",
    "votesPerSecond",
    "kept",
  ]);
  const { p50Ms, p99Ms, maxMs } = report;
  expect([p50Ms, p99Ms, maxMs]).toEqual([p50Ms, p99Ms, maxMs].toSorted((a, b) => a - b));
  expect(p50Ms).toBeGreaterThan(0);
  expect(report.votesPerSecond).toBeGreaterThan(0);
  expect(status).toBe(0);
});

it("refuses a rate that is none", () => {
  const { status, stderr } = quorum("webhooks", "--rate", "many");
  expect([status, stderr]).toEqual([
    1,
    '--rate must be a number from 1 to 5000; it is "many".\n',
  ]);
});
