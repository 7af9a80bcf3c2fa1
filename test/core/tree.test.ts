// Paths that only one reading has, and trees that changes make.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePath, textAt, withChanges, type Path, type Tree } from "../../src/core/tree.ts";

function path(text: string): Path {
  const parsed = parsePath(text);
  if (parsed === null) throw new Error(`not a path: ${text}`);
  return parsed;
}

describe("a path", () => {
  it.each(["a", "src/core/tree.ts", ".github/quorum.yml", "a b/c.d", "größe.txt", ".gitignore"])(
    "may be %s",
    (text) => {
      expect(parsePath(text)).toBe(text);
    },
  );

  it.each([
    "",
    "/etc/passwd",
    "a//b",
    "a/",
    ".",
    "..",
    "a/../b",
    "./a",
    ".git",
    ".git/config",
    "sub/.GIT/hooks/post-checkout",
    ".git. /x",
    "git~1",
    ".g\u200cit/config",
    "a\\b",
    "C:x",
    "a\u0000b",
    "a\nb",
    "a\u007f",
    "-rf",
    "a/--output=x",
    "a*b",
    "e\u0301",
    "\u202etxt.js",
    "x".repeat(401),
  ])("may not be %j", (text) => {
    expect(parsePath(text)).toBeNull();
  });

  it("never leaves the repository, whatever the text", () => {
    const part = fc.constantFrom("..", ".", "", "a", ".git", "/", "\\", "~");
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part).map((p) => p.join("/")),
    );
    fc.assert(
      fc.property(text, (one) => {
        const parsed = parsePath(one);
        if (parsed === null) return;
        const url = new URL(`file:///repo/${parsed.split("/").map(encodeURIComponent).join("/")}`);
        expect(url.pathname.startsWith("/repo/")).toBe(true);
        expect(parsed.toLowerCase().split("/")).not.toContain(".git");
      }),
    );
  });
});

describe("a tree", () => {
  const tree: Tree = new Map([
    [path("a.txt"), { mode: "100644", content: "one" } as const],
    [path("b.bin"), { mode: "100644", content: new Uint8Array([255]) } as const],
    [path("c"), { mode: "120000", content: "a.txt" } as const],
    [path("d.sh"), { mode: "100755", content: "#!" } as const],
  ]);

  it("after changes has them in the order given, and the old one is as it was", () => {
    const entry = (content: string) => ({ mode: "100644", content }) as const;
    const after = withChanges(tree, [
      { path: path("a.txt"), entry: entry("two") },
      { path: path("new"), entry: entry("x") },
      { path: path("a.txt"), entry: entry("three") },
      { path: path("d.sh"), entry: null },
      { path: path("absent"), entry: null },
    ]);
    expect([...after.keys()]).toEqual(["a.txt", "b.bin", "c", "new"]);
    expect(textAt(after, path("a.txt"))).toBe("three");
    expect(textAt(tree, path("a.txt"))).toBe("one");
    expect(tree.size).toBe(4);
  });

  it("gives text of regular files only: no link, no bytes, nothing absent", () => {
    expect(textAt(tree, path("a.txt"))).toBe("one");
    expect(textAt(tree, path("d.sh"))).toBe("#!");
    for (const other of ["b.bin", "c", "absent"]) expect(textAt(tree, path(other))).toBeNull();
  });
});
