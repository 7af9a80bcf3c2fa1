// Tests that replace the very function that their assertions call: they test the mock.
import { familyOf, type Family } from "../patch/families.ts";
import type { Language, ParsedText } from "../patch/syntax.ts";
import { demandsIn } from "./assertions.ts";
import type { RedFlag } from "./flag.ts";
import { codeOnly, commentFree } from "./new-text.ts";

/** How each language gives a function an answer of the test's own; the name is what is caught. */
const inJavaScript: readonly RegExp[] = [
  /\bspyOn\s*\(\s*[\w.$]+\s*,\s*["'`](\w+)["'`]\s*\)\s*\.\s*mock(?:Return|Resolved|Reject|Impl)/,
  /\b(\w+)\s*\)?\s*\.\s*mock(?:Return|Resolved|Rejected)Value(?:Once)?\s*\(/,
  /\b(\w+)\s*\)?\s*\.\s*mockImplementation(?:Once)?\s*\(/,
  /\b(?:sinon|sandbox)\s*\.\s*stub\s*\(\s*[\w.$]+\s*,\s*["'`](\w+)["'`]/,
  /\bmock\s*\.\s*method\s*\(\s*[\w.$]+\s*,\s*["'`](\w+)["'`]\s*,/,
];

const ways: Readonly<Record<Family, readonly RegExp[]>> = {
  javascript: inJavaScript,
  python: [
    /\b(?:patch|setattr)\s*\(\s*["'][\w.]*?(\w+)["']/,
    /\b(?:patch\s*\.\s*object|setattr)\s*\(\s*[\w.]+\s*,\s*["'](\w+)["']/,
    /\.\s*(\w+)\s*=\s*(?:mock\s*\.\s*)?(?:Magic|Async)?Mock\s*\(/,
    /\b(\w+)\s*\.\s*(?:return_value|side_effect)\s*=(?!=)/,
  ],
  go: [/\bEXPECT\s*\(\s*\)\s*\.\s*(\w+)\s*\(/, /\.\s*On\s*\(\s*"(\w+)"/],
  rust: [/\bexpect_(\w+)\s*\(\s*\)/],
  java: [
    /\b(?:when|given)\s*\(\s*\w[\w.]*\.\s*(\w+)\s*\(/,
    /\.\s*(?:when|given)\s*\(\s*\w+\s*\)\s*\.\s*(\w+)\s*\(/,
  ],
  c: [
    /\bwill_return\s*\(\s*(?:__wrap_)?(\w+)\s*,/,
    /\b(?:EXPECT|ON)_CALL\s*\(\s*[^,;]+,\s*(\w+)\b/,
  ],
  ruby: [
    /\b(?:receive|stubs|expects)\s*\(?\s*:(\w+)/,
    /\.\s*stub\s*\(?\s*:(\w+)/,
    /\bdefine_(?:singleton_)?method\s*\(?\s*:(\w+)/,
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

/** Functions that are given an answer and called inside of an assertion. */
function mockedIn(parsed: ParsedText): readonly string[] {
  const text = commentFree(parsed, parsed.text, 0);
  const names = new Set([...given(text, parsed.language), ...replaced(text, parsed.language)]);
  if (names.size === 0) return [];
  const demands = demandsIn(parsed).map(({ start, end }) =>
    codeOnly(parsed, parsed.text.slice(start, end), start),
  );
  // Ruby calls without parentheses, too.
  const called = parsed.language === "ruby" ? "(?![\\w:=])" : "\\s*\\(";
  return [...names].filter((name) => {
    const shape = new RegExp(`(?<![\\w:$"'])${name}${called}`);
    return demands.some((demand) => shape.test(demand));
  });
}

const given = (text: string, language: Language): readonly string[] =>
  ways[familyOf(language)].flatMap((way) =>
    [...text.matchAll(new RegExp(way.source, "g"))].map(([, name]) => name ?? ""),
  );

const factory = /\b(?:jest|vi)\s*\.\s*mock\s*\(\s*(["'])([^"'\n]+)\1\s*(?:\)|,\s*\(\s*\)\s*=>)/g;

/** Names that are imported from a module which is replaced as a whole. */
function replaced(text: string, language: Language): readonly string[] {
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
    return names.filter((name): name is string => name !== undefined && /^\w+$/.test(name));
  });
}
