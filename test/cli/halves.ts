// Another repository than the sample: one function, one dependency, an issue and its answer book.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

const locked = { "node_modules/sign": { version: "1.2.0" } };
const root = { name: "halves", version: "1.0.0" };
const lock = { ...root, lockfileVersion: 3, packages: { "": root, ...locked } };

/** What is committed. */
export const committed: Readonly<Record<string, string>> = {
  ".gitignore": "node_modules\n",
  "package.json": JSON.stringify({
    ...root,
    type: "module",
    scripts: { test: "node --test" },
    dependencies: { sign: "^1.0.0" },
  }),
  "package-lock.json": JSON.stringify(lock),
  "src/round.js": "export function round(x) {\n  return Math.round(x);\n}\n",
  "test/whole.test.js":
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\n' +
    'import { sign } from "sign";\nimport { round } from "../src/round.js";\n\n' +
    'test("whole numbers stay", () => {\n  assert.equal(round(3), sign(3) * 3);\n});\n',
  ".github/quorum.yml": "approval: always\n",
  ".github/workflows/ci.yml":
    "on: [push, pull_request]\njobs:\n  test:\n    steps:\n" +
    "      - run: npm ci\n      - run: npm test\n",
};

/** What `npm ci` would leave. */
export const installed: Readonly<Record<string, string>> = {
  "node_modules/.package-lock.json": JSON.stringify({ ...lock, packages: locked }),
  "node_modules/sign/package.json": '{"name":"sign","version":"1.2.0","type":"module"}',
  "node_modules/sign/index.js": "export const sign = (x) => Math.sign(x);\n",
};

export const issue =
  "# Round halves away from zero\n\nround(2.5) should be 3 and round(-2.5) should be -3.\n";

const requirement = {
  id: "R1",
  ears: "The `round` function shall round halves away from zero.",
  quote: "round(2.5) should be 3",
  priority: "must",
  acceptance: "`round(-2.5)` is -3.",
};
const unit = {
  id: "u1",
  title: "Round halves away from zero",
  requirements: ["R1"],
  needs: [],
  steps: [
    {
      kind: "test",
      target: { kind: "file", path: "test/halves.test.js" },
      task: "Test halves above and below zero.",
      accepts: ["R1.A1"],
      signatureMayChange: false,
    },
    {
      kind: "code",
      target: { kind: "symbol", path: "src/round.js", symbol: "round", ordinal: 0 },
      task: "Round halves away from zero.",
      signatureMayChange: false,
    },
  ],
};
const tests =
  'import assert from "node:assert/strict";\nimport { test } from "node:test";\n' +
  'import { round } from "../src/round.js";\n\n' +
  'test("[R1.A1] halves are rounded away from zero", () => {\n' +
  "  assert.equal(round(-2.5), -3);\n});\n";
const body = (value: string): string => `export function round(x) {\n  return ${value};\n}\n`;

/**
 * @param codes what the code step's answers return, each as likely as the others; where there are
 * several, no ballot names one.
 */
export function book(codes: readonly string[]): string {
  const sure = { odds: { wrong: 0 } };
  const none = { choice: { right: 0, other: 0, none: 1 } };
  return JSON.stringify({
    book: 1,
    ...(codes.length > 1 ? none : {}),
    requirements: { ...sure, right: [{ json: { requirements: [requirement] } }] },
    plan: { ...sure, right: [{ json: { units: [unit] } }] },
    steps: [
      { place: "test/halves.test.js", ...sure, right: [{ text: tests }] },
      {
        place: "src/round.js#round",
        ...sure,
        right: codes.map((code) => ({ text: body(code) })),
      },
    ],
  });
}

/** The right answers, to a plan whose only node is a part that is called `Rounding`. */
export function partedBook(): string {
  const { plan, ...rest } = JSON.parse(book([rightCode]));
  const part = { part: "Round halves away from zero, the test first." };
  const { id, requirements, needs } = unit;
  const units = [{ id, title: "Rounding", requirements, needs, ...part }];
  return JSON.stringify({
    ...rest,
    plan: { ...plan, right: [{ json: { units } }] },
    parts: [{ part: "Rounding", ...plan }],
  });
}

export const rightCode = "Math.sign(x) * Math.round(Math.abs(x))";

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });

/** A git repository with these files in one commit. */
export function repository(folder: string, files: Readonly<Record<string, string>>): void {
  write(folder, files);
  const who = ["-c", "user.name=ann", "-c", "user.email=ann@example.com"];
  git(folder, "init", "-q", "-b", "trunk");
  git(folder, "add", "-A");
  git(folder, ...who, "commit", "-q", "-m", "One");
}

/** Every file below a folder with its mode, time and content: nothing of it may change. */
export function everythingIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode, mtimeMs } = lstatSync(path);
      const content = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
      return `${path} ${mode} ${mtimeMs} ${createHash("sha256").update(content).digest("hex")}`;
    })
    .sort();
}
