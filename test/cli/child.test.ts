// `quorum run` with real checks on a plan that is too large: a child run makes what it ends with.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isolates, needsBubblewrap } from "../sandbox/opened.ts";
import * as halves from "./halves.ts";
import { quorum } from "./quorum.ts";

const folder = mkdtempSync(join(tmpdir(), "quorum part "));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);

/** A machine that is busy with other things takes its time. */
const busyMs = 180_000;

describe.skipIf(!isolates)(`a part that a child run works${needsBubblewrap}`, () => {
  it(
    "is elected, tested and merged into the line that the run ends with",
    { timeout: busyMs },
    async () => {
      const repo = path("repo");
      mkdirSync(repo);
      const settings = "approval: always\nlimits: {planDepthMax: 0}\n";
      halves.repository(repo, { ...halves.committed, ".github/quorum.yml": settings });
      halves.write(repo, halves.installed);
      writeFileSync(path("issue.md"), halves.issue);
      writeFileSync(path("book.json"), halves.partedBook());
      const files = ["--issue", path("issue.md"), "--answers", path("book.json")];
      const argv = ["run", "--repo", repo, ...files, "--keep", path("kept")];
      const ended = await quorum(argv, { QUORUM_SEED: "7", TMPDIR: folder });
      expect(ended).toMatchObject({ code: 0, err: "" });
      expect(ended.out).toContain("u1 is left to a child run, on issue #2");
      expect(ended.out).toMatch(/ merge quorum\/1-\w+\n/);
      const commands = ended.out.split("\n").filter((one) => one.startsWith("  git -C "));
      for (const command of commands) execFileSync("sh", ["-c", command], { stdio: "ignore" });
      expect(halves.git(repo, "show", "HEAD:src/round.js")).toContain(halves.rightCode);
      expect(halves.git(repo, "branch", "--all")).toMatch(/quorum\/2-\w+\.u1-round-halves/);
    },
  );
});
