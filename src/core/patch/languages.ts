// The table of language rules: what a grammar means for keys, imports, indents and tests.
import { c } from "./c/rules.ts";
import { familyOf, type Family } from "./families.ts";
import { go } from "./go/rules.ts";
import { java } from "./java/rules.ts";
import { javascript } from "./javascript/rules.ts";
import { python } from "./python/rules.ts";
import { ruby } from "./ruby/rules.ts";
import { rust } from "./rust/rules.ts";
import type { Rules } from "./rules.ts";
import type { Language } from "./syntax.ts";

const table: Readonly<Record<Family, Rules>> = {
  javascript,
  python,
  go,
  rust,
  java,
  c,
  ruby,
};

export const rulesOf = (language: Language): Rules => table[familyOf(language)];
