// Whether a checkout's node_modules is what its last commit asks for, before a sample is bought.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import semver from "semver";
import { z } from "zod";
import { wordsOf } from "../core/config/mistakes.ts";
import type { Checkout } from "./checkout.ts";
import { Refusal } from "./verb.ts";

export interface Dependencies {
  /** The node_modules to mount read-only; null where the repository needs none. */
  readonly folder: string | null;
  /** What was compared, and what was not. */
  readonly words: string;
}

const versions = z.record(z.string(), z.string()).default({});
const manifestShape = z.looseObject({
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
  workspaces: z.unknown().optional(),
});
const lockShape = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      optional: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});
type Locked = z.output<typeof lockShape>["packages"];

/** Lockfiles by the tool that writes them, and how it installs. */
const tools = [
  { lock: "npm-shrinkwrap.json", install: "npm ci", npm: true },
  { lock: "package-lock.json", install: "npm ci", npm: true },
  { lock: "pnpm-lock.yaml", install: "pnpm install --frozen-lockfile", npm: false },
  { lock: "yarn.lock", install: "yarn install", npm: false },
  { lock: "bun.lock", install: "bun install", npm: false },
  { lock: "bun.lockb", install: "bun install", npm: false },
] as const;

const shownMax = 5;

/**
 * npm's own lockfile is compared with the record that npm leaves in node_modules, package by
 * package; without the two, or with another tool's lockfile, each package that package.json names
 * must be there in a version that fits. Throws Refusal.
 */
export function dependenciesOf(checkout: Checkout): Dependencies {
  const text = checkout.read("package.json");
  if (text === null) return { folder: null, words: "no package.json: no dependencies" };
  const manifest = parsed(text, manifestShape, "package.json");
  const { dependencies, devDependencies, optionalDependencies, workspaces } = manifest;
  const declared = Object.entries({ ...devDependencies, ...dependencies }).filter(
    ([name]) => !(name in optionalDependencies),
  );
  if (declared.length === 0 && workspaces === undefined)
    return { folder: null, words: "package.json names no dependencies" };
  const tool = tools.find(({ lock }) => checkout.read(lock) !== null);
  const install = tool?.install ?? "npm install";
  const remedy = `Run \`${install}\` in ${checkout.path}, then try again. Nothing was started.`;
  const folder = join(checkout.path, "node_modules");
  if (!existsSync(folder))
    throw new Refusal(`${checkout.path} has dependencies but no node_modules. ${remedy}`);
  const { wrong, against, words } = compared(checkout, folder, declared, tool ?? null, remedy);
  if (wrong.length === 0) return { folder, words };
  const more = wrong.length > shownMax ? `, and ${wrong.length - shownMax} more` : "";
  const shown = wrong.slice(0, shownMax).join(", ") + more;
  throw new Refusal(`node_modules differs from the committed ${against}: ${shown}. ${remedy}`);
}

function compared(
  checkout: Checkout,
  folder: string,
  declared: readonly (readonly [string, string])[],
  tool: (typeof tools)[number] | null,
  remedy: string,
) {
  const locked = tool?.npm ? lockedBy(checkout, tool.lock) : null;
  const there = locked === null ? null : installedBy(folder, remedy);
  if (tool && locked && there) {
    const words = `node_modules agrees with ${tool.lock}`;
    return { wrong: unlike(locked, there), against: tool.lock, words };
  }
  const because = tool === null ? "there is no lockfile" : `${tool.lock} was not compared`;
  const words =
    `${because}: node_modules holds what package.json names, in fitting versions; what those ` +
    "need in turn was not looked at";
  return { wrong: unfit(folder, declared), against: "package.json", words };
}

/** @returns the packages of npm's lockfile; null for one from before npm 7, which lists none. */
function lockedBy(checkout: Checkout, lock: string): Locked | null {
  const value: unknown = json(checkout.read(lock) ?? "", lock);
  const old = typeof value === "object" && value !== null && !("packages" in value);
  return old ? null : parsed(checkout.read(lock) ?? "", lockShape, lock).packages;
}

/** What npm wrote down of what it installed; null where another tool installed. */
function installedBy(folder: string, remedy: string): Locked | null {
  const file = join(folder, ".package-lock.json");
  if (!existsSync(file)) return null;
  try {
    return lockShape.parse(JSON.parse(readFileSync(file, "utf8"))).packages;
  } catch {
    throw new Refusal(`${file}, npm's record of what it installed, cannot be read. ${remedy}`);
  }
}

function unlike(wanted: Locked, there: Locked): readonly string[] {
  return Object.entries(wanted).flatMap(([path, { version, optional, link }]) => {
    const inside = /(?:^|\/)node_modules\//.test(path);
    if (!inside || optional || link) return [];
    const found = there[path]?.version;
    if (found === version) return [];
    const name = path.replace(/^.*node_modules\//, "");
    return [found === undefined ? `${name} is missing` : `${name} is ${found}, not ${version}`];
  });
}

/** Presence and version range of what package.json names; other specifiers by presence alone. */
function unfit(folder: string, declared: readonly (readonly [string, string])[]) {
  return declared.flatMap(([name, wanted]) => {
    const found = versionOf(folder, name);
    if (found === null) return [`${name} is missing`];
    const range = semver.validRange(/^npm:.+@([^@]+)$/.exec(wanted)?.[1] ?? wanted);
    const fits = range === null || semver.satisfies(found, range, { includePrerelease: true });
    return fits ? [] : [`${name} is ${found}, not ${wanted}`];
  });
}

function versionOf(folder: string, name: string): string | null {
  try {
    const text = readFileSync(join(folder, name, "package.json"), "utf8");
    return z.looseObject({ version: z.string() }).parse(JSON.parse(text)).version;
  } catch {
    return null; // Not there, or no package: both mean that it must be installed.
  }
}

function parsed<T>(text: string, shape: z.ZodType<T>, file: string): T {
  const read = shape.safeParse(json(text, file));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const at = issue?.path.join(".") ?? "";
  throw unreadable(file, `${at === "" ? "" : `${at}: `}${issue ? wordsOf(issue) : ""}`);
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : String(error));
  }
}

const unreadable = (file: string, because: string): Refusal =>
  new Refusal(
    `The committed ${file} cannot be read (${because}). Correct and commit it. Nothing was ` +
      "started.",
  );
