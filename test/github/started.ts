// A run as it begins, for tests that need one to be there.
import { defaultConfig } from "../../src/core/config/config.ts";
import type { Started } from "../../src/core/run/event.ts";
import { runId } from "../../src/core/run/names.ts";
import { repo, shaOf } from "./world.ts";

export const started: Started = {
  kind: "started",
  at: 0,
  run: runId(repo, 7, "abcd"),
  repository: repo,
  issue: { number: 7, title: "T", body: "B" },
  by: { id: 9, login: "ann" },
  base: { branch: "main", head: shaOf("a") },
  config: defaultConfig,
  mode: "plan",
  ciRoute: "none",
  sandboxed: true,
  strata: 2,
  seed: "seed",
  pace: { quietMs: 1, lookMs: 1, publishMs: 1 },
};
