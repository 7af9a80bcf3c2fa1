// Parts of long texts: within their size, in order, and saying what is missing.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ends, focused, lineAt, linesOf, oneLine } from "../../../src/core/context/excerpt.ts";

describe("focused", () => {
  const lines = Array.from({ length: 400 }, (_, i) => `line ${i}`);
  lines[200] = "  const retries = countRetries();";
  const text = lines.join("\n");

  it("shows the head, the tail and the lines that the task speaks of", () => {
    const shown = focused(text, "Count the retries of a call.", 500);
    expect(shown[0]).toBe("line 0");
    expect(shown).toContain("  const retries = countRetries();");
    expect(shown).toContain("line 198");
    expect(shown.at(-1)).toBe("line 399");
    expect(shown.join("\n")).toMatch(/\[\d+ lines are not shown\]/);
  });

  it("shows a text that fits whole, and of one long line its start", () => {
    expect(focused("a\nb", "", 100)).toEqual(["a", "b"]);
    expect(focused("x".repeat(50_000), "", 500)).toEqual([`${"x".repeat(200)} […]`]);
  });

  it("shows lines of the text in order, and counts those that are missing", () => {
    const line = fc.string({ maxLength: 30 }).map((s) => s.replace(/[\n[\]]/g, " "));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), line, fc.nat(400), (all, task, charsMax) => {
        let at = 0;
        for (const shown of focused(all.join("\n"), task, charsMax)) {
          const gap = /^\[(\d+) lines? (?:is|are) not shown\]$/.exec(shown);
          if (gap) at += Number(gap[1]);
          else expect(shown).toBe(all[at++]);
        }
        expect(at).toBe(all.length);
      }),
    );
  });

  it("shows no more characters than allowed, but for one gap", () => {
    const texts = fc.array(fc.string({ maxLength: 60 }), { maxLength: 200 });
    fc.assert(
      fc.property(texts, fc.nat(2000), (all, charsMax) => {
        const shown = focused(all.join("\n"), all.slice(20, 25).join(" "), charsMax).join("\n");
        expect(shown.length).toBeLessThanOrEqual(charsMax + 34);
      }),
    );
  });
});

describe("lines", () => {
  it("are moved left together and cut when they are very long", () => {
    expect(linesOf("a\n    b\n\n      c\n", 2, 4)).toEqual(["b", "", "  c"]);
    expect(linesOf("x".repeat(300), 1, 1)[0]).toHaveLength(204);
    expect(oneLine("  a\n  b ")).toBe("a b");
  });

  it("are counted from 1", () => {
    expect([lineAt("a\nb\n", 0), lineAt("a\nb\n", 1), lineAt("a\nb\n", 2)]).toEqual([1, 1, 2]);
  });

  it("of both ends are kept, with a count of what is left out", () => {
    expect(ends("abcdef", 4)).toBe("ab\n[2 characters left out]\nef");
    expect(ends("abc", 4)).toBe("abc");
  });
});
