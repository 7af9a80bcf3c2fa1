// The supervising process: what it holds is not seen inside, and its death ends what runs inside.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { inFolder, processesWith } from "./host.ts";
import { job } from "./job.ts";
import { eventually, finished, isolates, needsBubblewrap, opened } from "./opened.ts";
import { openPlain } from "../../src/sandbox/plain.ts";

const main = fileURLToPath(new URL("supervised.ts", import.meta.url));

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  /** An open file that the supervisor gets under this number, without close-on-exec. */
  readonly file?: readonly [descriptor: number, open: number];
}

function supervisor(command: string, temporary: string, given: Given = {}): ChildProcess {
  const stdio: ("ignore" | "pipe" | "inherit" | number)[] = ["ignore", "pipe", "inherit"];
  if (given.file) {
    const [descriptor, open] = given.file;
    while (stdio.length < descriptor) stdio.push("ignore");
    stdio.push(open);
  }
  const env = { PATH: process.env["PATH"], TMPDIR: temporary, ...given.env };
  return spawn(process.execPath, [main, command], { stdio, env });
}

/** What a supervisor printed when it ended by itself. */
function told(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => void (text += chunk.toString()));
    child.on("close", () => resolve(text));
  });
}

describe.skipIf(!isolates)(`a supervising process${needsBubblewrap}`, () => {
  it("shows nothing of its environment, its command line or its files", () =>
    inFolder(0o755, async (folder) => {
      const secret = join(folder, "secret");
      writeFileSync(secret, "canary-in-a-file");
      const open = openSync(secret, "r");
      const look = "cat /proc/*/environ /proc/*/cmdline /proc/self/fd/40; env; ls -l /proc/*/fd";
      const env = { APP_KEY: "canary-in-the-environment", PATH_TO: "canary" };
      const child = supervisor(`(${look}) 2>&1`, folder, { env, file: [40, open] });
      closeSync(open);
      const text = await told(child);
      expect(JSON.parse(text)).toMatchObject({ kind: "finished" });
      expect(text).not.toContain("canary");
      expect(text).not.toContain("supervised.ts");
    }));

  it("starts nothing when it holds an open file that cannot be kept from a child", () =>
    inFolder(0o755, async (folder) => {
      const open = openSync("/etc/hostname", "r");
      const child = supervisor("echo", folder, { file: [1100, open] });
      closeSync(open);
      const refused = JSON.parse(await told(child));
      expect(refused.kind).toBe("refused");
      expect(refused.because).toContain("open file 1100");
    }));

  it("leaves no process when it is killed", () =>
    inFolder(0o755, async (folder) => {
      const child = supervisor("setsid sleep 86451 & exec sleep 86451", folder);
      const gone = told(child);
      await eventually(() => expect(processesWith("sleep\u000086451").length).toBe(2));
      child.kill("SIGKILL");
      await gone;
      await eventually(() => expect(processesWith("86451")).toEqual([]));
    }));
});

describe.skipIf(!isolates)(`what isolation costs${needsBubblewrap}`, () => {
  it("is measured beside the plain runner", async () => {
    const sandbox = await opened({ slots: 1 });
    const plain = openPlain({ slots: 1 });
    for (const command of ["true", "node -e 0"]) {
      const medians = [plain, sandbox].map(async (each) => {
        const times: number[] = [];
        for (let i = 0; i < 5; i += 1) times.push(finished(await each.run(job(command))).ms);
        return times.sort((a, b) => a - b)[2];
      });
      const [without, within] = await Promise.all(medians);
      console.log(JSON.stringify({ command, plainMs: without, sandboxMs: within }));
      expect(within).toBeTypeOf("number");
    }
    await sandbox.close();
  });
});
