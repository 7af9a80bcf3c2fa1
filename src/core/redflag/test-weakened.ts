// Tests that lost something: fewer tests, skipped tests, or nothing that they demand.
import { testNamesIn } from "../patch/tests.ts";
import { assertion } from "./assertions.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { codeOnly, moreOften } from "./new-text.ts";

const skips: readonly RegExp[] = [
  // JavaScript
  /\b(?:test|it|describe|suite)\s*\.\s*(?:skip|skipIf|runIf|only|todo|fails|failing)\b/,
  /\b(?:xit|xdescribe|xtest|fit|fdescribe|xcontext|fcontext|xspecify)\b(?=\s*[("'])/,
  /\b(?:t|ctx|context|this)\s*\.\s*(?:skip|todo|Skip|Skipf|SkipNow)\b/,
  /[{,]\s*(?:skip|todo|only|expectFailure)\s*(?=[:,}])/,
  // Python
  /\b(?:pytest\s*\.\s*)?mark\s*\.\s*(?:skip|skipif|xfail)\b|\bpytest\s*\.\s*(?:skip|xfail)\b/,
  /@\s*(?:unittest\s*\.\s*)?(?:skip|skipIf|skipUnless|expectedFailure)\b|\bSkipTest\b/,
  /\bself\s*\.\s*skipTest\b|\bimportorskip\b/,
  // Rust, Java, C and C++, Ruby
  /#\s*\[\s*ignore\b|@(?:Disabled|Ignore)\w*\b|\bassume(?:True|False|That)\s*\(/,
  /\bGTEST_SKIP\b|\bDISABLED_\w+|\bSUCCEED\s*\(/,
  /^[ \t]*(?:skip|pending)\b(?=[ \t]*(?:$|["'(]|if\b|unless\b))/,
];
const skipping = new RegExp(skips.map((way) => way.source).join("|"), "gm");

const truth = "(?:true|True|!0|1)";
const empties: readonly RegExp[] = [
  new RegExp(`\\bassert(?:\\s*\\.\\s*(?:ok|isTrue))?\\s*!?\\s*\\(\\s*${truth}\\s*\\)`),
  new RegExp(`\\b(?:assert_?[tT]rue|(?:ASSERT|EXPECT)_TRUE)\\s*\\(\\s*${truth}\\s*\\)`),
  new RegExp(`\\bexpect\\s*\\(\\s*${truth}\\s*\\)`),
  /\bassert[ \t]+(?:True|true|1)[ \t]*(?:$|;|,)/,
  /\bassert[ \t]+(\w+)[ \t]*==[ \t]*\1[ \t]*(?:$|;|,)/,
  // What is true whatever stands before it.
  /\bassert\b[^\n]{0,200}\bor[ \t]+True\b/,
  new RegExp(
    "\\b(?:assert[\\w.]*|expect|ok|(?:ASSERT|EXPECT)_TRUE)\\s*!?\\s*\\([^;\\n]{0,200}" +
      "\\|\\|\\s*(?:true|!0)\\s*\\)\\s*(?:;|$)",
  ),
  // A number with itself; an object with itself tests its equality.
  /(?:[eE]quals?|_eq|_EQ|[sS]ame|_equal)\s*!?\s*\(\s*(?<left>\d[\w.]*)\s*,\s*\k<left>\s*[,)]/,
  /\bexpect\s*\(\s*(?<given>\d[\w.]*)\s*\)\s*\.\s*to\w+\s*\(\s*\k<given>\s*\)/,
];
const demandsNothing = new RegExp(empties.map((way) => way.source).join("|"), "gm");

export const testWeakened: RedFlag = {
  id: "test-weakened",
  severity: "spoil",
  rule:
    "a test step removes or renames a test, skips or singles one out, takes assertions away, or " +
    "asserts what is always true",
  explain: "The answer weakened the tests; another one was drawn.",
  raised(reading) {
    if (reading.step.kind !== "test") return null;
    const word = moreOften(reading, skipping) ?? moreOften(reading, demandsNothing);
    if (word !== null) return `${word.trim()} is new`;
    return lostTest(reading) ?? lostAssertions(reading);
  },
};

function lostTest({ oldParsed, newParsed }: Reading): string | null {
  if (oldParsed === null || newParsed === null) return null;
  const kept = new Set(testNamesIn(newParsed));
  const lost = testNamesIn(oldParsed).find((name) => !kept.has(name));
  return lost === undefined ? null : `the test ${JSON.stringify(lost.slice(0, 120))} is gone`;
}

/** Counted over the whole file, so that a helper may take some over. */
function lostAssertions({ oldParsed, newParsed }: Reading): string | null {
  if (oldParsed === null || newParsed === null) return null;
  const [before, after] = [oldParsed, newParsed].map(
    (parsed) => codeOnly(parsed, parsed.text, 0).match(assertion)?.length ?? 0,
  );
  if (before === undefined || after === undefined || after >= before) return null;
  return `${before} assertions became ${after}`;
}
