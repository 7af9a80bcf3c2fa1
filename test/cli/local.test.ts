// A run on this machine that the app refuses to start: told, not waited for.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { workLocally } from "../../src/cli/local.ts";
import { breathe } from "../../src/clock.ts";
import type { SandboxOutcome } from "../../src/core/verify/sandboxing.ts";
import type { Forge } from "../../src/forge/forge.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-local-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Work = Parameters<typeof workLocally>[0];

/** A run on these files, whose model is not to be asked; `more` says what is otherwise. */
function working(name: string, files: Readonly<Record<string, string>>, more: Partial<Work> = {}) {
  return workLocally({
    folder: join(folder, name),
    name,
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
    ...more,
  });
}

describe("a label that starts nothing", () => {
  it("ends with the words that the issue got", async () => {
    const files = { "README.md": "hi\n", ".github/quorum.yml": "tset: npm test\n" };
    const work = working("refused", files);
    await expect(work).rejects.toThrow(/^Quorum started no run\. `\.github\/quorum\.yml` .*has/);
    await expect(work).rejects.toThrow(/unknown key "tset"; did you mean "test"\?/);
  });
});

describe("a run that is broken off", () => {
  it("takes no webhook any more while what is under way ends", async () => {
    const [stop, asked] = [new AbortController(), Promise.withResolvers<void>()];
    const outcome = Promise.withResolvers<SandboxOutcome>();
    const there = Promise.withResolvers<Forge>();
    const run = (): Promise<SandboxOutcome> => {
      asked.resolve();
      return outcome.promise;
    };
    const work = working(
      "ended",
      {},
      {
        test: "true",
        sandbox: { run },
        stop: stop.signal,
        async fill(forge, repository) {
          await forge.admin.pushDirectory(repository, { "a.js": "export const a = 1;\n" }, "One");
          there.resolve(forge);
        },
      },
    );
    work.catch(() => undefined);
    const { admin } = await there.promise;
    await asked.promise;
    stop.abort(new Error("no more"));
    await breathe();
    await admin.comment("maintainer/ended", "maintainer", 1, "Is it done?");
    await admin.settled();
    const answers = admin.deliveries().filter(({ body }) => body.includes("Is it done?"));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([0]);
    outcome.resolve({ kind: "finished", code: 0, output: "", ms: 1 });
    await expect(work).rejects.toThrow("no more");
  });
});
