// What an uncaught error is: read from errors as the machine and SQLite throw them.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { troubleOf } from "../../src/cli/trouble.ts";
import { Faltered } from "../../src/engine/ports.ts";

function thrownBy(job: () => unknown): unknown {
  try {
    job();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

function fails(code: string): never {
  throw Object.assign(new Error(`${code}: no`), { code, syscall: "open" });
}

const full = (): void => {
  const db = new DatabaseSync(":memory:");
  db.exec("create table filler (text text); pragma max_page_count = 4");
  db.prepare("insert into filler values (?)").run("x".repeat(100_000));
};

describe("an uncaught error", () => {
  it.each<[string, () => unknown, string]>([
    ["a file on a full disk", () => fails("ENOSPC"), "disk full"],
    ["a quota that is used up", () => fails("EDQUOT"), "disk full"],
    ["a database on a full disk", full, "disk full"],
    ["git on a full disk", () => fails("GitError: fatal: No space left on device"), "disk full"],
    ["a folder of somebody else", () => fails("EACCES"), "not permitted"],
    ["a file that is not there", () => readdirSync("/none/a"), "no such path"],
    ["a file in place of a folder", () => readdirSync(import.meta.filename), "no such path"],
    ["a name that is too long", () => readdirSync(`/${"x".repeat(300)}`), "no such path"],
    ["an error number without words", () => fails("EPROTO"), "bug"],
    ["a database in no folder", () => new DatabaseSync("/none/a.db"), "not permitted"],
    ["no such program", () => execFileSync("/none/git", ["x"]), "program missing"],
    ["JSON that is none", () => JSON.parse("{"), "bug"],
  ])("from %s", (_what, job, kind) => {
    const error = thrownBy(job);
    const said = error instanceof Error ? error.message : "";
    expect(troubleOf(error)).toEqual({ kind, said });
    expect(troubleOf(new Error("outer", { cause: error }))).toEqual({ kind, said: "outer" });
  });

  it("that faltered keeps its own sentence, and what is no error is a bug", () => {
    const faltered = new Faltered("the journal is taken", { outcome: "none" });
    expect(troubleOf(faltered)).toEqual({ kind: "faltered", said: "the journal is taken" });
    const room = "the journal cannot be written. Make room: Quorum goes on by itself";
    const cause = thrownBy(full);
    const held = new Faltered(room, { outcome: "none", cause });
    expect(troubleOf(held)).toEqual(troubleOf(cause));
    expect(troubleOf("words")).toEqual({ kind: "bug", said: "words" });
  });
});
