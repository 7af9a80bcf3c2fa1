// The million-step benchmark on small towers: what its figures say.
import { expect, it } from "vitest";
import { quorum } from "./quorum.ts";

it("prints one run's figures, with the peak of memory", async () => {
  const { code, out } = await quorum(["hanoi", "--disks", "6", "--json"]);
  expect(JSON.parse(out)).toMatchObject({ disks: 6, steps: 63, errors: 0, resumedSteps: 0 });
  expect(JSON.parse(out).rssMb).toBeGreaterThan(20);
  expect(code).toBe(0);
});

it("counts the failures of many runs beside what 1 − p_full expects", async () => {
  const [p, k, seeds] = [0.9, 2, 50];
  const numbers = ["--p", String(p), "--k", String(k), "--seeds", String(seeds)];
  const { out } = await quorum(["hanoi", "--disks", "6", ...numbers, "--json"]);
  const report = JSON.parse(out);
  const right = 1 / (1 + ((1 - p) / p) ** k);
  const expectedShare = 1 - right ** 63;
  expect(report.expectedShare).toBeCloseTo(expectedShare, 12);
  expect(report.expectedFailures).toBeCloseTo(seeds * expectedShare, 10);
  expect(report.failureShare).toBe(report.failures / seeds);
  const deviation = Math.sqrt(seeds * expectedShare * (1 - expectedShare));
  expect(Math.abs(report.failures - report.expectedFailures)).toBeLessThan(3 * deviation);
});
