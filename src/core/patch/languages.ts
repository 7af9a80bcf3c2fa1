// The table of language rules: what a grammar means for keys, imports and indents.
import { javascript } from "./javascript/rules.ts";
import type { Rules } from "./rules.ts";
import type { Language } from "./syntax.ts";

const table: Readonly<Record<Language, Rules>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
};

export const rulesOf = (language: Language): Rules => table[language];
