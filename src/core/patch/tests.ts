// The names of the tests that a text holds, as reporters print them.
import { rulesOf } from "./languages.ts";
import type { ParsedText } from "./syntax.ts";

/** `suite > name` of every test whose name is plain in the text, in its order. */
export const testNamesIn = (parsed: ParsedText): readonly string[] =>
  rulesOf(parsed.language).testNames(parsed);
