// `doctor`: versions are judged, and the exit code tells of what the person wants to do.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { obey } from "../../src/cli.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { judged, programs } from "../../src/cli/versions.ts";
import { startForge } from "../../src/forge/forge.ts";
import { events, permissions } from "../../src/github/manifest.ts";
import { privateKey } from "../github/world.ts";
import { isolates } from "../sandbox/opened.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a program's version", () => {
  it.each<[string, string | null, "good" | "bad", RegExp]>([
    ["node", "v24.21.0\n", "good", /^v24\.21\.0$/],
    ["node", "v22.20.0", "good", /./],
    ["node", "v22.19.5", "bad", /^v22\.19\.5: 22\.20 or newer is needed/],
    ["node", "v20.99.0", "bad", /22\.20 or newer/],
    ["npm", "9.9.4", "bad", /10\.0 or newer/],
    ["git", "git version 2.39.5 (Apple Git-154)", "good", /./],
    ["git", "git version 2.37.9", "bad", /2\.38 or newer is needed: the local forge/],
    ["git", "git version 3.0.0", "good", /./],
    ["bubblewrap", "bubblewrap 0.7.0", "bad", /0\.8 or newer/],
    ["bubblewrap", null, "bad", /^not installed; 0\.8 or newer/],
    ["bubblewrap", "what?", "bad", /^what\?: 0\.8 or newer/],
  ])("of %s, %j, is %s", (name, said, state, words) => {
    const program = programs.find((one) => one.name === name);
    if (program === undefined) throw new Error(name);
    const finding = judged(program, said);
    expect(finding).toMatchObject({ name, state });
    expect(finding.lines[0]).toMatch(words);
    expect(finding.lines).toHaveLength(state === "bad" ? 2 : 1);
  });
});

const shape = z.object({
  findings: z.array(z.object({ name: z.string(), state: z.string(), lines: z.array(z.string()) })),
  verdicts: z.array(z.object({ purpose: z.string(), ready: z.boolean() })),
});

describe("the doctor", () => {
  it("fails nobody who only wants a demo for settings that only the app needs", async () => {
    for (const name of ["OPENAI_API_KEY", "OPENAI_BASE_URL", "APP_ID", "PORT"])
      vi.stubEnv(name, undefined);
    const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const call = async (...more: readonly string[]) => {
      const argv = ["doctor", "--json", ...more];
      return await obey(argv, openTerminal(argv));
    };
    const codes = [await call(), await call("--for", "start")];
    const told = said.mock.calls.map(([text]) => shape.parse(JSON.parse(String(text))));
    const states = told[0]?.findings.map(({ name, state }) => [name, state]);
    expect(states).toContainEqual(["GitHub App", "unset"]);
    expect(states).toContainEqual(["model", "unset"]);
    const ready = told[0]?.verdicts.map((one) => [one.purpose, one.ready]);
    expect(ready).toEqual([
      ["demo", true],
      ["run", isolates],
      ["start", false],
    ]);
    expect(codes).toEqual([isolates ? 0 : 1, 1]);
  });

  it("asks GitHub who the app is, and says which settings do not fit together", async () => {
    const dir = mkdtempSync(join(tmpdir(), "quorum-doctor-"));
    const forge = await startForge({ dir });
    await forge.admin.createUser("octo");
    const wanted = { permissions, events, webhookUrl: null, webhookSecret: "x" };
    const app = await forge.admin.createApp({ slug: "our-quorum", ...wanted });
    const env = {
      APP_ID: String(app.appId),
      PRIVATE_KEY: app.privateKeyPem,
      WEBHOOK_SECRET: "7c1e9a40d2b86f35",
      GITHUB_API_URL: forge.url,
      OPENAI_API_KEY: undefined,
      OPENAI_BASE_URL: undefined,
    };
    const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const find = async (more: Readonly<Record<string, string>>) => {
      for (const [name, value] of Object.entries({ ...env, ...more })) vi.stubEnv(name, value);
      await obey(["doctor", "--json"], openTerminal([]));
      const told = shape.parse(JSON.parse(String(said.mock.lastCall?.[0])));
      return told.findings.find(({ name }) => name === "GitHub App");
    };
    const good = await find({});
    const other = await find({ PRIVATE_KEY: privateKey });
    await forge.close();
    rmSync(dir, { recursive: true });
    const silent = await find({});
    expect(good).toMatchObject({ state: "good", lines: [expect.stringMatching(/is our-quorum$/)] });
    const fits = /^GitHub does not take the key for app \d+: check that APP_ID/;
    expect(other).toMatchObject({ state: "bad", lines: [expect.stringMatching(fits)] });
    const none = /gives no answer \(ECONNREFUSED\): check GITHUB_API_URL/;
    expect(silent).toMatchObject({ state: "bad", lines: [expect.stringMatching(none)] });
  });

  it("does not know other purposes", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await obey(["doctor", "--for", "fun"], openTerminal([]))).toBe(2);
    expect(said).toHaveBeenCalledWith('--for is "demo", "run" or "start", not "fun".');
  });
});
