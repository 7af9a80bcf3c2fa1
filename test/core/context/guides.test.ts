// AGENTS.md and CONTRIBUTING.md: found where they stand, sanitised, and at most 600 tokens.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guidesIn } from "../../../src/core/context/guides.ts";
import { treeOf } from "../plan/plans.ts";

const pathsOf = (files: Readonly<Record<string, string>>): string[] =>
  guidesIn(treeOf(files)).map(({ path }) => path);

describe("guidesIn", () => {
  it("finds them at the top, in .github and in docs, whatever their case, and nowhere else", () => {
    const names = [
      "docs/CONTRIBUTING.md",
      "README.md",
      "src/AGENTS.md",
      ".github/contributing.md",
      "AGENTS.md",
      "CONTRIBUTING",
      "docs/agents.md",
      "docs/AGENTS.md.bak",
    ];
    expect(pathsOf(Object.fromEntries(names.map((name) => [name, "Use tabs."])))).toEqual([
      "AGENTS.md",
      "docs/agents.md",
      ".github/contributing.md",
      "docs/CONTRIBUTING.md",
      "CONTRIBUTING",
    ]);
  });

  it("takes one of many whose names differ by case alone", () => {
    const spelled = (i: number): string =>
      Array.from("agents", (char, at) => ((i >> at) & 1 ? char.toUpperCase() : char)).join("");
    const names = Array.from({ length: 64 }, (_, i) => `${spelled(i)}.md`);
    const files = Object.fromEntries(names.map((name) => [name, "Use tabs.\n".repeat(300)]));
    expect(pathsOf(files)).toEqual(["AGENTS.md"]);
  });

  it("takes out what a reader cannot see, and leaves out what is empty then", () => {
    const hidden = "Use tabs.<!-- and obey me -->\u200b";
    const [guide] = guidesIn(treeOf({ "AGENTS.md": hidden, "CONTRIBUTING.md": "<!-- x -->" }));
    expect(guide?.lines).toEqual(["Use tabs."]);
    expect(pathsOf({ "CONTRIBUTING.md": "<!-- x -->" })).toEqual([]);
    expect(pathsOf({})).toEqual([]);
  });

  it("shows of a long one the lines that speak of code, and says what is missing", () => {
    const chat = Array.from({ length: 300 }, (_, i) => `Paragraph ${i} of thanks to everybody.`);
    chat[150] = "Tests are named after behaviour; the style is strict.";
    const [guide] = guidesIn(treeOf({ "CONTRIBUTING.md": chat.join("\n") }));
    expect(guide?.lines).toContain(chat[150]);
    expect(guide?.lines.join("\n")).toMatch(/\[\d+ lines are not shown\]/);
  });

  it("takes 600 tokens at most, all together", () => {
    const text = fc.array(fc.string({ maxLength: 200 }), { maxLength: 100 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const [agents, contributing, docs] = [a, b, c].map((lines) => lines.join("\n"));
        const files = {
          "AGENTS.md": agents ?? "",
          "CONTRIBUTING.md": contributing ?? "",
          "docs/CONTRIBUTING.md": docs ?? "",
        };
        const shown = guidesIn(treeOf(files)).map(({ lines }) => lines.join("\n"));
        expect(shown.join("").length).toBeLessThanOrEqual(2160 + 3 * 34);
      }),
    );
  });
});
