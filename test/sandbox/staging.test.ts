// What runs inside is found inside, wherever on the host it lies and whoever may read it there.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStage } from "../../src/sandbox/stage.ts";
import { inFolder } from "./host.ts";
import { job, treeOf } from "./job.ts";
import { finished, isolates, needsBubblewrap, opened } from "./opened.ts";

const isRoot = process.getuid?.() === 0;

/** A node_modules as a private checkout may hold it: closed files, and links of three kinds. */
function dependencies(folder: string): string {
  const deps = join(folder, "node_modules");
  const write = (name: string, content: string, mode: number): void => {
    mkdirSync(dirname(join(deps, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(deps, name), content);
    chmodSync(join(deps, name), mode);
  };
  write("open/index.js", "module.exports = 'open';", 0o644);
  write("closed/index.js", "module.exports = 'closed';", 0o600);
  write("closed/run.sh", "#!/bin/sh\necho ran\n", 0o700);
  mkdirSync(join(deps, ".bin"), { mode: 0o700 });
  symlinkSync("../closed/run.sh", join(deps, ".bin/run"));
  symlinkSync("../packages/mine", join(deps, "mine"));
  symlinkSync("/etc", join(deps, "outward"));
  return deps;
}

const npmProject = treeOf({
  "package.json": '{"scripts":{"test":"node test.js && node --version"}}',
  "test.js": "console.log('tested');",
});

describe.skipIf(!isolates)(`staging${needsBubblewrap}`, () => {
  it("mounts dependencies below a 0700 folder, read-only, and leaves them as they were", () =>
    inFolder(0o700, async (folder) => {
      const deps = dependencies(folder);
      const sandbox = await opened({ slots: 1, deps });
      const tree = treeOf({
        "a.js": "console.log(['open', 'closed', 'mine'].map((n) => require(n)).join(' '));",
        "packages/mine/index.js": "module.exports = 'own';",
        "node_modules/open/index.js": "module.exports = 'from the tree';",
      });
      const command = [
        "node a.js",
        "node_modules/.bin/run",
        "ls node_modules",
        "(echo x > node_modules/open/index.js) 2>/dev/null || echo closed",
        "(: > node_modules/new) 2>/dev/null || echo closed",
      ].join(";");
      const { output } = finished(await sandbox.run(job(command, { tree })));
      const closed = "closed\nclosed\n";
      const listed = isRoot ? "closed\nmine\nopen\n" : "closed\nmine\nopen\noutward\n";
      expect(output).toBe(`open closed own\nran\n${listed}${closed}`);
      await sandbox.close();
      expect(statSync(join(deps, "closed/index.js")).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(deps, "open/index.js"), "utf8")).toContain("'open'");
      expect(readdirSync(deps).sort()).toEqual([".bin", "closed", "mine", "open", "outward"]);
    }));

  it("runs a Node that lies below a 0700 folder, and npm with it", () =>
    inFolder(0o700, async (folder) => {
      const node = join(folder, ".nvm/versions/bin/node");
      mkdirSync(dirname(node), { recursive: true, mode: 0o700 });
      copyFileSync(realpathSync(process.execPath), node);
      chmodSync(node, 0o700);
      const sandbox = await opened({ slots: 1, node });
      const { output, code } = finished(await sandbox.run(job("npm test", { tree: npmProject })));
      await sandbox.close();
      expect([code, output.trim().split("\n").slice(-2)]).toEqual([0, ["tested", process.version]]);
    }));

  it("runs a Node that is a link in a node_modules/.bin", () =>
    inFolder(0o700, async (folder) => {
      const node = join(folder, "node_modules/.bin/node");
      mkdirSync(dirname(node), { recursive: true });
      symlinkSync(process.execPath, node);
      const sandbox = await opened({ slots: 1, node });
      expect(finished(await sandbox.run(job("node -v"))).output).toBe(`${process.version}\n`);
      await sandbox.close();
    }));

  it("works under a umask that hides files, and with a temporary folder that is closed", () =>
    inFolder(
      0o700,
      async () => {
        const old = process.umask(0o077);
        try {
          const sandbox = await opened({ slots: 1 });
          const tree = treeOf({ "a/b": "readable\n" });
          expect(finished(await sandbox.run(job("cat a/b", { tree }))).output).toBe("readable\n");
          await sandbox.close();
        } finally {
          process.umask(old);
        }
      },
      true,
    ));

  it("removes what a killed process left, and nothing that somebody still uses", () =>
    inFolder(
      0o755,
      async (folder) => {
        const living = openStage(null, folder);
        const orphans = ["stage-killed", "stage-reused"].map((name) => join(folder, name));
        const kept = ["stage-elsewhere", "stage-unclaimed", "other"].map((n) => join(folder, n));
        for (const made of [...orphans, ...kept]) mkdirSync(made);
        const mine = JSON.parse(readFileSync(join(living.folder, "owner"), "utf8"));
        const claim = (at: string | undefined, owner: object): void =>
          writeFileSync(join(at ?? "", "owner"), JSON.stringify({ ...mine, ...owner }));
        claim(orphans[0], { pid: 2 ** 22 + 1 });
        claim(orphans[1], { started: "1" });
        claim(kept[0], { pid: 2 ** 22 + 1, namespace: "pid:[1]" });
        const next = openStage(null, folder);
        const names = [living.folder, next.folder, ...kept].map((path) => basename(path));
        expect(new Set(readdirSync(folder))).toEqual(new Set(names));
      },
      true,
    ));

  it.skipIf(!isRoot)("lets nobody but root and the dropped uid into the stage", async () => {
    const stage = openStage(60_600, process.execPath);
    const { mode, uid, gid } = statSync(stage.folder);
    await stage.close();
    expect([mode & 0o777, uid, gid]).toEqual([0o710, 0, 60_600]);
  });
});
