// A sandbox with a hole never opens: each wall is taken away in turn, and the self-test sees it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assert } from "../../src/core/kernel.ts";
import { openSandbox } from "../../src/sandbox/sandbox.ts";
import { findTools, systemFolders } from "../../src/sandbox/tools.ts";
import { isolates, needsBubblewrap } from "./opened.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tools-"));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = ["bwrap", "prlimit", "setpriv", "timeout"] as const;

/** A folder of tools in which some are scripts, and the others the real ones. */
function toolsWith(scripts: Partial<Record<(typeof names)[number], string>>): readonly string[] {
  const real = findTools(systemFolders);
  assert(real.ok, "no tools");
  for (const name of names) {
    const script = scripts[name];
    if (script === undefined) {
      symlinkSync(real.value[name], join(folder, name));
      continue;
    }
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return [folder];
}

/** A bwrap whose options go through sed, one option a line, before the real one gets them. */
function weakened(edit: string): string {
  const scratch = join(folder, "scratch");
  mkdirSync(scratch);
  chmodSync(scratch, 0o1777);
  const real = findTools(systemFolders);
  assert(real.ok, "no tools");
  return [
    `f=${scratch}/$$`,
    `tr '\\0' '\\n' <&3 | sed -e '${edit}' | tr '\\n' '\\0' > "$f"`,
    'exec 3< "$f"',
    `exec ${real.value.bwrap} "$@"`,
  ].join("\n");
}

async function refusalWith(toolFolders: readonly string[]) {
  const sandbox = await openSandbox({ toolFolders });
  if (sandbox.ok) await sandbox.value.close();
  assert(!sandbox.ok, "the sandbox opened");
  return sandbox.error;
}

describe("a missing tool", () => {
  it.skipIf(!isolates).each(names)(`%s is named${needsBubblewrap}`, async (missing) => {
    const tools = toolsWith({});
    rmSync(join(folder, missing));
    const { because, remedy } = await refusalWith(tools);
    expect(because).toContain(`The program ${missing} is not installed`);
    expect(remedy).toContain(missing === "bwrap" ? "apt-get install bubblewrap" : "util-linux");
  });
});

describe.skipIf(!isolates)(`a sandbox that cannot be built${needsBubblewrap}`, () => {
  it.each([
    ["bwrap: setting up uid map: Permission denied", /AppArmor/u],
    ["bwrap: Creating new namespace failed: Operation not permitted", /user namespaces/u],
    ["bwrap: Unknown option --disable-userns", /0\.8 or newer/u],
  ])("tells what to do about %j", async (complaint, advice) => {
    const ran = join(folder, "ran");
    const bwrap = `[ -e ${ran} ]; echo '${complaint}' >&2; exit 1`;
    const { because, remedy } = await refusalWith(toolsWith({ bwrap }));
    expect(because).toContain(complaint);
    expect(because).toContain("could not start");
    expect(remedy).toMatch(advice);
  });

  it("is not opened by a bwrap that does nothing, or that prints without isolating", async () => {
    const idle = await refusalWith(toolsWith({ bwrap: "exit 0" }));
    expect(idle.because).toContain("could not start");
  });

  it("needs a dependency folder and a Node that exist", async () => {
    for (const options of [{ deps: join(folder, "none") }, { node: join(folder, "none") }]) {
      const sandbox = await openSandbox(options);
      assert(!sandbox.ok, "the sandbox opened");
      expect(sandbox.error.because).toContain(join(folder, "none"));
    }
  });
});

describe.skipIf(!isolates)(`a wall taken away is seen${needsBubblewrap}`, () => {
  const insert = (words: string): string => `1i ${words.replaceAll(" ", "\\n")}`;

  it.each([
    ["the network", "/^--unshare-net$/d", "can be reached"],
    ["the seccomp program", "/^--seccomp$/{N;d}", "seccomp"],
    ["the own processes", "/^--unshare-pid$/d", "processes outside are visible"],
    ["the empty environment", "s/^--clearenv$/--setenv\\nLEAK\\nx/", "LEAK"],
    ["the empty root", insert("--ro-bind /var /var"), "/var of the host is visible"],
    ["the read-only root", "/^--remount-ro$/{N;d}", "/ can be written"],
    ["the read-only devices", "/^--remount-ro$/{N;/dev/d}", "/dev can be written"],
  ])("%s", async (_, edit, found) => {
    const { because } = await refusalWith(toolsWith({ bwrap: weakened(edit) }));
    expect(because).toContain(found);
  });

  it.skipIf(process.getuid?.() !== 0)("the real uid that is not 0", async () => {
    const dropping = "--re?id=*|--clear-groups|--bounding-set=*|--inh-caps=*";
    const keep = `case "$w" in ${dropping}) ;; *) set -- "$@" "$w";; esac`;
    const real = findTools(systemFolders);
    assert(real.ok, "no tools");
    const setpriv = `for w; do shift; ${keep}; done\nexec ${real.value.setpriv} "$@"`;
    const { because } = await refusalWith(toolsWith({ setpriv }));
    expect(because).toContain("core_pattern can be written");
  });
});
