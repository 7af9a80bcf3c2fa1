// Babel as a second opinion on JavaScript and TypeScript: another printer, another scope analysis.
import generator from "@babel/generator";
import { parse, type ParserPlugin } from "@babel/parser";
import traverse, { type Scope } from "@babel/traverse";
import type { Language } from "../../src/core/patch/syntax.ts";
import type { Unit } from "./units.ts";

const plugins: Readonly<Record<string, readonly ParserPlugin[]>> = {
  javascript: ["jsx"],
  typescript: ["typescript"],
  tsx: ["typescript", "jsx"],
};

function read(unit: Unit) {
  try {
    return parse(unit.text, {
      sourceType: "module",
      plugins: [...(plugins[unit.language] ?? [])],
      createParenthesizedExpressions: false,
    });
  } catch {
    return null;
  }
}

/** Whether Babel reads a text, as a module or as a script. */
export function readable(language: Language, text: string): boolean {
  return (["module", "script", "commonjs"] as const).some((sourceType) => {
    try {
      parse(text, {
        sourceType,
        plugins: [...(plugins[language] ?? [])],
        allowReturnOutsideFunction: true,
      });
      return true;
    } catch {
      return false;
    }
  });
}

/** The function as Babel prints it; null where Babel cannot read it. */
export function printed(unit: Unit): string | null {
  const ast = read(unit);
  return ast && generator(ast, { retainLines: false, compact: false }).code;
}

/** Every parameter and local under another name; null where nothing can be renamed. */
export function renamed(unit: Unit): string | null {
  const ast = read(unit);
  if (!ast) return null;
  let count = 0;
  const done = new Set<string>();
  traverse(ast, {
    Scope(path: { readonly scope: Scope }) {
      const { scope } = path;
      if (!scope.getFunctionParent()) return;
      for (const [name, binding] of Object.entries(scope.bindings)) {
        const kept = /^(?:hoisted|local|module|unknown)$/.test(binding.kind);
        const injected = name.startsWith("$") || name === "this" || done.has(name);
        // Where Babel would rename a type or a tag of the same name too.
        const capital = /^[A-Z]/.test(name);
        const property = binding.path.isTSParameterProperty?.() ?? false;
        if (kept || injected || capital || property || binding.path.isClassDeclaration()) continue;
        count += 1;
        done.add(`local${count}`);
        scope.rename(name, `local${count}`);
      }
    },
  });
  return count === 0 ? null : generator(ast).code;
}
