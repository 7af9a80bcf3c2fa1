// The private folder from which the sandbox mounts: what the dropped uid could not reach otherwise.
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { claim, stagePrefix, sweep } from "./sweep.ts";

const entriesAtOnce = 200;
const etc = {
  passwd: "user:x:1000:1000:user:/home/u:/bin/sh\n",
  group: "user:x:1000:\n",
  hosts: "127.0.0.1 localhost\n::1 localhost\n",
} as const;

/** One sandbox's folder; everything in it is gone after close(). */
export interface Stage {
  readonly folder: string;
  /** A folder with the few files of /etc that programs look for. */
  readonly etc: string;
  /** A path under which the dropped uid reads this file or folder; a copy only where needed. */
  reachable(path: string, name: string): Promise<string>;
  /** A new empty folder for one job. */
  job(): string;
  close(): Promise<void>;
}

/**
 * Bubblewrap opens the sources of its mounts after the uid was dropped, so a checkout or a Node
 * below a 0700 folder is linked (or copied) here. Only the given group may enter.
 * @param gid the dropped uid's group; null when no uid is dropped: then everything is reachable.
 * @param near what will be staged: a temporary folder of its file system allows hard links.
 * Throws when there is no temporary folder that can be written.
 */
export function openStage(gid: number | null, near: string): Stage {
  const temporary = gid === null ? tmpdir() : traversable(near);
  sweep(temporary);
  const folder = mkdtempSync(join(temporary, stagePrefix));
  claim(folder);
  if (gid !== null) {
    chownSync(folder, 0, gid);
    chmodSync(folder, 0o710);
  }
  const etcFolder = join(folder, "etc");
  mkdirSync(etcFolder, { mode: 0o755 });
  for (const [name, text] of Object.entries(etc)) {
    writeFileSync(join(etcFolder, name), text);
    chmodSync(join(etcFolder, name), 0o644);
  }
  chmodSync(etcFolder, 0o755);
  return {
    folder,
    etc: etcFolder,
    async reachable(path, name) {
      const real = realpathSync(path);
      if (gid === null || real.startsWith("/usr/")) return real;
      const staged = join(folder, name);
      if (statSync(real).isDirectory()) await mirror(real, staged);
      else linkOrCopy(real, staged);
      return staged;
    },
    job() {
      const made = mkdtempSync(join(folder, "job-"));
      if (gid !== null) chmodSync(made, 0o711);
      return made;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A temporary folder that everybody may pass through, if possible on the same file system. */
function traversable(near: string): string {
  const open = [tmpdir(), "/var/tmp", "/tmp"].filter(isOpen);
  const device = statSync(near, { throwIfNoEntry: false })?.dev;
  return open.find((folder) => statSync(folder).dev === device) ?? open[0] ?? tmpdir();
}

/** Whether every folder on the way lets everybody pass. */
function isOpen(path: string): boolean {
  try {
    const real = realpathSync(path);
    const passable = (lstatSync(real).mode & 0o001) !== 0;
    return passable && (real === "/" || isOpen(dirname(real)));
  } catch {
    return false;
  }
}

/** Makes the same folder with hard links; relative links are kept, absolute ones left out. */
async function mirror(from: string, to: string): Promise<void> {
  const open: (readonly [string, string])[] = [[from, to]];
  let entries = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [source, target] = next;
    mkdirSync(target);
    chmodSync(target, 0o755);
    for (const entry of readdirSync(source, { withFileTypes: true })) {
      const [old, made] = [join(source, entry.name), join(target, entry.name)];
      if (entry.isDirectory()) open.push([old, made]);
      else if (entry.isFile()) linkOrCopy(old, made);
      else if (entry.isSymbolicLink()) relink(old, made);
      entries += 1;
      if (entries % entriesAtOnce === 0) await breathe();
    }
  }
}

function relink(from: string, to: string): void {
  const target = readlinkSync(from);
  if (!target.startsWith("/")) symlinkSync(target, to);
}

/** A hard link where everybody may already read the file; otherwise a copy that everybody may. */
function linkOrCopy(from: string, to: string): void {
  const { mode } = lstatSync(from);
  const wanted = (mode & 0o100) === 0 ? 0o004 : 0o005;
  if ((mode & wanted) === wanted) {
    try {
      linkSync(from, to);
      return;
    } catch {
      // Another file system, or links forbidden there: a copy serves as well.
    }
  }
  copyFileSync(from, to);
  chmodSync(to, (mode & 0o100) === 0 ? 0o644 : 0o755);
}
