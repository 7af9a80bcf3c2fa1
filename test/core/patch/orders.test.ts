// The vote key of answers that add the same imports in another order.
import { describe, expect, it } from "vitest";
import { ordersOf } from "../../../scripts/bench/orders.ts";
import { voteKey } from "../../../src/core/patch/key.ts";
import { languages } from "../../../src/syntax/languages.ts";
import { openSyntax } from "../../../src/syntax/open.ts";
import { pathAt, stepAt, treeOf } from "./trees.ts";

const syntax = await openSyntax();

/** The key of a Python function after the file became `text`. */
const keyOf = (text: string): string =>
  voteKey(
    treeOf({ "a.py": "import a\nimport b\n\n\ndef f():\n    return 1\n" }),
    [{ path: pathAt("a.py"), entry: { mode: "100644", content: text } }],
    stepAt("a.py#f"),
    syntax,
  );

describe("the order of imports", () => {
  it.each(languages)("tells %s apart exactly where a program can show it", (language) => {
    const { pairs, merged, split } = ordersOf(language, syntax);
    expect(pairs).toBeGreaterThan(0);
    expect({ merged, split }).toEqual({ merged: [], split: [] });
  });

  it("counts what stands between two imports, and an import that moved", () => {
    const body = "\n\n\ndef f():\n    return 2\n";
    expect(keyOf(`import b\nimport a${body}`)).toBe(keyOf(`import a\nimport b${body}`));
    expect(keyOf(`import b\na()\nimport a${body}`)).not.toBe(
      keyOf(`import a\na()\nimport b${body}`),
    );
    expect(keyOf(`from a import *\nfrom b import *${body}`)).not.toBe(
      keyOf(`from b import *\nfrom a import *${body}`),
    );
  });
});

describe("a docstring", () => {
  const step = (head: string, doc: string): string =>
    keyOf(`import a\nimport b\n\n\n${head}def f():\n    "${doc}"\n    return 1\n`);

  it("counts where a decorator sees it, and nowhere else", () => {
    expect(step("", "x")).toBe(step("", "y"));
    expect(step("@a.command\n", "x")).not.toBe(step("@a.command\n", "y"));
  });
});
