// The Sandbox port's contract, kept by the real sandbox and by the plain runner alike.
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readReport } from "../../src/core/verify/report.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import { openPlain } from "../../src/sandbox/plain.ts";
import { inFolder, processesWith } from "./host.ts";
import { file, job, treeOf } from "./job.ts";
import { eventually, finished, isolates, needsBubblewrap, opened } from "./opened.ts";

const kinds = [
  {
    name: `bubblewrap${needsBubblewrap}`,
    here: isolates,
    open: async () => {
      const sandbox = await opened({ slots: 2, memoryMaxMb: 300 });
      return { sandbox, close: () => sandbox.close() };
    },
  },
  {
    name: "plain",
    here: true,
    open: async () => ({ sandbox: openPlain({ slots: 2 }), close: async () => {} }),
  },
];

describe.each(kinds)("$name", ({ here, open }) => {
  const suite = it.skipIf(!here);
  let sandbox: Sandbox;
  let close: () => Promise<void>;
  beforeAll(async () => {
    if (here) ({ sandbox, close } = await open());
  });
  afterAll(async () => {
    if (here) await close();
  });

  suite("tells exit code and output, error output in its place", async () => {
    const outcome = await sandbox.run(job("echo one; echo two >&2; echo three; exit 3"));
    expect(outcome).toMatchObject({ kind: "finished", code: 3, output: "one\ntwo\nthree\n" });
  });

  suite("tells a signal as 128 and its number", async () => {
    expect(finished(await sandbox.run(job("kill -SEGV $$"))).code).toBe(139);
  });

  suite("runs in a private copy of the tree", async () => {
    const tree = treeOf({
      "src/a.txt": "ä",
      "bin/x": file("#!/bin/sh\necho ran", "100755"),
      raw: file(new Uint8Array([0, 200])),
    });
    const command = "cat src/a.txt && bin/x && wc -c < raw && rm -r src && ls";
    expect(finished(await sandbox.run(job(command, { tree }))).output).toBe("äran\n2\nbin\nraw\n");
    expect(finished(await sandbox.run(job("ls src", { tree }))).output).toBe("a.txt\n");
  });

  suite("runs setup first, and nothing after a setup that fails", async () => {
    const both = await sandbox.run(job("cat made", { setup: "echo set up > made" }));
    expect(both).toMatchObject({ kind: "finished", code: 0, output: "set up\n" });
    const failed = await sandbox.run(job("echo no", { setup: "echo bad; exit 9" }));
    expect(failed).toMatchObject({ kind: "finished", code: 9, output: "bad\n" });
  });

  suite("gives no variable of ours and those of the job", async () => {
    vi.stubEnv("QUORUM_DECOY_SECRET", "do not show");
    const { output } = finished(await sandbox.run(job("env", { env: { NODE_ENV: "test" } })));
    vi.unstubAllEnvs();
    const names = new Set(output.trim().split("\n").map((line) => line.split("=")[0]));
    for (const own of ["OLDPWD", "SHLVL", "_"]) names.delete(own);
    const fixed = ["CI", "HOME", "LANG", "NODE_ENV", "PATH", "PWD", "TMPDIR", "TZ"];
    expect(names).toEqual(new Set([...fixed, "npm_config_update_notifier"]));
  });

  suite("refuses to pass on a secret, and does not run then", async () => {
    const outcome = await sandbox.run(job("echo ran", { env: { GITHUB_TOKEN: "x" } }));
    expect(outcome).toMatchObject({
      kind: "unavailable",
      because: expect.stringContaining("GITHUB_TOKEN"),
    });
  });

  suite("does not run what cannot be written or said", async () => {
    const tree = treeOf({ out: file("/etc", "120000") });
    expect(await sandbox.run(job("ls", { tree }))).toMatchObject({ kind: "unavailable" });
    expect(await sandbox.run(job("echo a\0b"))).toMatchObject({ kind: "unavailable" });
    expect(await sandbox.run(job("#".repeat(3_000_000)))).toMatchObject({ kind: "unavailable" });
  });

  suite("ends at the wall limit, with what was printed until then", async () => {
    const outcome = await sandbox.run(
      job("trap '' TERM INT HUP; echo begun; while :; do sleep 97531; done", { limitMs: 1000 }),
    );
    expect(outcome).toMatchObject({ kind: "limit", which: "wall", output: "begun\n" });
    await eventually(() => expect(processesWith("97531")).toEqual([]));
  });

  suite("ends at the output limit and keeps the first MiB of a gigabyte", async () => {
    const outcome = await sandbox.run(job("yes 0123456789 | head -c 1000000000"));
    expect(outcome).toMatchObject({ kind: "limit", which: "output" });
    expect(outcome.kind === "limit" && outcome.output.length).toBeGreaterThan(1_000_000);
    expect(outcome.kind === "limit" && outcome.output.length).toBeLessThanOrEqual(1024 * 1024);
  });

  suite("runs as many jobs at once as it has places, and the others after", async () => {
    const jobs = Array.from({ length: 5 }, (_, i) => sandbox.run(job(`echo ${i}`)));
    const outputs = (await Promise.all(jobs)).map((outcome) => finished(outcome).output);
    expect(outputs).toEqual(["0\n", "1\n", "2\n", "3\n", "4\n"]);
  });

  suite("runs a project's npm test, whose report names its tests", async () => {
    const tree = treeOf({
      "package.json": '{"type":"module","scripts":{"test":"node --test"}}',
      "add.js": "export const add = (a, b) => a + b;\n",
      "test/add.test.js": [
        'import { test } from "node:test";',
        'import { strictEqual } from "node:assert";',
        'import { add } from "../add.js";',
        'test("adds", () => strictEqual(add(1, 2), 3));',
      ].join("\n"),
    });
    const { output, code } = finished(await sandbox.run(job("npm test", { tree })));
    const report = readReport(output);
    expect([code, report.complete, [...report.tests]]).toEqual([0, true, [["adds", "passed"]]]);
  });
});

describe.skipIf(!isolates)(`closing${needsBubblewrap}`, () => {
  it("at once kills what runs, starts none that waits, and removes what was staged", async () => {
    await inFolder(
      0o755,
      async (folder) => {
        const sandbox = await opened({ slots: 1 });
        const jobs = ["sleep 86420", "echo 2"].map((command) => sandbox.run(job(command)));
        await eventually(() => expect(processesWith("86420")).not.toEqual([]));
        await sandbox.end();
        await eventually(() => expect(processesWith("86420")).toEqual([]));
        const closed = { kind: "unavailable" };
        expect(await Promise.all(jobs)).toMatchObject([closed, closed]);
        expect(readdirSync(folder)).toEqual([]);
      },
      true,
    );
  });

  it("waits for what runs, removes what was staged, and runs nothing more", async () => {
    await inFolder(
      0o755,
      async (folder) => {
        const sandbox = await opened({ slots: 1 });
        expect(readdirSync(folder)).toHaveLength(1);
        const last = sandbox.run(job("echo last"));
        await sandbox.close();
        expect(await last).toMatchObject({ kind: "finished", output: "last\n" });
        expect(sandbox.running).toBe(0);
        expect(await sandbox.run(job("echo"))).toMatchObject({ kind: "unavailable" });
        expect(readdirSync(folder)).toEqual([]);
      },
      true,
    );
  });
});
