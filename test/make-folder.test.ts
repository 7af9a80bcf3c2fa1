// Folders are made with those above them; where none can be, that is said at once.
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "../src/make-folder.ts";
import { quorum } from "./cli/quorum.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum-make-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("making a folder", () => {
  it("makes those above it, too, with the mode, and leaves one that is there", () => {
    const deep = join(folder, "a/b/c");
    makeFolder(deep, 0o700);
    makeFolder(deep);
    expect(statSync(deep).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
  });

  it("throws what the machine says about a file in its place or in its way", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => makeFolder(file)).toThrow("EEXIST");
    expect(() => makeFolder(join(file, "below"))).toThrow("ENOTDIR");
  });

  it.skipIf(process.platform !== "linux")(
    "below /proc ends, and the app names the setting",
    async () => {
      expect(() => makeFolder("/proc/quorum/data")).toThrow(/ENOENT.*\/proc\/quorum/);
      const env = { XDG_STATE_HOME: "/proc/quorum", OPENAI_API_KEY: "sk-abc" };
      const { code, err } = await quorum(["demo", "--model", "openai"], env);
      expect(code).toBe(1);
      expect(err).toMatch(/^What is spent today cannot be kept in \/proc\/quorum\/quorum \(ENOENT/);
    },
  );
});
