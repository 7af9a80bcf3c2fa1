// The words of a command that ended as nobody expected.
import { describe, expect, it } from "vitest";
import { troubleWords, type Trouble } from "../../../src/core/report/trouble.ts";

const words = (trouble: Trouble, folder: string | null = null): string =>
  troubleWords(trouble, { command: "run --repo .", folder });

describe("the words of trouble", () => {
  it("say of a full disk what is kept and what to do", () => {
    const trouble = { kind: "disk full", said: "ENOSPC: no space left on device, write" } as const;
    expect(words(trouble, "/tmp/quorum-run-1")).toMatchInlineSnapshot(`
      "The disk is full (ENOSPC: no space left on device, write).
      What was recorded until then is kept in /tmp/quorum-run-1.
      Make room, then run the same command again."
    `);
  });

  it("say where permission, a path or a program is missing", () => {
    const said = "EACCES: permission denied, mkdir '/srv/data'";
    expect(words({ kind: "not permitted", said })).toMatchInlineSnapshot(`
      "The machine does not permit it (EACCES: permission denied, mkdir '/srv/data').
      Check the folder's owner and permissions, then run the same command again."
    `);
    const gone = "ENOENT: no such file or directory, mkdtemp '/none/quorum-run-XXXXXX'";
    expect(words({ kind: "no such path", said: gone })).toMatchInlineSnapshot(`
      "A file or a folder is not where Quorum looks for it (ENOENT: no such file or directory, mkdtemp '/none/quorum-run-XXXXXX').
      Check the paths that you gave, TMPDIR too, and what was removed, then run the same command again."
    `);
    expect(words({ kind: "program missing", said: "spawn git ENOENT" })).toMatchInlineSnapshot(`
      "A program that Quorum needs is not there (spawn git ENOENT).
      \`npm run quorum -- doctor\` says what is missing and how to install it."
    `);
  });

  it("add nothing to a sentence of our own but where the data is", () => {
    const trouble = { kind: "faltered", said: "the journal a.db is taken." } as const;
    expect(words(trouble)).toBe("The journal a.db is taken.");
    expect(words(trouble, "/tmp/x")).toMatch(/taken\.\nWhat was recorded .* \/tmp\/x\.$/);
  });

  it("ask to report a bug, in one line without control characters", () => {
    expect(words({ kind: "bug", said: "no unit\n7\u001b[31m" }, "/tmp/x")).toMatchInlineSnapshot(`
      "Quorum met what it does not expect: no unit 7[31m. That is a mistake in Quorum.
      What was recorded until then is kept in /tmp/x.
      Please report it as an issue where you got Quorum from, with what this shows:
        LOG_LEVEL=debug npm run quorum -- run --repo ."
    `);
  });
});
