// Names that other files may use, gone or changed by the rewriting of a whole file.
import type { ParsedText, SymbolSpan } from "../patch/syntax.ts";
import { isTestPath } from "./paths.ts";
import type { RedFlag } from "./flag.ts";
import { signatureForm } from "./signature.ts";

export const apiBroken: RedFlag = {
  id: "api-broken",
  severity: "gate",
  rule:
    "a rewritten file lost an exported symbol, or one has another signature and the plan does " +
    "not allow it",
  explain: "Something that other code may use is gone or has changed; all callers must follow.",
  raised({ step, oldParsed, newParsed, syntax }) {
    const { target, signatureMayChange } = step;
    if (oldParsed === null || newParsed === null || isTestPath(target.path)) return null;
    if (target.kind !== "file") return null;
    const now = new Map(exported(newParsed).map((symbol) => [keyOf(symbol), symbol]));
    for (const old of exported(oldParsed)) {
      const kept = now.get(keyOf(old));
      if (kept === undefined) return `${old.name} is gone`;
      if (signatureMayChange || old.signature === kept.signature) continue;
      const { language } = newParsed;
      if (signatureForm(old, language, syntax) !== signatureForm(kept, language, syntax)) {
        return `the signature of ${old.name} changed`;
      }
    }
    return null;
  },
};

const exported = ({ symbols }: ParsedText): readonly SymbolSpan[] =>
  symbols.filter((symbol) => symbol.exported);

const keyOf = ({ name, ordinal }: SymbolSpan): string => `${name}#${ordinal}`;
