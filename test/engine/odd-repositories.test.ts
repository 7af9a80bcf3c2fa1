// Repositories with files that are no plain text, or hardly: they are worked in, and left alone.
import { describe, expect, it } from "vitest";
import type { Prompt } from "../../src/core/agent/prompt.ts";
import { parsePlan } from "../../src/core/plan/parse.ts";
import { isTestPath, protectedPath } from "../../src/core/redflag/paths.ts";
import { statusComment } from "../../src/core/report/status.ts";
import { electedRequirements } from "../../src/core/requirement/parse.ts";
import { textAt, type Entry, type Path, type Tree } from "../../src/core/tree.ts";
import type { Sandbox } from "../../src/core/verify/sandboxing.ts";
import { wholeRun, type Ended } from "../book/whole-run.ts";
import { treeOf } from "../core/plan/plans.ts";
import { pathAt } from "../core/patch/trees.ts";
import { obeying } from "../injection/obeying.ts";
import { config, plainScene, plan, reading, requirements, texts } from "../injection/scene.ts";

const file = (content: Entry["content"], mode: Entry["mode"] = "100644"): Entry => ({
  mode,
  content,
});
const nested = (depth: number): string => `let a = ${"(".repeat(depth)}1${")".repeat(depth)};\n`;

/** By path; what may be planned there is said below. */
const odd: Readonly<Record<string, Entry>> = {
  "img/logo.png": file(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 254, 10])),
  "src/latin.js": file(new Uint8Array(Buffer.from('export const a = "é";\n', "latin1"))),
  "src/link.js": file("price.js", "120000"),
  "src/outside": file("../../etc", "120000"),
  "vendor/lib": file("0123456789012345678901234567890123456789", "160000"),
  "src/large.js": file(`export const table = [\n${'  "row",\n'.repeat(70_000)}];\n`),
  "src/line.js": file(`export const line = "${"x".repeat(520_000)}";\n`),
  "data/all.bin": file(new Uint8Array(2_000_000).fill(7)),
  "src/deep.js": file(nested(3000)),
  "src/broken.js": file("export function ( {\n"),
  "src/nul.js": file("export const nul = 1;\n\u0000\u0001\u0002"),
  "src/empty.js": file(""),
};

const withOdd = (files: Readonly<Record<string, string>>): Tree =>
  new Map([
    ...treeOf(files),
    ...Object.entries(odd).map(([at, one]) => [pathAt(at), one] as const),
  ]);

const issue = { title: plainScene.title, body: plainScene.body };

const play = (tree: Tree, more: { readonly tests?: Sandbox; readonly checked?: boolean } = {}) =>
  wholeRun({
    tree,
    issue,
    config,
    model: obeying(null, { found: 0, loose: 0, broken: new Set() }, false),
    seed: "odd",
    tests: more.tests ?? reading("keeps whole cents"),
    checked: more.checked ?? true,
  });

function lineOf({ line, run }: Ended): Tree {
  expect(run.phase).toEqual({ kind: "done" });
  if (line === null) throw new Error("there is no line");
  return line;
}

describe("a repository with binaries, links, submodules, texts too long or deep to read", () => {
  it("is worked in like any other, and all of that stays as it was, byte by byte", async () => {
    const tree = withOdd(plainScene.files);
    const line = lineOf(await play(tree));
    const changed = [...line].filter(([path, entry]) => tree.get(path) !== entry);
    expect(changed.map(([path]) => path).toSorted()).toEqual([
      "src/cart.js",
      "src/price.js",
      "test/round.test.js",
      "test/total.test.js",
    ]);
    expect([...tree.keys()].filter((path) => !line.has(path))).toEqual([]);
  });

  const target = (kind: "file" | "symbol" | "addition", path: string) =>
    kind === "file" ? { kind, path } : { kind, path, symbol: "a" };

  it.each([
    ["a binary", target("file", "img/logo.png"), "is not a text file"],
    ["text that is not UTF-8", target("addition", "src/latin.js"), "is not a text file"],
    ["a symbolic link", target("file", "src/link.js"), "is not a text file"],
    ["a link to a folder", target("file", "src/outside"), "is not a text file"],
    ["what is behind a link", target("file", "src/outside/passwd"), "below the file src/outside"],
    ["a submodule", target("file", "vendor/lib"), "is not a text file"],
    ["what is inside a submodule", target("file", "vendor/lib/a.js"), "below the file vendor/lib"],
    ["the whole of a long text", target("file", "src/large.js"), "too long to be written whole"],
    ["a text too deep to read", target("symbol", "src/deep.js"), "does not exist"],
  ] as const)("gets no plan that writes %s", (_, at, because) => {
    const [one, two] = plan.units;
    const [test] = one?.steps ?? [];
    const step = { kind: "code", target: at, task: "Write it.", signatureMayChange: false };
    const units = [{ ...one, steps: [test, step] }, two];
    const tree = withOdd(plainScene.files);
    const read = parsePlan(
      { units },
      {
        parts: false,
        requirements: electedRequirements(JSON.stringify(numbered())),
        limits: config.limits,
        tree,
        isTest: isTestPath,
        isProtected: protectedPath,
        symbolExists: (path: Path) => path === "src/cart.js" || path === "src/price.js",
      },
    );
    expect(read.ok ? [] : read.error).toEqual([expect.stringContaining(because)]);
  });
});

