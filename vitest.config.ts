import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A flow over the local GitHub takes seconds of a processor, which it may have to share.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Three for two cores: many suites wait for processes that they started.
    maxWorkers: 3,
    // A fourth of the time went into loading the same modules for every file.
    isolate: false,
    setupFiles: ["test/setup.ts"],
  },
});
