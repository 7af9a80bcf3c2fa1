// Reads an error that nobody caught: what the machine refused, or a bug.
import type { Trouble } from "../core/report/trouble.ts";
import { Faltered } from "../engine/ports.ts";

/** Error numbers of the machine (errno(3)); every other one is a bug until it has a name here. */
const refusals: Readonly<Record<string, "disk full" | "not permitted" | "no such path">> = {
  ENOSPC: "disk full",
  EDQUOT: "disk full",
  EFBIG: "disk full",
  EACCES: "not permitted",
  EPERM: "not permitted",
  EROFS: "not permitted",
  ENOENT: "no such path",
  ENOTDIR: "no such path",
  EISDIR: "no such path",
  ELOOP: "no such path",
  ENAMETOOLONG: "no such path",
};
/** SQLite's result codes, https://sqlite.org/rescode.html; the low byte is the primary one. */
const sqlite: Readonly<Record<number, "disk full" | "not permitted">> = {
  3: "not permitted",
  8: "not permitted",
  13: "disk full",
  14: "not permitted",
};
/** What programs such as git say of it (strerror(3)). */
const noSpace = /No space left on device|Disk quota exceeded/;
const depthMax = 5;

/** The store's sentence says what to do while Quorum runs; a full disk has words of its own. */
function falteredOf(error: Faltered): Trouble {
  const inner = error.cause === undefined ? null : troubleOf(error.cause);
  return inner?.kind === "disk full" ? inner : { kind: "faltered", said: error.message };
}

/** @param error anything that was thrown; its causes count, too. */
export function troubleOf(error: unknown): Trouble {
  const said = error instanceof Error ? error.message : String(error);
  for (let at = error, depth = 0; at instanceof Error && depth < depthMax; depth += 1) {
    if (at instanceof Faltered) return falteredOf(at);
    const code = String(Reflect.get(at, "code"));
    const spawned = String(Reflect.get(at, "syscall")).startsWith("spawn");
    if (code === "ENOENT" && spawned) return { kind: "program missing", said };
    if (noSpace.test(at.message)) return { kind: "disk full", said };
    const kind = refusals[code] ?? sqlite[Number(Reflect.get(at, "errcode")) & 0xff];
    if (kind !== undefined) return { kind, said };
    at = at.cause;
  }
  return { kind: "bug", said };
}
