// The project's own CI: reads only, runs what a newcomer runs, and only actions pinned by hash.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const workflow = z
  .strictObject({
    name: z.string(),
    on: z.record(z.string(), z.unknown()),
    permissions: z.record(z.string(), z.string()),
    concurrency: z.unknown(),
    jobs: z.record(
      z.string(),
      z.strictObject({
        "runs-on": z.string(),
        "timeout-minutes": z.number(),
        steps: z.array(
          z.strictObject({
            uses: z.string().optional(),
            run: z.string().optional(),
            with: z.record(z.string(), z.unknown()).optional(),
          }),
        ),
      }),
    ),
  })
  .parse(parse(readFileSync(".github/workflows/test.yml", "utf8")));

const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

it("may read the repository and nothing else, and keeps no credential beside the code", () => {
  expect(workflow.permissions).toEqual({ contents: "read" });
  const checkouts = steps.filter((step) => step.uses?.startsWith("actions/checkout@"));
  expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual([false]);
});

it("starts for pushes and pull requests, never with the rights of the target", () => {
  expect(Object.keys(workflow.on).toSorted()).toEqual(["pull_request", "push"]);
});

it("uses actions by their hash and ends with what everybody runs", () => {
  const used = steps.flatMap((step) => step.uses ?? []);
  expect(used.filter((one) => !/@[0-9a-f]{40}$/.test(one))).toEqual([]);
  expect(steps.at(-1)?.run).toBe(".ci/run");
  expect(readFileSync(".ci/run", "utf8")).toMatch(/^npm ci\nnpm test$/m);
});
