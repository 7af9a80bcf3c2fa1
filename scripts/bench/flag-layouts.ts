// Functions answered by themselves in another spelling: the cost of `scope`, `syntax`, `signature`.
import type { Language, Syntax } from "../../src/core/patch/syntax.ts";
import { isTestPath } from "../../src/core/redflag/paths.ts";
import { parsePath, type Tree } from "../../src/core/tree.ts";
import { answered, type Counted } from "./raised.ts";
import { textOf } from "./sources.ts";
import { unitsOf } from "./units.ts";
import { variantsOf, type Variant } from "./variants.ts";

/**
 * Writes functions of 5 to 60 lines anew in their own files, as formatters print them and with
 * their locals renamed. All are right answers to a step that may not change the signature.
 */
export async function layouts(
  language: Language,
  max: number,
  syntax: Syntax,
  work: string,
  into: Readonly<Record<Variant["kind"], Counted>>,
): Promise<void> {
  if (max === 0) return;
  const units = unitsOf(language, max, syntax, work);
  for (const { unit, kind, tool, text } of await variantsOf(language, units, work)) {
    const [file = "", name = ""] = unit.from.split("#");
    const path = parsePath(`src/${file.slice(file.lastIndexOf("/") + 1)}`);
    const whole = syntax.parse(language, textOf(file));
    // One of several of that name is known by its text, whatever its margin.
    const old = whole?.symbols.find(
      (symbol) =>
        symbol.name === name &&
        bare(unit.text).includes(bare(whole.text.slice(symbol.start, symbol.end))),
    );
    const last = name.split(".").at(-1);
    const parsed = syntax.parse(language, text);
    const named = parsed?.symbols.filter((symbol) => symbol.name.split(".").at(-1) === last) ?? [];
    const [own, ...more] = named;
    if (path === null || isTestPath(path) || !whole || !old || !parsed || !own || more.length > 0)
      continue;
    const tree: Tree = new Map([[path, { mode: "100644", content: whole.text }]]);
    const target = { kind: "symbol", path, symbol: name, ordinal: old.ordinal } as const;
    const step = { kind: "code", target, task: "write it", signatureMayChange: false } as const;
    const flags = answered(tree, step, parsed.text.slice(own.start, own.end), syntax);
    into[kind].add(flags, `${unit.from} by ${tool}`);
  }
}

const bare = (text: string): string => text.replace(/\s+/g, "");
