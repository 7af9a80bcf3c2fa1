// A run on this machine that the app refuses to start: told, not waited for.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { workLocally } from "../../src/cli/local.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-local-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a label that starts nothing", () => {
  it("ends with the words that the issue got", async () => {
    const files = { "README.md": "hi\n", ".github/quorum.yml": "tset: npm test\n" };
    const working = workLocally({
      folder,
      name: "refused",
      fill: (forge, repository) =>
        forge.admin.pushDirectory(repository, files, "One").then(() => undefined),
      issue: { title: "T", body: "Do it" },
      model: { costMax: () => 0, sample: () => Promise.reject(new Error("asked")) },
      models: ["book"],
      sandbox: null,
      seed: "seed",
      test: null,
      ci: false,
      spacingMs: 0,
      label: "quorum:auto",
      goesOn: false,
      stop: new AbortController().signal,
      say: () => undefined,
    });
    await expect(working).rejects.toThrow(/^Quorum started no run\. `\.github\/quorum\.yml` .*has/);
    await expect(working).rejects.toThrow(/unknown key "tset"; did you mean "test"\?/);
  });
});
