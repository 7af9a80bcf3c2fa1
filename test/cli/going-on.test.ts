// `run` and `demo` ended before their time: killed, told to, or out of room; and gone on with.
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Event } from "../../src/core/run/event.ts";
import { openCheckout } from "../../src/cli/checkout.ts";
import { writeOrder } from "../../src/cli/kept.ts";
import { readStore } from "../../src/forge/keeping.ts";
import { openJournal } from "../../src/sqlite/journal.ts";
import { isolates, needsBubblewrap } from "../sandbox/opened.ts";
import { top } from "../tidy/source.ts";
import * as halves from "./halves.ts";
import { open, quorum, type Ended } from "./quorum.ts";

const execute = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "quorum-going-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const repo = path("halves");
/** A machine that is busy with other things takes its time. */
const busyMs = 180_000;

const line = (keep: string, issue = "issue.md"): readonly string[] => {
  const files = ["--issue", path(issue), "--answers", path("good.json"), "--keep", path(keep)];
  return ["run", "--repo", repo, ...files];
};

/** Starts a command, sends it a signal when it has said so much, and waits for its end. */
async function ended(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  after: RegExp,
  signal: NodeJS.Signals,
): Promise<Ended> {
  const child = open(args, env);
  let [out, err, sent] = ["", "", false];
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (!sent && after.test(out)) sent = child.kill(signal);
  });
  return await new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

function factsIn(keep: string): { readonly runs: number; readonly facts: readonly Event[] } {
  const journal = openJournal(join(path(keep), "journal.db"));
  const runs = journal.all();
  const facts = runs.flatMap((id) => [...journal.read(id)].flat());
  journal.close();
  return { runs: runs.length, facts };
}

/** Every sample of a run by its election and number. */
const samplesOf = (facts: readonly Event[]): readonly string[] =>
  facts.flatMap((fact) =>
    fact.kind === "sampled"
      ? fact.votes.map((vote) => `${JSON.stringify(fact.poll)} ${vote.n}`)
      : [],
  );

/** Where the pull requests of a run's forge lead to, oldest first. */
async function basesIn(keep: string): Promise<readonly string[]> {
  const { repositories } = await readStore(join(path(keep), "forge"));
  const issues = [...repositories.values()].flatMap((one) => [...one.issues.values()]);
  return issues.flatMap(({ pull }) => (pull === null ? [] : [pull.baseRef]));
}

const sandboxed = describe.skipIf(!isolates);

