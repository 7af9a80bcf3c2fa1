// Where the programs that build the sandbox are, and where npm is.
import { accessSync, constants, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { no, ok, type Result } from "../core/kernel.ts";
import type { Tools } from "./command.ts";

/** Fixed folders: a PATH that somebody else can set decides nothing here. */
export const systemFolders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"] as const;

/** @returns the absolute paths of all four programs, or the name of the first that is missing. */
export function findTools(folders: readonly string[]): Result<Tools, string> {
  const find = (name: string): string | undefined =>
    folders.map((folder) => join(folder, name)).find(isExecutable);
  const [bwrap, prlimit, setpriv, timeout] = ["bwrap", "prlimit", "setpriv", "timeout"].map(find);
  if (bwrap === undefined) return no("bwrap");
  if (prlimit === undefined) return no("prlimit");
  if (setpriv === undefined) return no("setpriv");
  if (timeout === undefined) return no("timeout");
  return ok({ bwrap, prlimit, setpriv, timeout });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The package folder of an npm that the inside cannot find by itself under /usr/bin: the one that
 * started us, the one beside Node, or the first in PATH. Null when there is none, or no need.
 */
export function npmFolder(node: string, env: NodeJS.ProcessEnv): string | null {
  const started = env["npm_execpath"];
  const path = (env["PATH"] ?? "").split(":");
  const places = [dirname(node), ...path].filter((folder) => folder.startsWith("/"));
  const launchers = [...(started ? [started] : []), ...places.map((f) => join(f, "npm"))];
  for (const launcher of launchers) {
    const script = resolved(launcher);
    if (script === null || !script.endsWith("/npm/bin/npm-cli.js")) continue;
    return script.startsWith("/usr/") && isExecutable("/usr/bin/npm")
      ? null
      : dirname(dirname(script));
  }
  return null;
}

function resolved(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
