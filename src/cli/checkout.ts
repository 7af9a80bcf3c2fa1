// The user's own repository, read at its last commit and never written.
import { execFileSync } from "node:child_process";
import { basename, resolve } from "node:path";
import { z } from "zod";
import { parseConfig } from "../core/config/config.ts";
import { Refusal } from "./verb.ts";

export interface Checkout {
  /** The top of the checkout, absolute. */
  readonly path: string;
  readonly head: string;
  /** Something in it is not committed: then it is not part of the copy. */
  readonly dirty: boolean;
  /** The text of a committed file; null where there is none. */
  read(file: string): string | null;
}

const bytesMax = 64 * 1024 * 1024;
/** What a surrounding git command, such as a hook, would have us look at. */
const astray = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];

/**
 * Throws Refusal when there is no git repository with a commit, and where its history cannot be
 * copied: cut off, or hashed otherwise than GitHub does.
 */
export function openCheckout(given: string): Checkout {
  const folder = resolve(given);
  const head = git(folder, "rev-parse", "--verify", "HEAD^{commit}");
  if (!head.ok) {
    throw new Refusal(
      `${folder} cannot be read as a git repository with a commit (${head.error}). ` +
        "Run `git init` and commit first. Nothing was started.",
    );
  }
  refuseUncopied(folder);
  const top = git(folder, "rev-parse", "--show-toplevel");
  const path = top.ok ? top.value.trim() : folder;
  const status = git(path, "status", "--porcelain");
  return {
    path,
    head: head.value.trim(),
    dirty: status.ok && status.value.trim() !== "",
    read(file) {
      const text = git(path, "cat-file", "blob", `HEAD:${file}`);
      return text.ok ? text.value : null;
    },
  };
}

/** The copy is a whole history with SHA-1 names, as on GitHub. */
function refuseUncopied(folder: string): void {
  const shallow = git(folder, "rev-parse", "--is-shallow-repository");
  if (shallow.ok && shallow.value.trim() === "true") {
    throw new Refusal(
      `${folder} is a shallow clone: its history is cut off and cannot be copied. Run ` +
        "`git fetch --unshallow` in it, then the same command again. Nothing was started.",
    );
  }
  const format = git(folder, "rev-parse", "--show-object-format");
  const hash = format.ok ? format.value.trim() : "sha1";
  if (hash !== "sha1") {
    throw new Refusal(
      `${folder} names its objects by ${hash.toUpperCase()}, which GitHub does not take and ` +
        "Quorum cannot copy. Name a repository that was made with " +
        "`git init --object-format=sha1`, such as one into which these files are committed. " +
        "Nothing was started.",
    );
  }
}

/** A name that GitHub would take, for the copy: letters and digits of its folder's name. */
export const nameOf = (repo: string): string =>
  basename(repo)
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(0, 100)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "") || "repository";

type Said =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

/** Without optional locks, or `git status` would write the index anew. */
function git(folder: string, ...args: readonly string[]): Said {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !astray.includes(name)),
  );
  try {
    const value = execFileSync("git", ["--no-optional-locks", "-C", folder, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: bytesMax,
      env,
    });
    return { ok: true, value };
  } catch (error) {
    const spawned = error instanceof Error && Reflect.get(error, "code") === "ENOENT";
    if (spawned) throw error;
    const said = error instanceof Error ? String(Reflect.get(error, "stderr")) : "";
    const [line = ""] = said.trim().split("\n");
    return { ok: false, error: line.replace(/^fatal: /, "") || "git gave no reason" };
  }
}

const placeholder = /no test specified/;
const manifestShape = z.looseObject({ scripts: z.looseObject({ test: z.string() }) });

/**
 * What judges a change: `--test`, else `test:` in .github/quorum.yml, else `npm test` where
 * package.json has such a script.
 * @returns the command, and whether it stands in for what the repository itself says. Throws
 * Refusal when there is none, or when the settings cannot be read: then no run would start.
 */
export function judgeOf(
  checkout: Checkout,
  given: string | null,
): { readonly command: string; readonly instead: boolean } {
  const settings = checkout.read(".github/quorum.yml");
  const config = settings === null ? null : parseConfig(settings);
  if (config?.ok === false) {
    const mistakes = config.error.map((line) => `- ${line}`).join("\n");
    throw new Refusal(
      `The committed .github/quorum.yml cannot be used:\n${mistakes}\n` +
        "Correct and commit it. Nothing was started.",
    );
  }
  if (given !== null) return { command: given, instead: true };
  const own = config?.value.test ?? null;
  if (own !== null) return { command: own, instead: false };
  if (hasTests(checkout.read("package.json"))) return { command: "npm test", instead: true };
  throw new Refusal(
    "How is a change judged? The last commit has neither `test:` in .github/quorum.yml nor a " +
      "test script in package.json. Give --test COMMAND, such as --test 'npm test'. Nothing was " +
      "started.",
  );
}

function hasTests(text: string | null): boolean {
  if (text === null) return false;
  try {
    const manifest = manifestShape.safeParse(JSON.parse(text));
    return manifest.success && !placeholder.test(manifest.data.scripts.test);
  } catch {
    return false; // What is no JSON has no script; its dependencies refuse it with its name.
  }
}
