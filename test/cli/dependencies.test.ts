// Before a sample is bought: is node_modules what the last commit asks for?
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { dependenciesOf } from "../../src/cli/dependencies.ts";
import { write } from "./halves.ts";

type Files = Readonly<Record<string, string>>;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** @param committed what the last commit holds. @param there what is in the folder. */
function compared(committed: Files, there: Files) {
  const path = mkdtempSync(join(tmpdir(), "quorum-deps-"));
  folders.push(path);
  write(path, there);
  const read = (file: string): string | null => committed[file] ?? null;
  const { folder, words } = dependenciesOf({ path, head: "", dirty: false, read });
  return { folder: folder === null ? null : folder.slice(path.length + 1), words };
}

const manifest = (dependencies: Files, more: object = {}): Files => ({
  "package.json": JSON.stringify({ dependencies, ...more }),
});
const installed = (packages: Files): Files =>
  Object.fromEntries(
    Object.entries(packages).map(([name, version]) => [
      `node_modules/${name}/package.json`,
      JSON.stringify({ version }),
    ]),
  );
const lock = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });
const zod = { "node_modules/zod": { version: "4.1.0" } };
const hidden = (packages: object): Files => ({ "node_modules/.package-lock.json": lock(packages) });

describe("dependencies", () => {
  it.each<[string, Files]>([
    ["no package.json", {}],
    ["none named", manifest({})],
    ["only optional ones", manifest({}, { optionalDependencies: { fsevents: "2" } })],
  ])("are not looked for with %s", (_what, committed) => {
    expect(compared(committed, {}).folder).toBeNull();
  });

  it("agree package by package with npm's lockfile, links and optional ones aside", () => {
    const committed = {
      ...manifest({ zod: "^4" }),
      "package-lock.json": lock({
        "": {},
        ...zod,
        "packages/own": { version: "1.0.0" },
        "node_modules/own": { link: true },
        "node_modules/fsevents": { version: "2.0.0", optional: true },
      }),
    };
    expect(compared(committed, hidden(zod))).toEqual({
      folder: "node_modules",
      words: "node_modules agrees with package-lock.json",
    });
  });

  it("that another lockfile than npm's holds, or none, must fit package.json", () => {
    const wanted = manifest({
      zod: "^4.0.0",
      alias: "npm:@scope/real@~1.2.0",
      beta: ">=1.0.0",
      own: "workspace:*",
      fork: "github:octo/fork",
    });
    const there = installed({
      zod: "4.3.1",
      alias: "1.2.9",
      beta: "2.0.0-rc.1",
      own: "0.0.0",
      fork: "9.9.9",
    });
    expect(compared(wanted, there).words).toMatch(
      /^there is no lockfile: .+ in fitting versions; /,
    );
    const yarn = compared({ ...wanted, "yarn.lock": "" }, there);
    expect(yarn.words).toMatch(/^yarn\.lock was not compared: node_modules holds what /);
    const old = compared({ ...wanted, "package-lock.json": '{"lockfileVersion":1}' }, there);
    expect(old.words).toMatch(/^package-lock\.json was not compared: /);
  });

  it.each<[string, Files, Files, RegExp]>([
    ["no node_modules", manifest({ zod: "4" }), {}, /no node_modules\. Run `npm install` in/],
    [
      "another version than npm's lockfile",
      { ...manifest({ zod: "^4" }), "package-lock.json": lock(zod) },
      hidden({ "node_modules/zod": { version: "4.0.9" } }),
      /committed package-lock\.json: zod is 4\.0\.9, not 4\.1\.0\. Run `npm ci` in/,
    ],
    [
      "a package that npm's lockfile has in vain",
      { ...manifest({ zod: "^4" }), "package-lock.json": lock(zod) },
      hidden({}),
      /zod is missing/,
    ],
    [
      "a version out of range",
      { ...manifest({ zod: "^4.0.0" }), "pnpm-lock.yaml": "" },
      installed({ zod: "3.25.0" }),
      /committed package\.json: zod is 3\.25\.0, not \^4\.0\.0\. Run `pnpm install/,
    ],
    [
      "an alias out of range",
      manifest({ alias: "npm:real@^2" }),
      installed({ alias: "1.0.0" }),
      /alias is 1\.0\.0, not npm:real@\^2/,
    ],
    [
      "a package that is not there",
      manifest({}, { devDependencies: { a: "1" } }),
      installed({ b: "1" }),
      /a is missing/,
    ],
    [
      "package.json that is no JSON",
      { "package.json": "{" },
      {},
      /committed package\.json cannot be/,
    ],
    [
      "versions that are no text",
      { "package.json": '{"dependencies":{"a":1}}' },
      {},
      /dependencies\.a: /,
    ],
    [
      "a lockfile that is no JSON",
      { ...manifest({ zod: "4" }), "package-lock.json": "<<<<<<< HEAD" },
      installed({ zod: "4.1.0" }),
      /committed package-lock\.json cannot be read \(.+\)\. Correct and commit it/,
    ],
    [
      "a lockfile of another shape",
      { ...manifest({ zod: "4" }), "package-lock.json": '{"packages":[]}' },
      installed({ zod: "4.1.0" }),
      /committed package-lock\.json cannot be read \(packages: /,
    ],
    [
      "npm's record torn",
      { ...manifest({ zod: "4" }), "package-lock.json": lock(zod) },
      { "node_modules/.package-lock.json": "{" },
      /npm's record of what it installed, cannot be read\. Run `npm ci`/,
    ],
  ])("refuse %s", (_what, committed, there, words) => {
    expect(() => compared(committed, there)).toThrow(words);
  });

  it("name at most five that are wrong, and how many more", () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p${i}`, "1"]));
    expect(() => compared(manifest(many), installed({ q: "1" }))).toThrow(
      /: p0 is missing, .*p4 is missing, and 4 more\. Run/,
    );
  });
});
