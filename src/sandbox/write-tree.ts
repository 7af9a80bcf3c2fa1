// Writes a tree into an empty folder: regular files, directories, and links that stay inside.
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { unreachable } from "../core/kernel.ts";
import type { Entry, Tree } from "../core/tree.ts";

const filesMax = 50_000;
/** Less than the tmpfs that the tree is copied into, so that the copy itself cannot fail. */
const bytesMax = 224 * 1024 * 1024;
const blockBytes = 4096;
/** Files written before other work gets its turn. */
const filesAtOnce = 100;

export interface Unwritten {
  readonly because: string;
  /** The tree itself is what stands in the way: another try changes nothing. */
  readonly lasting: boolean;
}

/** Names and targets that GitHub can hold and this machine cannot: no other try helps. */
const unnameable = new Set(["ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

const never = (because: string): Unwritten => ({ because, lasting: true });

/**
 * Writes all files, then all links. Nothing is followed: the folder must be empty and private, and
 * files come before links, so a path below a link is refused.
 * @param except top-level folder that is left out because something is mounted there; or null.
 * @returns why the tree was not written, as a sentence; null when it was.
 */
export async function writeTree(
  tree: Tree,
  folder: string,
  except: string | null,
): Promise<Unwritten | null> {
  const entries = [...tree].filter(([path]) => !isBelow(path, except));
  const tooLarge = oversize(entries.map(([, entry]) => entry));
  if (tooLarge !== null) return never(tooLarge);
  const made = new Set<string>(["."]);
  const links = entries.filter(([, entry]) => entry.mode === "120000");
  try {
    let written = 0;
    for (const [path, { mode, content }] of entries) {
      switch (mode) {
        case "100644":
        case "100755":
          makeFolder(folder, dirname(path), made);
          makeFile(join(folder, path), content, mode === "100755" ? 0o755 : 0o644);
          break;
        case "120000":
          break;
        case "160000":
          return never(`The tree holds a submodule at ${path}; submodules are not checked out.`);
        default:
          unreachable(mode);
      }
      written += 1;
      if (written % filesAtOnce === 0) await breathe();
    }
    for (const [path, { content }] of links) {
      const target = typeof content === "string" ? content : Buffer.from(content).toString();
      if (!staysInside(path, target)) {
        return never(`The symbolic link ${path} leads out of the tree.`);
      }
      makeFolder(folder, dirname(path), made);
      symlinkSync(target, join(folder, path));
    }
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : null;
    const why = error instanceof Error ? error.message.slice(0, 300) : "unknown";
    const because = `The tree could not be written: ${why}.`;
    return { because, lasting: unnameable.has(String(code)) };
  }
  return null;
}

const isBelow = (path: string, top: string | null): boolean =>
  top !== null && (path === top || path.startsWith(`${top}/`));

function oversize(entries: readonly Entry[]): string | null {
  if (entries.length > filesMax) {
    return `The tree holds ${entries.length} files; at most ${filesMax} fit in.`;
  }
  let bytes = 0;
  for (const { content } of entries) {
    const size = typeof content === "string" ? Buffer.byteLength(content) : content.length;
    bytes += Math.ceil(size / blockBytes) * blockBytes;
  }
  if (bytes <= bytesMax) return null;
  const megabytes = (count: number): number => Math.ceil(count / 1024 / 1024);
  return `The tree takes ${megabytes(bytes)} MiB; at most ${megabytes(bytesMax)} fit in.`;
}

/** Creates missing folders one by one: a file or a link in the way is an error, never followed. */
function makeFolder(root: string, path: string, made: Set<string>): void {
  if (made.has(path)) return;
  makeFolder(root, dirname(path), made);
  mkdirSync(join(root, path));
  chmodSync(join(root, path), 0o755);
  made.add(path);
}

/** Sets the mode by itself, because the operator's umask may hide files from the dropped uid. */
function makeFile(path: string, content: string | Uint8Array, mode: number): void {
  writeFileSync(path, content, { flag: "wx" });
  chmodSync(path, mode);
}

/**
 * Whether a link can only lead inside: `..` only in front, and no more of them than folders above
 * the link. (`a/link/../x` could leave through a link in the middle.)
 */
function staysInside(path: string, target: string): boolean {
  const parts = target.split("/");
  const up = parts.findIndex((part) => part !== "..");
  const climbs = up === -1 ? parts.length : up;
  const depth = path.split("/").length - 1;
  const rest = parts.slice(climbs);
  return target !== "" && !target.startsWith("/") && climbs <= depth && !rest.includes("..");
}
