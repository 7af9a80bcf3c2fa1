// How every command ends: 2 for a mistake in typing, 1 for a refusal, 70 for a bug of ours.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { obey } from "../../src/cli.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import { openJournal } from "../../src/sqlite/journal.ts";
import { started } from "../core/report/story.ts";
import { open, quorum } from "./quorum.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-exit-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a command", () => {
  it.each<[string, number, RegExp]>([
    ["runn", 2, /no command `runn`\. Did you mean `run`\?/],
    ["run\u001b[2J\u202e", 2, /^There is no command `run‹U\+001B›\[2J‹U\+202E›`/],
    ["help runn", 2, /no command `runn`/],
    ["run", 2, /--repo PATH/],
    ["run --repo .", 2, /--issue FILE\.md/],
    ["run --repos .", 2, /`run` has no option `--repos`\. Did you mean `--repo`\?/],
    ["odds", 2, /^How good is a vote.* Give --p and --steps/],
    ["odds --p 0.9", 2, /Give --p and --steps/],
    ["odds --steps 9", 2, /Give --p and --steps/],
    ["odds --p", 2, /^`odds`: --p needs a value\n/],
    ["odds --json=1", 2, /^`odds`: --json takes no value\n/],
    ["hanoi --seeds -3", 2, /^`hanoi`: --seeds needs a value; one .* is written --seeds=VALUE\n/],
    ["hanoi --seeds=-3", 2, /^--seeds must be a whole number from 1 to 10000; it is "-3"/],
    ["odds --steps 9 --p much", 2, /--p must be a number from 0 to 1; it is "much"/],
    ["odds --steps 9 --p=", 2, /^`odds`: --p needs a value\n/],
    ["odds --p 0.9 --steps 9 --target 1", 2, /^--target must be above 0 and below 1; it is 1\.$/],
    ["odds --p 0.9 --steps 9 --target 0", 2, /^--target must be above 0 and below 1; it is 0\.$/],
    ["odds --p 0.9 --steps 9 --hard-p 0.6", 2, /^--hard-p goes with --hard-share/],
    ["run --repo=", 2, /^`run`: --repo needs a value\n/],
    ["run --repo a --repo b", 2, /^`run`: --repo is given twice; give it once\n/],
    ["run --repo . --test=", 2, /^`run`: --test needs a value\n/],
    ["simulate --seed 7 --seeds 3", 2, /^--seed is one world, --seeds and --from are many/],
    ["simulate --seed 7 --from 3", 2, /^--seed is one world/],
    ["odds more", 2, /^`odds`: it takes no 'more': every value goes with an option\n/],
    ["hanoi --disks 2.5", 2, /--disks must be a whole number/],
    ["demo --model gpt", 2, /--model is "book" or "openai", not "gpt"/],
    ["demo --model openai --answers x", 2, /--answers goes with --model book/],
    ["demo --model openai", 1, /OPENAI_API_KEY is missing/],
    ["demo --answers none.yaml", 1, /none\.yaml cannot be used:\n.*cannot be read/],
    ["flags", 2, /Which journal\? Give --journal FILE/],
    ["flags --journal none.db", 1, /There is no file none\.db/],
    ["replay --journal none.db", 1, /There is no file none\.db/],
    ["run --repo /proc --issue x", 1, /^\/proc cannot be read as a git repository/],
  ])("`%s` ends with %i and says why", async (line, code, words) => {
    for (const name of ["OPENAI_API_KEY", "OPENAI_BASE_URL"]) vi.stubEnv(name, undefined);
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.spyOn(console, "log").mockImplementation(() => undefined);
    const argv = line.split(" ");
    expect(await obey(argv, openTerminal(argv))).toBe(code);
    expect(said.mock.calls).toEqual([[expect.stringMatching(words)]]);
  });

  it.each(["help odds", "odds --help"])("`%s` says how odds is called", async (line) => {
    const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const argv = line.split(" ");
    expect(await obey(argv, openTerminal(argv))).toBe(0);
    const words = said.mock.calls.flat().join("\n");
    expect(words).toContain("quorum -- odds --p");
    expect(words).toMatch(/^ {2}--hard-share SHARE +share of steps/m);
  });
});

describe("the process", () => {
  it("ends with the command's code, its sentence on standard error", async () => {
    const ended = await quorum(["odds", "--steps", "9", "--p", "much"]);
    expect(ended).toMatchObject({ code: 2, out: "" });
    expect(ended.err).toMatch(/^--p must be a number[^\n]+\n$/);
  });

  it.each(["demo", "run"])("of `%s` ends at once where git is too old", async (name) => {
    const bin = mkdtempSync(join(folder, "bin-"));
    writeFileSync(join(bin, "git"), "#!/bin/sh\necho git version 2.37.9\n", { mode: 0o755 });
    const ended = await quorum([name], { PATH: bin });
    expect(ended).toMatchObject({ code: 1, out: "" });
    expect(ended.err).toMatch(/^git: git version 2\.37\.9: 2\.38 or newer is needed: [^\n]+\n$/);
  });

  it("tells a bug without its stack, which LOG_LEVEL=debug shows, and ends with 70", async () => {
    const file = join(folder, "torn.db");
    const journal = openJournal(file);
    const { budget: _none, ...config } = started.config;
    const broken = { ...started, config };
    journal.append(started.run, 0, [JSON.parse(JSON.stringify(broken))]);
    journal.close();
    cpSync(file, `${file}.copy`);
    const replay = ["replay", "--journal", file];
    const [told, debug] = await Promise.all([
      quorum(replay),
      quorum(["replay", "--journal", `${file}.copy`], { LOG_LEVEL: "debug" }),
    ]);
    expect(told.code).toBe(70);
    expect(told.err).toMatch(/^Quorum met what it does not expect: .+ a mistake in Quorum\.\n/);
    expect(told.err).toContain(`LOG_LEVEL=debug npm run quorum -- replay --journal ${file}`);
    expect(told.err).not.toMatch(/^\s+at /m);
    expect(debug.err).toMatch(/^\s+at .*replay\.ts/m);
  });

  it("tells of a journal that ends in what it does not know how far it can be read", async () => {
    const file = join(folder, "newer.db");
    const journal = openJournal(file);
    journal.append(started.run, 0, [started, JSON.parse('{"kind":"melted","at":3}')]);
    journal.close();
    const { code, out, err } = await quorum(["replay", "--journal", file]);
    expect(code).toBe(1);
    expect(out).toMatch(/run 42\/7-k3fa: “Join two tables” on main/);
    expect(err).toMatch(/^The journal of this run cannot be read beyond event 1 \(unexpected/);
  });

  it("ends quietly when nobody reads it any more", async () => {
    const child = open(["help"]);
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect({ code, said }).toEqual({ code: 1, said: "" });
  });

  it("names the other process that has the journal", async () => {
    const file = join(folder, "held.db");
    const journal = openJournal(file);
    const ended = await quorum(["hanoi", "--disks", "2", "--journal", file]);
    journal.close();
    expect(ended).toMatchObject({ code: 1, out: "" });
    expect(ended.err).toBe(
      `Another process has the journal ${file} open. Quorum changed nothing. Stop the other ` +
        "process, or give this one a journal of its own (QUORUM_DATA).\n",
    );
  });
});
