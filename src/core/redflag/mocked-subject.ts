// Tests that replace the very function that their assertions call: they test the mock.
import { familyOf, type Family } from "../patch/families.ts";
import type { Language, ParsedText } from "../patch/syntax.ts";
import { demandsIn } from "./assertions.ts";
import type { RedFlag } from "./flag.ts";
import { codeOnly, commentFree } from "./new-text.ts";

/** `name`, `of.name`, `"name"` and `from.of, "name"`, as all patterns have them. */
const dotted = String.raw`(?:\b(?<of>\w+)\s*\.\s*)?\b(?<name>\w+)`;
const listed = String.raw`(?:[\w$.]*\.)?(?<of>\w+)\s*,\s*["'\`](?<name>\w+)["'\`]`;

/**
 * How each language gives a function an answer of the test's own: its name, and what it is of,
 * where that is written.
 */
const inJavaScript: readonly RegExp[] = [
  new RegExp(String.raw`\bspyOn\s*\(\s*${listed}\s*\)\s*\.\s*mock(?:Return|Resolved|Reject|Impl)`),
  new RegExp(
    String.raw`${dotted}\s*\)?\s*\.\s*mock(?:(?:Return|Resolved|Rejected)Value|Implementation)` +
      String.raw`(?:Once)?\s*\(`,
  ),
  new RegExp(String.raw`\b(?:sinon|sandbox)\s*\.\s*stub\s*\(\s*${listed}`),
  new RegExp(String.raw`\bmock\s*\.\s*method\s*\(\s*${listed}\s*,`),
];

const ways: Readonly<Record<Family, readonly RegExp[]>> = {
  javascript: inJavaScript,
  python: [
    /\b(?:patch|setattr)\s*\(\s*["'](?:[\w.]*\.)?(?<of>\w+)\.(?<name>\w+)["']/,
    new RegExp(String.raw`\b(?:patch\s*\.\s*object|setattr)\s*\(\s*${listed}`),
    /\b(?<of>\w+)\s*\.\s*(?<name>\w+)\s*=\s*(?:mock\s*\.\s*)?(?:Magic|Async)?Mock\s*\(/,
    new RegExp(String.raw`${dotted}\s*\.\s*(?:return_value|side_effect)\s*=(?!=)`),
  ],
  go: [
    /\b(?<of>\w+)\s*\.\s*EXPECT\s*\(\s*\)\s*\.\s*(?<name>\w+)\s*\(/,
    /\b(?<of>\w+)\s*\.\s*On\s*\(\s*"(?<name>\w+)"/,
  ],
  rust: [/\b(?<of>\w+)\s*\.\s*expect_(?<name>\w+)\s*\(\s*\)/],
  java: [
    /\b(?:when|given)\s*\(\s*(?:[\w.]*\.)?(?<of>\w+)\s*\.\s*(?<name>\w+)\s*\(/,
    /\.\s*(?:when|given)\s*\(\s*(?<of>\w+)\s*\)\s*\.\s*(?<name>\w+)\s*\(/,
  ],
  c: [
    /\bwill_return\s*\(\s*(?:__wrap_)?(?<name>\w+)\s*,/,
    /\b(?:EXPECT|ON)_CALL\s*\(\s*[^,;]*?(?<of>\w+)[\s)]*,\s*(?<name>\w+)\b/,
  ],
  ruby: [
    /\b(?<of>\w+)[\s)]*\.\s*to\s*\(?\s*receive\s*\(?\s*:(?<name>\w+)/,
    /\b(?<of>\w+)\s*\.\s*(?:stubs|expects|stub)\s*\(?\s*:(?<name>\w+)/,
    /(?:\b(?<of>\w+)\s*\.\s*)?\bdefine_(?:singleton_)?method\s*\(?\s*:(?<name>\w+)/,
  ],
};

export const mockedSubject: RedFlag = {
  id: "mocked-subject",
  severity: "spoil",
  rule: "a test step gives a function an answer and then asserts what this function answers",
  explain: "The test tests its own mock; another one was drawn.",
  raised({ step, oldParsed, newParsed }) {
    if (step.kind !== "test" || newParsed === null) return null;
    const had = new Set(oldParsed === null ? [] : mockedIn(oldParsed));
    const name = mockedIn(newParsed).find((one) => !had.has(one));
    return name === undefined ? null : `${name.slice(0, 80)} is mocked and then asserted`;
  },
};

/** A function with an answer of the test's own, and what it is of; "" where that is not written. */
interface Given {
  readonly of: string;
  readonly name: string;
}

/** Functions that are given an answer and called inside of an assertion. */
function mockedIn(parsed: ParsedText): readonly string[] {
  const text = commentFree(parsed, parsed.text, 0);
  const all = [...given(text, parsed.language), ...replaced(text, parsed.language)];
  if (all.length === 0) return [];
  const demands = demandsIn(parsed).map(({ start, end }) =>
    codeOnly(parsed, parsed.text.slice(start, end), start),
  );
  const called = new Set<string>();
  for (const one of all) {
    const shape = callOf(one, text, parsed.language);
    if (demands.some((demand) => shape.test(demand))) called.add(one.name);
  }
  return [...called];
}

/** What stands for all objects of a class: whichever the call is of. */
const any = /^(?:[A-Z]|prototype$|any_instance|instance$)/;

/**
 * A call of a mock. Of another object it is another function: what is tested is often called as
 * what it passes its calls on to. A bare name may come from the module that was changed.
 */
function callOf({ of, name }: Given, text: string, language: Language): RegExp {
  // Ruby calls without parentheses, too.
  const called = language === "ruby" ? "(?![\\w:=])" : "\\s*\\(";
  const bare = `(?<![\\w:$"'.])${name}${called}`;
  if (of === "" || any.test(of)) return new RegExp(`(?<![\\w:$"'])${name}${called}`);
  const own = `(?<![\\w$])${of}\\s*(?:\\.|->|::)\\s*${name}${called}`;
  const module = new RegExp(`\\b(?:import|from)\\b[^\\n;]*\\b${of}\\b`).test(text);
  return new RegExp(module ? `${own}|${bare}` : own);
}

const given = (text: string, language: Language): readonly Given[] =>
  ways[familyOf(language)].flatMap((way) =>
    [...text.matchAll(new RegExp(way.source, "g"))].map(({ groups }) => ({
      of: groups?.["of"] ?? "",
      name: groups?.["name"] ?? "",
    })),
  );

const factory = /\b(?:jest|vi)\s*\.\s*mock\s*\(\s*(["'])([^"'\n]+)\1\s*(?:\)|,\s*\(\s*\)\s*=>)/g;

/** Names that are imported from a module which is replaced as a whole. */
function replaced(text: string, language: Language): readonly Given[] {
  if (familyOf(language) !== "javascript") return [];
  if (/\b(?:requireActual|importActual|importOriginal)\b/.test(text)) return [];
  return [...text.matchAll(factory)].flatMap(([, , path = ""]) => {
    const from = path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const clause = new RegExp(`\\bimport\\s*\\{([^}]*)\\}\\s*from\\s*["']${from}["']`).exec(text);
    const names = (clause?.[1] ?? "").split(",").map((one) =>
      one
        .trim()
        .split(/\s+as\s+/)
        .at(-1),
    );
    return names.flatMap((name = "") => (/^\w+$/.test(name) ? [{ of: "", name }] : []));
  });
}