const numbered = () =>
  requirements.requirements.map((one) => ({
    ...one,
    acceptance: one.acceptance.map((a, i) => ({ ...a, id: `${one.id}.A${i + 1}` })),
  }));

describe("a repository in CRLF with byte order marks", () => {
  it("keeps both, also in the lines that agents write", async () => {
    const windows = Object.fromEntries(
      Object.entries(plainScene.files).map(([path, text]) => [
        path,
        path.endsWith(".js") ? `\uFEFF${text.replaceAll("\n", "\r\n")}` : text,
      ]),
    );
    const line = lineOf(await play(treeOf(windows)));
    for (const path of ["src/price.js", "src/cart.js"]) {
      const text = textAt(line, pathAt(path)) ?? "";
      expect(text.startsWith("\uFEFF")).toBe(true);
      expect(text.slice(1)).not.toContain("\uFEFF");
      expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      expect(text).toMatch(/round/);
    }
    expect(textAt(line, pathAt("src/price.js"))).toContain("Math.round(");
  });
});

describe("a repository without a single file", () => {
  const [first] = requirements.requirements;
  const step = (kind: "test" | "code", path: string) => ({
    kind,
    target: { kind: "file", path },
    task: `Write ${path}.`,
    signatureMayChange: false,
    accepts: kind === "test" ? ["R1.A1"] : [],
  });
  const steps = [step("test", "test/round.test.js"), step("code", "src/price.js")];
  const one = { id: "u1", title: "Round", requirements: ["R1"], needs: [], steps };
  const written: Readonly<Record<string, string>> = {
    "test/round.test.js": texts["test/round.test.js"] ?? "",
    "src/price.js": texts["src/price.js#round"] ?? "",
  };
  const green: Sandbox = {
    run: async () => ({ kind: "finished", code: 0, output: "", ms: 1 }),
  };

  function answer({ about, nonce, user }: Prompt): string {
    const json = (value: unknown): string =>
      `=====JSON ${nonce}\n${JSON.stringify(value)}\n=====END ${nonce}`;
    if (about.kind === "requirements") return json({ requirements: [first] });
    if (about.kind === "plan") return json({ units: [one] });
    const echo = /^EDIT (\S+ \S+) edit replace_unit$/m.exec(user)?.[1] ?? "";
    const text = about.kind === "step" ? (written[about.place] ?? "") : "";
    return (
      `EDIT ${echo} edit replace_unit\nSUMMARY s\n=====UNIT ${nonce}\n${text}\n` +
      `=====END ${nonce}`
    );
  }

  it("gets its first files", async () => {
    const usage = { inputTokens: 1, outputTokens: 1, microUsd: 1 };
    const ended = await wholeRun({
      tree: new Map(),
      issue,
      config,
      model: {
        costMax: () => 1,
        sample: async (prompt) => ({
          kind: "answered",
          text: answer(prompt),
          finish: "stop",
          usage,
        }),
      },
      seed: "empty",
      tests: green,
      checked: false,
    });
    expect([...lineOf(ended).keys()].toSorted()).toEqual(Object.keys(written).toSorted());
  });

  it("is given up before anything is bought where its tests were to judge", async () => {
    const { run, events } = await play(new Map(), { tests: green });
    expect(run.phase).toMatchObject({ kind: "failed" });
    expect(run.spend.samples).toBe(0);
    expect(events.find((event) => event.kind === "rehearsed")?.because).toContain("test");
    expect(statusComment(run)).toContain("/quorum run");
  });
});
