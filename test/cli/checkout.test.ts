// What is read of the user's checkout: its last commit, and which command judges a change.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { judgeOf, nameOf, openCheckout, type Checkout } from "../../src/cli/checkout.ts";
import { startForge } from "../../src/forge/forge.ts";
import { git, repository } from "./halves.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-checkout-"));
afterAll(() => rmSync(folder, { recursive: true }));

const holding = (files: Readonly<Record<string, string>>): Checkout => ({
  path: "/repo",
  head: "0".repeat(40),
  dirty: false,
  read: (file) => files[file] ?? null,
});

describe("a checkout", () => {
  it("is read at its last commit, from any folder inside, bare or not", () => {
    const repo = join(folder, "repo");
    mkdirSync(repo);
    repository(repo, { "src/a.js": "one\n" });
    const clean = openCheckout(join(repo, "src"));
    expect(clean).toMatchObject({ path: repo, dirty: false });
    writeFileSync(join(repo, "src/a.js"), "two\n");
    expect(openCheckout(repo)).toMatchObject({ head: clean.head, dirty: true });
    expect(clean.read("src/a.js")).toBe("one\n");
    expect(clean.read("src")).toBeNull();
    git(folder, "clone", "-q", "--bare", repo, "bare.git");
    const bare = openCheckout(join(folder, "bare.git"));
    expect(bare).toMatchObject({ path: join(folder, "bare.git"), head: clean.head, dirty: false });
    expect(bare.read("src/a.js")).toBe("one\n");
  });

  it("without a commit, or that is none, is refused with git's own reason", () => {
    const empty = join(folder, "empty");
    git(folder, "init", "-q", empty);
    expect(() => openCheckout(empty)).toThrow(
      /as a git repository with a commit \(.+\)\. Run `git/,
    );
    expect(() => openCheckout("/")).toThrow(
      /^\/ cannot be read .+not a git repository.+started\.$/,
    );
    expect(() => openCheckout(join(folder, "none"))).toThrow(/cannot change to/);
  });
});

describe("a checkout that cannot be copied", () => {
  it("as it is a shallow clone, is refused with the command that mends it", () => {
    const whole = join(folder, "whole");
    mkdirSync(whole);
    halvesOf(whole, 2);
    git(folder, "clone", "-q", "--depth", "1", `file://${whole}`, "shallow");
    const shallow = join(folder, "shallow");
    expect(() => openCheckout(shallow)).toThrow(/shallow clone.+`git fetch --unshallow`.+started/);
    git(shallow, "fetch", "-q", "--unshallow");
    expect(openCheckout(shallow).head).toBe(openCheckout(whole).head);
  });

  it("as its objects are named by SHA-256, is refused with what to do", () => {
    const other = join(folder, "sha256");
    git(folder, "init", "-q", "--object-format=sha256", other);
    halvesOf(other, 1);
    expect(() => openCheckout(other)).toThrow(/names its objects by SHA256, .+started\.$/);
  });
});

/** A repository with so many commits; made where there is none. */
function halvesOf(path: string, commits: number): void {
  for (let n = 1; n <= commits; n += 1) repository(path, { "a.txt": `${n}\n` });
}

describe("the copy's name", () => {
  it.each([
    ["/src/.dotf", "dotf"],
    ["/src/проект", "repository"],
    ["/src/sp ace'é", "sp-ace"],
    ["/src/--x__", "x"],
    ["/", "repository"],
    ["/src/plain.table_2", "plain.table_2"],
    [`/src/${"a".repeat(99)}-b`, "a".repeat(99)],
  ])("of %s is %s", async (path, name) => {
    expect(nameOf(path)).toBe(name);
    const forge = await startForge({
      dir: join(folder, `forge ${name.slice(0, 9)} ${path.length}`),
    });
    await forge.admin.createUser("ann");
    const made = forge.admin.createRepository({ owner: "ann", name, defaultBranch: "main" });
    await expect(made).resolves.toBeGreaterThan(0);
    await forge.close();
  });
});

describe("what judges a change", () => {
  const scripts = (test: string): string => JSON.stringify({ scripts: { test } });

  it.each<[string, Record<string, string>, string | null, string, boolean]>([
    ["--test", { "package.json": scripts("node --test") }, "make check", "make check", true],
    ["quorum.yml", { ".github/quorum.yml": "test: npm run unit" }, null, "npm run unit", false],
    ["a script", { "package.json": scripts("node --test") }, null, "npm test", true],
    [
      "a script beside settings that name none",
      { ".github/quorum.yml": "version: 1", "package.json": scripts("vitest run") },
      null,
      "npm test",
      true,
    ],
  ])("is %s", (_what, files, given, command, instead) => {
    expect(judgeOf(holding(files), given)).toEqual({ command, instead });
  });

  it.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["settings without a test command", { ".github/quorum.yml": "version: 1" }],
    ["npm's placeholder", { "package.json": scripts('echo "Error: no test specified" && exit 1') }],
    ["no scripts", { "package.json": "{}" }],
    ["broken JSON", { "package.json": "{" }],
  ])("is asked for where there is %s", (_what, files) => {
    expect(() => judgeOf(holding(files), null)).toThrow(/^How is a change judged\?.+started\.$/);
  });

  it("is not asked for before settings that cannot be read are mended", () => {
    const files = { ".github/quorum.yml": "tset: npm test\nvote: { lead: 0 }" };
    expect(() => judgeOf(holding(files), "npm test")).toThrow(
      /^The committed .+ cannot be used:\n- unknown key "tset".*"test"\?\n- .*lead.*\nCorrect/,
    );
  });
});
