// What people do beside the API: pushing folders and histories, clicking as somebody.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  at,
  commit,
  head,
  list,
  propose,
  repository,
  root,
  setStage,
  text,
  type Stage,
} from "./stage.ts";

let stage: Stage;
let folder: string;
beforeEach(async () => {
  stage = await setStage();
  folder = mkdtempSync(join(tmpdir(), "forge-folder-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stage.close();
  expect(stage.problems).toEqual([]);
});

async function files(ref = "main"): Promise<string[]> {
  const tree = await stage.app("GET", `${root}/git/trees/${ref}?recursive=1`);
  const blobs = list(at(tree.body, "tree")).filter((one) => text(one, "type") === "blob");
  return blobs.map((one) => `${text(one, "mode")} ${text(one, "path")}`);
}

describe("pushing", () => {
  it("takes a folder as it is, modes kept, ignored files left out", async () => {
    writeFileSync(join(folder, "run.sh"), "#!/bin/sh\n");
    chmodSync(join(folder, "run.sh"), 0o755);
    writeFileSync(join(folder, ".gitignore"), "node_modules/\n");
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "node_modules/x.js"), "1\n");
    const before = await head(stage.app);
    const sha = await stage.forge.admin.pushDirectory(repository, folder, "Start over");
    expect(await files()).toEqual(["100644 .gitignore", "100755 run.sh"]);
    const read = await stage.app("GET", `${root}/git/commits/${sha}`);
    expect(read.body).toMatchObject({ message: "Start over", parents: [{ sha: before }] });
    expect(await stage.names()).toContain("push");
  });

  it("takes a history from a repository and leaves that as it was", async () => {
    const { admin } = stage.forge;
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
        cwd: folder,
        encoding: "utf8",
      });
    git("init", "--quiet", "--initial-branch=trunk");
    for (const name of ["one", "two"]) {
      writeFileSync(join(folder, name), name);
      git("add", ".");
      git("commit", "--quiet", "-m", name);
    }
    writeFileSync(join(folder, "dirty"), "not committed");
    const before = git("for-each-ref") + git("status", "--porcelain");
    await admin.createRepository({ owner: "mira", name: "copy", defaultBranch: "main" });
    const sha = await admin.pushFromGit("mira/copy", folder, "HEAD");
    expect(sha).toBe(git("rev-parse", "HEAD").trim());
    const inside = stage.forge.repositoryDir("mira/copy");
    expect(execFileSync("git", ["log", "--format=%s", "main"], { cwd: inside }).toString()).toBe(
      "two\none\n",
    );
    expect(git("for-each-ref") + git("status", "--porcelain")).toBe(before);
    await expect(admin.pushFromGit("mira/copy", folder, "nowhere")).rejects.toThrow(/fetch/);
  });

  it("as somebody moves pull requests and tells who pushed", async () => {
    await commit(stage.app, "beans", { "b.js": "1\n" });
    await propose(stage.app, "beans");
    await stage.names();
    const { admin } = stage.forge;
    await admin.pushCommit(
      repository,
      "odo",
      { branch: "beans", message: "Mine" },
      {
        "b.js": "2\n",
        "src/seed.js": null,
      },
    );
    const names = await stage.names();
    expect(names).toEqual(["push", "check_suite.requested", "pull_request.synchronize"]);
    expect(stage.heard.at(-1)?.payload).toMatchObject({ sender: { login: "odo", type: "User" } });
    expect(await files("beans")).not.toContain("100644 src/seed.js");
    await admin.deleteBranch(repository, "odo", "beans");
    expect(await stage.names()).toEqual(["delete", "push", "pull_request.closed"]);
  });
});

it("acts in a person's name on issues and pull requests", async () => {
  const { admin } = stage.forge;
  const issue = await admin.createIssue(repository, "pia", { title: "Weeds", labels: ["x"] });
  await admin.labelIssue(repository, "odo", issue, "quorum");
  await admin.unlabelIssue(repository, "odo", issue, "quorum");
  const comment = await admin.comment(repository, "odo", issue, "/quorum run");
  await admin.editComment(repository, "odo", comment, "/quorum stop");
  await admin.editIssue(repository, "pia", issue, { body: "Many" });
  await admin.closeIssue(repository, "pia", issue);
  await commit(stage.app, "beans", { "b.js": "1\n" });
  await stage.names();
  const pull = await admin.openPull(repository, "odo", { title: "B", head: "beans", base: "main" });
  const review = await admin.review(repository, "mira", pull, "APPROVE");
  await admin.dismissReview(repository, "mira", pull, review);
  const sha = await admin.mergePull(repository, "mira", pull, "squash");
  expect(await head(stage.app)).toBe(sha);
  expect(await stage.names()).toEqual([
    "pull_request.opened",
    "pull_request_review.submitted",
    "pull_request_review.dismissed",
    "push",
    "check_suite.requested",
    "pull_request.closed",
  ]);
  await expect(admin.comment("mira/none", "odo", 1, "x")).rejects.toThrow("Not Found");
});
