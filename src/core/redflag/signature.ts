// A signature that changed although the plan does not allow it.
import { canonicalOf, isBroken } from "../patch/canonical.ts";
import { rulesOf } from "../patch/languages.ts";
import { symbolOf } from "../patch/place.ts";
import type { Language, SymbolSpan, Syntax } from "../patch/syntax.ts";
import type { RedFlag } from "./flag.ts";

export const signature: RedFlag = {
  id: "signature",
  severity: "spoil",
  rule: "name, parameters, types or export of a symbol changed and the plan does not allow it",
  explain: "The answer changed a signature that others rely on; another one was drawn.",
  raised({ step, oldParsed, newParsed, syntax }) {
    if (step.signatureMayChange || step.target.kind !== "symbol") return null;
    const [old, now] = [symbolOf(oldParsed, step), symbolOf(newParsed, step)];
    if (!old || !now || !newParsed) return null;
    const { language } = newParsed;
    const same =
      old.exported === now.exported &&
      old.kind === now.kind &&
      signatureForm(old, language, syntax) === signatureForm(now, language, syntax);
    if (same) return null;
    return `was ${shown(old)}, is ${shown(now)}`;
  },
};

const shown = (symbol: SymbolSpan): string => symbol.signature.replace(/\s+/g, " ").slice(0, 120);

/** The signature's canonical form: parsed with a body that means nothing, members in an owner. */
export function signatureForm(symbol: SymbolSpan, language: Language, syntax: Syntax): string {
  const { name } = symbol;
  // What follows the name of a macro of Rust is its body.
  const written = symbol.signature.replace(/(\bmacro_rules!\s*\w+)[\s\S]*$/, "$1");
  const { top, member } = rulesOf(language).frames;
  for (const frame of name.includes(".") ? [...member, ...top] : top) {
    const text = frame.replace("§", () => written);
    const parsed = syntax.parse(language, text);
    if (parsed && parsed.errors.length === 0 && !isBroken(parsed.root)) {
      return `${frame} ${canonicalOf([parsed.root], parsed)}`;
    }
  }
  return written
    .replace(/\s+/g, " ")
    .replace(/ ?([^\w\s]) ?/g, "$1")
    .trim();
}
