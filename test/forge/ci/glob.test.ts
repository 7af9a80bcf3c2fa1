// GitHub's filter patterns, by the examples of its own documentation.
import { expect, it } from "vitest";
import { matches } from "../../../src/forge/ci/glob.ts";

it.each([
  ["feature/*", "feature/my-branch", true],
  ["feature/*", "feature/a/b", false],
  ["feature/**", "feature/beta-a/my-branch", true],
  ["releases/mona-the-octocat", "releases/mona-the-octocat", true],
  ["*", "main", true],
  ["*", "a/b", false],
  ["**", "all/the/branches", true],
  ["*feature", "mona-feature", true],
  ["v2*", "v2.0", true],
  ["v[12].[0-9]+.[0-9]+", "v1.10.1", true],
  ["v[12].[0-9]+.[0-9]+", "v3.1.1", false],
  ["*.jsx?", "page.js", true],
  ["**.js", "js/index.js", true],
  ["docs/*", "docs/sub/file.md", false],
  ["docs/**/*.md", "docs/README.md", true],
  ["docs/**/*.md", "docs/a/markdown/file.md", true],
  ["**/docs/**", "dir/docs/my-file.txt", true],
  ["**/README.md", "README.md", true],
  ["**/*src/**", "my-src/code/js/app.js", true],
  ["quorum/**", "quorum/7-a.1-beans", true],
  ["a.b", "aXb", false],
  ["[", "x", false],
])("%j and %j: %j", (pattern, text, expected) => {
  expect(matches([pattern], text)).toBe(expected);
});

it("lets a later pattern overrule an earlier one", () => {
  expect(matches(["releases/**", "!releases/**-alpha"], "releases/10-alpha")).toBe(false);
  expect(matches(["**", "!docs/**", "docs/keep.md"], "docs/keep.md")).toBe(true);
});
