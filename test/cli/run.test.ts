// `quorum run` as a process on a repository of the user's own: what it makes and what it leaves be.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { obey } from "../../src/cli.ts";
import { openTerminal } from "../../src/cli/terminal.ts";
import type { EventOf } from "../../src/core/run/event.ts";
import { openJournal } from "../../src/sqlite/journal.ts";
import { isolates, needsBubblewrap } from "../sandbox/opened.ts";
import * as halves from "./halves.ts";
import { quorum, type Ended } from "./quorum.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum own "));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const repo = path("my halves");

const line = (answers: string, keep: string): readonly string[] => {
  const files = ["--issue", path("issue.md"), "--answers", path(answers), "--keep", path(keep)];
  return ["run", "--repo", repo, ...files];
};

/** A machine that is busy with other things takes its time. */
const busyMs = 180_000;
let good: Ended;
let torn: Ended;
let flagged: Ended;
let before: readonly string[];

describe.skipIf(!isolates)(`a run on somebody's own repository${needsBubblewrap}`, () => {
  beforeAll(async () => {
    mkdirSync(repo);
    halves.repository(repo, halves.committed);
    halves.write(repo, { ...halves.installed, "notes.txt": "not committed\n" });
    // Whoever wrote the issue must not be able to write to the terminal of who runs it.
    const coloured = halves.issue.replace("\n", "\u001b[2J\u202e\n");
    writeFileSync(path("issue.md"), coloured);
    writeFileSync(path("good.json"), halves.book([halves.rightCode]));
    const alike = Array.from({ length: 6 }, (_, i) => `${halves.rightCode} + 0 * ${i}`);
    writeFileSync(path("torn.json"), halves.book(alike));
    const quiet = `${halves.rightCode}; // eslint-disable-line`;
    writeFileSync(path("flagged.json"), halves.book([quiet]));
    before = halves.everythingIn(repo);
    const env = { QUORUM_SEED: "7", TMPDIR: folder };
    [good, torn, flagged] = await Promise.all([
      quorum(line("good.json", "good"), env),
      quorum(line("torn.json", "torn"), env),
      quorum(line("flagged.json", "flagged"), env),
    ]);
  }, busyMs);

  it("leaves the checkout as it was, to the byte", () => {
    expect(halves.everythingIn(repo)).toEqual(before);
  });

  it("merges its unit on a copy, and prints commands that fetch and merge it", () => {
    expect(good).toMatchObject({ code: 0, err: "" });
    expect(good.out).toContain("“Round halves away from zero‹U+001B›[2J‹U+202E›”, labelled");
    expect(good.out).not.toMatch(/\u001b|\u202e/);
    expect(good.out).toContain("note: uncommitted changes are not part of the copy");
    expect(good.out).toContain("dependencies: node_modules agrees with package-lock.json");
    const commands = good.out.split("\n").filter((one) => one.startsWith("  git -C "));
    expect(commands).toHaveLength(3);
    const head = halves.git(repo, "rev-parse", "HEAD").trim();
    for (const command of commands) execFileSync("sh", ["-c", command], { stdio: "ignore" });
    expect(halves.git(repo, "show", "HEAD:src/round.js")).toContain(halves.rightCode);
    halves.git(repo, "reset", "-q", "--hard", head);
  });

  it("draws from the seed that is set and nothing else, and says how to draw so again", () => {
    expect(good.out).toContain("The same draws again: QUORUM_SEED=7 and the same command");
    const seeds = ["good", "torn"].map((keep) => {
      const journal = openJournal(join(path(keep), "journal.db"));
      const facts = journal.all().flatMap((id) => [...journal.read(id)].flat());
      journal.close();
      return facts.find((one): one is EventOf<"started"> => one.kind === "started")?.seed;
    });
    expect(seeds).toEqual(["run-7", "run-7"]);
  });

  it("that ends without agreement says what happened and what helps at a terminal", () => {
    expect(torn).toMatchObject({ code: 1, err: "" });
    expect(torn.out).toMatch(/u1 “Round halves away from zero” stands still: no agreement/);
    expect(torn.out).toMatch(/Answer 1 \(\d+ votes?\):/);
    expect(torn.out).toContain("Say in the issue more exactly what is wanted");
    expect(torn.out).not.toMatch(/\/quorum (?:retry|why|run|stop)/);
  });

  it("that only a person may pass ends and names the branch, as nobody can review here", () => {
    expect(flagged).toMatchObject({ code: 1, err: "" });
    expect(flagged.out).toMatch(/an approving review is needed: suppression\.\n/);
    expect(flagged.out).toMatch(/look at quorum\/1-\w+\.u1-round-halves\S+ and merge it yourself/);
  });

  it.each(["torn", "flagged"])(
    "that stands still (%s) is tried again by the same command, in the same run",
    async (name) => {
      const again = await quorum(line(`${name}.json`, name), { TMPDIR: folder });
      expect(again).toMatchObject({ code: 1, err: "" });
      expect(again.out).toMatch(/^goes on with the run in .+: needs a person/m);
      const journal = openJournal(join(path(name), "journal.db"));
      const runs = journal.all();
      const kinds = runs.flatMap((id) => [...journal.read(id)].flat().map((fact) => fact.kind));
      journal.close();
      expect(runs).toHaveLength(1);
      expect(kinds.filter((kind) => kind === "retried")).toHaveLength(name === "torn" ? 1 : 0);
    },
    busyMs,
  );

  it.each<[string, readonly string[], RegExp]>([
    [
      "a folder that holds something else",
      line("good.json", "my halves"),
      /^--keep .+ is not empty and holds no run that could go on\. Name a new/,
    ],
    ["a file as folder", line("good.json", "issue.md"), /^--keep .+ cannot be used \(ENOTDIR: /],
    [
      "a folder that cannot be made",
      line("good.json", "issue.md/x"),
      /^--keep .+ cannot be used \(ENOTDIR: .+mkdir .+\)\. Name a folder .+ nothing was started\.$/,
    ],
    ["no such issue", ["run", "--repo", repo, "--issue", path("no.md")], /^The issue .+ cannot be/],
    ["an issue of one line", ["run", "--repo", repo, "--issue", path("one.md")], /a text below it/],
    ["an issue of 1 MB", ["run", "--repo", repo, "--issue", path("big.md")], /larger than 64 KiB/],
  ])("is refused before anything is started with %s", async (_what, argv, words) => {
    writeFileSync(path("one.md"), "# Only a title\n");
    writeFileSync(path("big.md"), `# Title\n\n${"word ".repeat(200_000)}`);
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await obey(argv, openTerminal(argv))).toBe(1);
    expect(said.mock.calls).toEqual([[expect.stringMatching(words)]]);
    said.mockRestore();
  });
});
