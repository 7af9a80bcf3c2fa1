// In C a name stays where a macro of the repository could mean it, and goes where none could.
import { describe, expect, it } from "vitest";
import { opened } from "../redflag/reading.ts";

const body = (name: string, more = "CHECK(a)"): string =>
  `int f(int a)\n{\n\tint ${name} = a;\n\t${more};\n\treturn ${name} + 1;\n}`;

/** The class of an answer in a repository whose header holds these lines. */
function classOf(header: string, text: string): string {
  const files = { "src/a.c": "int f(int a)\n{\n\treturn a;\n}\n", "include/a.h": header };
  const read = opened({ files, place: "src/a.c#f", text });
  return read.kind === "valid" ? read.class : `spoiled ${read.flags.join(" ")}: ${read.detail}`;
}

const same = (header: string, more?: string): boolean =>
  classOf(header, body("ret", more)) === classOf(header, body("other", more));

describe("a local of a function that uses a macro", () => {
  it("may have any name where the macro is known and means none", () => {
    expect(same("#define CHECK(x) if (!(x)) return -1\n")).toBe(true);
    expect(same("#define CHECK(ret) if (!(ret)) return -1\n")).toBe(true);
  });

  it("keeps its name where the macro means it, through other macros and on several lines", () => {
    expect(same("#define CHECK(x) if (!(x)) ret = -1\n")).toBe(false);
    expect(same("#define CHECK(x) if (!(x)) FAIL\n#define FAIL \\\n  ret = -1\n")).toBe(false);
    expect(same("#define CHECK(x) x##_ret\n")).toBe(false);
  });

  it("keeps its name where a macro turns it into text, and no other's name", () => {
    const header = "#define CHECK(x) SAY(x)\n#define SAY(x) say(#x)\n";
    expect(same(header, "CHECK(a)")).toBe(true);
    const classes = (macro: string): readonly string[] =>
      ["ret", "other"].map((name) =>
        classOf(`${header}#define assert(e) SAY(e)\n`, body(name, `${macro}(a + ${name})`)),
      );
    expect(new Set(classes("CHECK")).size).toBe(2);
    expect(new Set(classes("assert")).size).toBe(1);
  });

  it("keeps its name where nobody knows the macro", () => {
    expect(same("int g(void);\n")).toBe(false);
  });

  it("may have any name where a macro that means it is not used", () => {
    expect(same("#define CHECK(x) if (!(x)) ret = -1\n", "g(a)")).toBe(true);
  });

  it("keeps its name where a macro has it", () => {
    expect(same("#define other a\n", "g(a)")).toBe(false);
  });
});
