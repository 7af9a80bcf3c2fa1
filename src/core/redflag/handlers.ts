// Handlers of errors, and whether they forget what they caught, whatever the language.
import { childAt } from "../patch/nodes.ts";
import type { SyntaxNode } from "../patch/syntax.ts";
import { statementsOf } from "./functions.ts";

const handlers = new Set(["catch_clause", "except_clause", "rescue"]);

/** A clause that catches an error; not the keyword of that name. */
export const isHandler = (node: SyntaxNode): boolean => node.named && handlers.has(node.type);

/** The block of a handler; undefined where Ruby leaves it out. */
export const handled = (node: SyntaxNode): SyntaxNode | undefined =>
  childAt(node, "body") ?? node.children.find((child) => child.type === "block");

const nothing = /^(?:pass|\.\.\.|nil|null|continue;?|;)$/;
const logs = new RegExp(
  "^(?:console|log|logger|logging|LOG|LOGGER|_logger|this\\.log(?:ger)?|self\\.log(?:ger)?|" +
    "System\\.(?:out|err)|std::c(?:err|out)|fmt\\.(?:Print|Fprint)\\w*|warnings|slog|tracing)\\b|" +
    "^(?:print|println|printf|eprintln|puts|warn|pp)\\b\\s*[!( ]|^\\w+\\.printStackTrace\\b",
);

/**
 * True where every statement of a block does nothing, or nothing but log.
 * @param also one more kind of statement that counts as nothing, as it is written.
 */
export function forgets(block: SyntaxNode | undefined, text: string, also?: RegExp): boolean {
  const statements = block === undefined ? [] : (statementsOf(block) ?? []);
  return statements.every((statement) => {
    const said = text.slice(statement.start, statement.end).trim();
    if (nothing.test(said) || also?.test(said) === true) return true;
    return logs.test(said) && !/\bexit\b|\bpanic\b|\bFatal/.test(said);
  });
}
