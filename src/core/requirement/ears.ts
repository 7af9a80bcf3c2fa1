// Is a sentence an EARS requirement: one of five patterns or a mixture of them, without weak words.
import { no, ok, type Result } from "../kernel.ts";

/** Mavin et al., "Easy Approach to Requirements Syntax", RE 2009; `complex` mixes preconditions. */
export type EarsPattern = "ubiquitous" | "event" | "state" | "unwanted" | "option" | "complex";

const patternOf: Readonly<Record<string, EarsPattern>> = {
  when: "event",
  while: "state",
  if: "unwanted",
  where: "option",
};

/** Words that leave open what is demanded. Quoted and code words are not looked at. */
const weakWords = [
  "should",
  "might",
  "may",
  "could",
  "etc",
  "and/or",
  "tbd",
  "as appropriate",
  "appropriate",
  "appropriately",
  "if possible",
  "where possible",
  "as needed",
  "if necessary",
  "user-friendly",
  "fast",
  "quickly",
  "easy",
  "easily",
  "robust",
  "flexible",
  "adequate",
  "sufficient",
  "reasonable",
  "reasonably",
  "properly",
  "various",
] as const;

const weak = new RegExp(`(?<![\\w-])(?:${weakWords.join("|")})(?![\\w-])`, "i");

/** @returns the pattern, or one sentence that says what is wrong. */
export function earsPattern(sentence: string): Result<EarsPattern, string> {
  const plain = sentence
    .replace(/`[^`]*`|"[^"]*"|“[^”]*”/g, "x")
    .replace(/\s+/g, " ")
    .trim();
  const found = weak.exec(plain);
  if (found) return no(`"${found[0]}" leaves open what is demanded`);
  const [before, after, ...more] = plain.split(/ shall /i);
  if (before === undefined || after === undefined) return no('it has no "shall"');
  if (more.length > 0) return no('it has more than one "shall"; make it two requirements');
  if (!/\w/.test(after)) return no('nothing stands after "shall"');
  const words: EarsPattern[] = [];
  let rest = before;
  for (;;) {
    const opening = /^(when|while|if|where) /i.exec(rest)?.[1]?.toLowerCase();
    if (opening === undefined) break;
    const next = clauseEnd(rest, opening);
    if (next === null) return no(`after "${opening} …" a comma and who shall do it is missing`);
    words.push(patternOf[opening] ?? "complex");
    rest = next;
  }
  if (!/\w/.test(rest) || rest.length > 200) return no('who shall do it is missing before "shall"');
  const [first, second] = words;
  if (first === undefined) return ok("ubiquitous");
  return ok(second === undefined ? first : "complex");
}

/**
 * What follows a precondition: the next precondition when a comma is followed by one, otherwise
 * what stands behind ", then" or the last comma (conditions may hold commas themselves).
 */
function clauseEnd(text: string, opening: string): string | null {
  const chained = /, (?=(?:when|while|if|where) )/i.exec(text);
  if (chained) return text.slice(chained.index + 2);
  if (opening === "if") {
    const then = /, then,? /i.exec(text);
    return then ? text.slice(then.index + then[0].length) : null;
  }
  const comma = text.lastIndexOf(", ");
  return comma < opening.length + 2 ? null : text.slice(comma + 2);
}
