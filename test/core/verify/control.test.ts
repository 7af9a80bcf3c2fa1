// The control adds a failing test to every test file, in the file's own words, and nowhere else.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { controlTree, seesFailure, type Ran } from "../../../src/core/verify/control.ts";
import type { Status } from "../../../src/core/verify/report.ts";
import { pathAt, treeOf } from "../patch/trees.ts";

const project = (path: string): string =>
  readFileSync(new URL(`projects/${path}`, import.meta.url), "utf8");

/** What is added behind a file's text; null where the file stays as it is. */
function added(path: string, text: string): string | null {
  const content = controlTree(treeOf({ [path]: text }))?.get(pathAt(path))?.content;
  return typeof content === "string" ? content : null;
}

describe("the control tree", () => {
  it("adds a failing test in the words of each language", () => {
    const texts = [
      ["test/a.test.js", 'import { test } from "node:test";\ntest("a", f);\n'],
      ["src/a.spec.ts", 'describe("a", () => {\n  it.each([1])("b", f);\n});'],
      ["pytest/tests/test_other.py", project("pytest/tests/test_other.py")],
      ["go/inner/inner_test.go", project("go/inner/inner_test.go")],
      ["cargo/tests/other.rs", project("cargo/tests/other.rs")],
      ["cargo/src/lib.rs", project("cargo/src/lib.rs")],
      ["rspec/spec/adder_spec.rb", project("rspec/spec/adder_spec.rb")],
      ["minitest/test/test_adder.rb", project("minitest/test/test_adder.rb")],
      [
        "src/test/java/org/example/AdderTest.java",
        project("maven/src/test/java/org/example/AdderTest.java"),
      ],
    ] as const;
    const shown = texts.map(([path, text]) => {
      const after = added(path, text) ?? "";
      const kept = text.trimEnd().replace(/\}$/, "").trimEnd();
      expect(after.startsWith(kept), path).toBe(true);
      return `${path}\n${after.slice(kept.length)}`;
    });
    expect(shown.join("\n")).toMatchInlineSnapshot(`
      "test/a.test.js


      test("quorum control", () => {
        throw new Error("control");
      });

      src/a.spec.ts


      it("quorum control", () => {
        throw new Error("control");
      });

      pytest/tests/test_other.py



      def test_quorum_control_1():
          raise AssertionError("control")


      class TestQuorumControl1(__import__("unittest").TestCase):
          def test_quorum_control(self):
              raise AssertionError("control")

      go/inner/inner_test.go
       }

      func TestQuorumControl1(t *testing.T) {
      	t.Fatal("control")
      }

      cargo/tests/other.rs

      }

      #[cfg(test)]
      #[test]
      fn quorum_control_1() {
          panic!("control");
      }

      cargo/src/lib.rs

      }

      #[cfg(test)]
      #[test]
      fn quorum_control_1() {
          panic!("control");
      }

      rspec/spec/adder_spec.rb


      RSpec.describe("quorum control") { it("fails") { raise "control" } }

      minitest/test/test_adder.rb


      class QuorumControl1 < Minitest::Test
        def test_quorum_control = raise("control")
      end

      src/test/java/org/example/AdderTest.java


        @org.junit.jupiter.api.Test public void quorumControl1() {
          throw new AssertionError("control");
        }
      }
      "
    `);
  });

  it("gives every test a name of its own, as they may share a package", () => {
    const text = "package a\n\nfunc TestA(t *testing.T) {}\n";
    const control = controlTree(treeOf({ "a_test.go": text, "b_test.go": text }));
    const names = [...(control ?? [])].map(
      ([, { content }]) => /TestQuorum\w+/.exec(String(content))?.[0],
    );
    expect(new Set(names).size).toBe(2);
  });

  it.each([
    ["src/a.js", 'test("a", f);'],
    ["test/helper.js", "export const latest = 1;"],
    ["test/data.json", '{"test": 1}'],
    ["test/a.cc", "TEST(A, B) {}"],
    ["src/lib.rs", "pub fn test() {}"],
    ["test/a.py", "def helper(): pass"],
    ["test/a.rb", "def helper = 1"],
    ["helper_test.go", "package a\n\nfunc helper() {}\n"],
    ["src/test/java/Helper.java", "import org.junit.Test;\nclass Helper { /* open"],
  ])("leaves %s as it is, where it holds no test that can be added to", (path, text) => {
    expect(controlTree(treeOf({ [path]: text }))).toBeNull();
  });
});

describe("a failing test is seen", () => {
  const ran = (tests: Readonly<Record<string, Status>>, more: Partial<Ran> = {}): Ran => ({
    runner: "tap",
    complete: true,
    code: 0,
    ...more,
    tests: new Map(Object.entries(tests)),
  });
  const plain = ran({ a: "passed", old: "failed" }, { code: 1 });

  it.each<[string, Ran, boolean]>([
    ["not in the same report", ran({ a: "passed", old: "failed" }, { code: 1 }), false],
    [
      "not where a test more passes",
      ran({ a: "passed", b: "passed", old: "failed" }, { code: 1 }),
      false,
    ],
    ["in a test that fails", ran({ a: "passed", b: "failed", old: "failed" }, { code: 1 }), true],
    ["in another exit code", ran({ a: "passed", old: "failed" }, { code: 2 }), true],
    ["in a report that is not whole", ran({}, { code: 1, complete: false }), true],
  ])("%s", (_, control, seen) => {
    expect(seesFailure(plain, control)).toBe(seen);
  });
});
