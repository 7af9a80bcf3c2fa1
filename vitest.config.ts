import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Three for two cores: many suites wait for processes that they started.
    maxWorkers: 3,
    // A fourth of the time went into loading the same modules for every file.
    isolate: false,
    setupFiles: ["test/offline.ts"],
  },
});
