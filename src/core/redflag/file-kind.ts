// Files that a text change must not make: binary, links, executables, huge, clashing names.
import type { Path } from "../tree.ts";
import type { Reading, RedFlag } from "./flag.ts";

const fileCharsMax = 512 * 1024;
const made = /(?:^|\/)(?:dist|build|out|vendor|node_modules|third_party)\/|\.min\.(?:js|css)$/i;

export const fileKind: RedFlag = {
  id: "file-kind",
  severity: "spoil",
  rule:
    "a changed file is binary, a link, a submodule, larger than 512 KiB, generated or vendored, " +
    "changes its mode, is deleted, is new and executable, or differs from another only in case",
  explain: "The answer made a kind of file that Quorum does not make; another one was drawn.",
  raised(reading) {
    for (const { path } of reading.changes) {
      const because = wrongKind(reading, path);
      if (because !== null) return `${path} ${because}`;
    }
    return null;
  },
};

function wrongKind({ before, after }: Reading, path: Path): string | null {
  const [old, now] = [before.get(path), after.get(path)];
  if (!now) return "is deleted";
  if (now.mode === "120000") return "is a symbolic link";
  if (now.mode === "160000") return "is a submodule";
  if (old && old.mode !== now.mode) return `changes its mode from ${old.mode} to ${now.mode}`;
  if (!old && now.mode === "100755") return "is a new executable";
  if (typeof now.content !== "string" || now.content.includes("\0")) return "is binary";
  if (now.content.length > fileCharsMax) return `is larger than ${fileCharsMax} characters`;
  if (made.test(path)) return "is generated or vendored";
  return old ? null : clash(before, path);
}

/** A new name that a file system without case would take for another. */
function clash(before: Reading["before"], path: Path): string | null {
  const lower = path.toLowerCase();
  for (const other of before.keys()) {
    const same = other.length === path.length && other.toLowerCase() === lower;
    if (same) return `clashes with ${other}`;
    if (path.startsWith(`${other}/`)) return `is below the file ${other}`;
    if (other.startsWith(`${path}/`)) return `is above the file ${other}`;
  }
  return null;
}