sandboxed(`a run that ended before its time${needsBubblewrap}`, () => {
  beforeAll(() => {
    mkdirSync(repo);
    halves.repository(repo, halves.committed);
    halves.write(repo, halves.installed);
    halves.write(folder, { "issue.md": halves.issue, "other.md": "# Other\n\nSomething else.\n" });
    writeFileSync(path("good.json"), halves.book([halves.rightCode]));
  });

  // What was told last may not be in the journal yet: then it is found where it was done.
  it.concurrent.each([
    ["push", /u1 pushed/],
    ["merge", /u1 merged as/],
  ])(
    "by kill -9 after a %s goes on where it was, and buys no sample and opens nothing twice",
    async (what, said) => {
      const env = { TMPDIR: folder };
      const keep = `killed after a ${what}`;
      const killed = await ended(line(keep), env, said, "SIGKILL");
      expect(killed.code).toBeNull();
      const before = factsIn(keep).facts;
      const again = await quorum(line(keep), env);
      expect(again).toMatchObject({ code: 0, err: "" });
      expect(again.out).toMatch(/^goes on with the run in .+: working/m);
      const { runs, facts } = factsIn(keep);
      expect(runs).toBe(1);
      expect(facts.slice(0, before.length)).toEqual(before);
      const samples = samplesOf(facts);
      expect(samples.length).toBeGreaterThan(5);
      expect(new Set(samples).size).toBe(samples.length);
      for (const once of ["opened", "merged", "finalOpened"])
        expect(facts.filter(({ kind }) => kind === once)).toHaveLength(1);
      expect(await basesIn(keep)).toEqual([expect.stringMatching(/^quorum\//), "main"]);
      const third = await quorum(line(keep), env);
      expect(third).toMatchObject({ code: 0, err: "" });
      expect(factsIn(keep).facts).toHaveLength(facts.length);
    },
    busyMs,
  );

  it("goes on for the same issue and repository, with the same seed, and no other", async () => {
    const keep = "begun";
    mkdirSync(path(keep));
    const { head } = openCheckout(repo);
    const [title = "", body = ""] = halves.issue.replace("# ", "").trim().split("\n\n");
    const order = { repo, head, title, body, judge: "npm test", models: ["book"], seed: "7" };
    writeOrder(path(keep), order);
    const other = await quorum(line(keep, "other.md"));
    expect(other).toMatchObject({ code: 1, out: "" });
    expect(other.err).toMatch(/^--keep .+ holds a run for another issue.+“Round halves.+started\./);
    const [seed, test] = await Promise.all([
      quorum(line(keep), { QUORUM_SEED: "other" }),
      quorum([...line(keep), "--test", "true"]),
    ]);
    expect(seed.err).toMatch(/^--keep .+ holds a run with QUORUM_SEED=7, not other\./);
    expect(test.err).toMatch(/holds a run that is judged by: npm test; not by: true\./);
    const elsewhere = path("elsewhere");
    cpSync(repo, elsewhere, { recursive: true });
    const moved = await quorum(line(keep).map((one) => (one === repo ? elsewhere : one)));
    expect(moved.err).toMatch(/holds a run on .+halves, not on .+elsewhere\./);
  });

  it.concurrent(
    "by Ctrl-C says where it is kept and how it goes on, and leaves no staged file behind",
    async () => {
      const temporary = path("tmp");
      mkdirSync(temporary);
      const args = line("none").slice(0, -2);
      const { code, out, err } = await ended(args, { TMPDIR: temporary }, /votes/, "SIGINT");
      expect(code).toBe(130);
      const [, kept = ""] = /^the copy and the journal are kept in (.+)$/m.exec(out) ?? [];
      expect(err).toContain("Ending: what is under way is recorded first.");
      expect(err).toContain(
        `Ended by SIGINT. The same command with --keep ${kept} goes on where it was.`,
      );
      expect(readdirSync(temporary)).toEqual([kept.slice(temporary.length + 1)]);
      const again = await quorum([...args, "--keep", kept], { TMPDIR: temporary });
      expect(again).toMatchObject({ code: 0, err: "" });
      const samples = samplesOf(factsIn(kept.slice(folder.length + 1)).facts);
      expect(new Set(samples).size).toBe(samples.length);
    },
    busyMs,
  );

  it.concurrent(
    "by a full disk says so and ends; with room the same command goes on",
    async () => {
      const disk = path("disk");
      mkdirSync(disk);
      const node = [process.execPath, join(top, "bin/quorum.js"), ...line("disk/run")];
      const command = node.map((word) => `'${word}'`).join(" ");
      const script =
        `head -c 1500000 /dev/zero > '${disk}/filler'; ${command} > '${folder}/full' 2>&1; ` +
        `echo "ended with $?" >> '${folder}/full'; rm '${disk}/filler'; ${command} 2>&1`;
      const cage = ["--dev-bind", "/", "/", "--size", "2000000", "--tmpfs", disk];
      const env = { ...process.env, TMPDIR: folder };
      const done = await execute("bwrap", [...cage, "--", "sh", "-c", script], { env });
      const full = readFileSync(path("full"), "utf8");
      expect(full).toMatch(/^The disk is full \(.+\)\.\nWhat was recorded until then is kept in /m);
      expect(full).toMatch(/\nThe same command goes on where it was.+\nended with 1\n$/);
      expect(full).not.toMatch(/^error:/m);
      expect(done.stdout).toMatch(/^Quorum: done /m);
    },
    busyMs,
  );
});

describe("a demo that ended before its time", () => {
  it(
    "by SIGTERM leaves nothing behind, and says that it begins anew",
    async () => {
      const temporary = path("demo");
      mkdirSync(temporary);
      const env = { TMPDIR: temporary };
      const { code, out, err } = await ended(["demo"], env, /plan elected/, "SIGTERM");
      expect(code).toBe(143);
      expect(out).toContain(`forge, journal and inbox are in ${temporary}/quorum-demo-`);
      expect(err).toContain("Ended by SIGTERM. What it made is removed: a demo does not go on");
      expect(readdirSync(temporary)).toEqual([]);
    },
    busyMs,
  );
});
