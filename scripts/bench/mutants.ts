// Programs that mean something else: one small change each, of the kinds that models make.
import type { Language, ParsedText, SyntaxNode } from "../../src/core/patch/syntax.ts";
import { childAt, isComment, partsOf, visit } from "../../src/core/patch/nodes.ts";
import { contraries, dropped, operators, statementLists, words } from "./mutant-tables.ts";

export interface Mutant {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Put = (
  kind: string,
  text: string,
  at?: { readonly start: number; readonly end: number },
) => void;

/** Everything that can be broken in a text, in its order. */
export function mutantsOf({ language, root, text }: ParsedText): readonly Mutant[] {
  const found: Mutant[] = [];
  const names = namesIn(root, text);
  const idle = idleNames(root, text);
  const shown = (node: SyntaxNode): string => text.slice(node.start, node.end);
  visit(root, (node, parent) => {
    if (isComment(node) || isDocumentation(node, language)) return false;
    const put: Put = (kind, written, at = node) => {
      if (written !== text.slice(at.start, at.end)) {
        found.push({ kind, start: at.start, end: at.end, text: written });
      }
    };
    if (node.children.length === 0) token(node, parent, shown(node), language, put);
    if (node.children.length === 0 && !idle.has(node) && !isUnusedCatch(parent, node, text)) {
      name(node, parent, shown(node), names, put);
    }
    lists(node, shown, put);
    conditions(node, shown, language, put);
    if (parent && statementLists.has(parent.type) && node.named)
      statement(node, parent, shown, put);
    return true;
  });
  return found;
}

/** How often each name occurs. */
function namesIn(root: SyntaxNode, text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  visit(root, (node) => {
    if (node.type !== "identifier") return;
    const name = text.slice(node.start, node.end);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return counts;
}

const bodiless =
  /^(?:function|method|call|construct|abstract_method)_signature$|^(?:function|constructor)_type$/;

/** What holds parameters together with the body that uses them. */
const withBody = new RegExp(
  "^(?:function|method|constructor|lambda|arrow|generator|closure)\\w*$" +
    "|^(?:singleton_|do_)?(?:method|block)$",
);

/** Names of parameters that nothing uses: nobody can tell how they are called. */
function idleNames(root: SyntaxNode, text: string): ReadonlySet<SyntaxNode> {
  const found = new Set<SyntaxNode>();
  visit(root, (node) => {
    if (!withBody.test(node.type)) return;
    const words = text.slice(node.start, node.end).match(/[\w$]+/g) ?? [];
    const look = (inner: SyntaxNode): void => {
      const name = text.slice(inner.start, inner.end);
      const once = words.filter((word) => word === name).length === 1;
      if (inner.type === "identifier" && (once || bodiless.test(node.type))) found.add(inner);
    };
    visit(node, (inner) => {
      if (/param/.test(inner.type)) visit(inner, look);
    });
  });
  return found;
}

/** `catch (e)` whose body does not say `e`. */
function isUnusedCatch(parent: SyntaxNode | null, node: SyntaxNode, text: string): boolean {
  if (parent?.type !== "catch_clause" || node.field !== "parameter") return false;
  const name = text.slice(node.start, node.end);
  const words = text.slice(parent.start, parent.end).match(/[\w$]+/g) ?? [];
  return words.filter((word) => word === name).length === 1;
}

/** Documentation is no part of the program by the key's definition. */
const isDocumentation = (node: SyntaxNode, language: Language): boolean =>
  language === "python" &&
  node.type === "expression_statement" &&
  node.children.every((child) => /^(?:concatenated_)?string$/.test(child.type));

function token(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  text: string,
  language: Language,
  put: Put,
): void {
  const flipped = node.named ? undefined : operators[text];
  if (
    flipped &&
    /binary|unary|compar|boolean|operator|assign|update|inc_|range/.test(parent?.type ?? "")
  ) {
    put("operator", flipped);
  }
  if (/^(?:number|integer|.*int_literal|.*integer_literal|number_literal)$/.test(node.type)) {
    if (/^\d+$/.test(text)) put("off by one", `${Number(text) + 1}`);
  }
  if (/(?:string_content|string_fragment|_literal_content|jsx_text)$/.test(node.type)) {
    put("literal", `x${text}`);
    if (/[a-z]/.test(text))
      put(
        "case",
        text.replace(/[a-z]/, (char) => char.toUpperCase()),
      );
    if (/\w \w/.test(text)) put("blank in a literal", text.replace(/(\w) (\w)/, "$1  $2"));
  }
  const contrary = contraries[text];
  if (contrary) put("boolean", contrary);
  const gone = dropped[language];
  if (!node.named || node.type.endsWith("specifier") || node.type.endsWith("qualifier")) {
    if (gone.has(text)) put("dropped word", "");
    const other = words[language][text];
    if (other !== undefined) put("word", other);
  }
}

const nameTypes = /identifier$|^constant$|^simple_symbol$|^(?:instance|global|class)_variable$/;

/**
 * One occurrence of a name becomes another one; a name that occurs once, or `_`, may be an unused
 * local.
 */
function name(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  text: string,
  names: ReadonlyMap<string, number>,
  put: Put,
): void {
  if (!node.named || !nameTypes.test(node.type) || /^_*$/.test(text)) return;
  const plain = node.type === "identifier" || node.type === "type_identifier";
  if (!plain || (names.get(text) ?? 0) > 1) put("renamed once", `${text}2`);
  if (node.type !== "identifier" || !parent || /param|pattern|declar|captur/.test(parent.type))
    return;
  const others = [...names.keys()].filter((other) => other !== text);
  for (const other of others.slice(0, 5)) put("another name", other);
}

/** Arguments and other lists: two swapped, one gone. */
function lists(node: SyntaxNode, shown: (node: SyntaxNode) => string, put: Put): void {
  if (!/^arguments$|argument_list$|^array$|^list$|^tuple$|expression_list$/.test(node.type)) return;
  const [first, second] = partsOf(node);
  if (!first || !second || shown(first) === shown(second)) return;
  const at = { start: first.start, end: second.end };
  const middle = shown(node).slice(first.end - node.start, second.start - node.start);
  put("swapped arguments", `${shown(second)}${middle}${shown(first)}`, at);
  put("dropped argument", shown(second), at);
}

function conditions(
  node: SyntaxNode,
  shown: (node: SyntaxNode) => string,
  language: Language,
  put: Put,
): void {
  const condition = childAt(node, "condition");
  if (condition && !/let_c|declaration|condition_clause/.test(condition.type)) {
    const inner = shown(condition);
    const negated = language === "python" ? `not (${inner})` : `!(${inner})`;
    put(
      "negated",
      condition.type.startsWith("parenthesized") ? `(${negated})` : negated,
      condition,
    );
  }
  if (/^else(?:_clause)?$/.test(node.type)) put("dropped else", "");
  const [yes, no] = [childAt(node, "consequence"), childAt(node, "alternative")];
  if (yes && no && /ternary|conditional/.test(node.type)) {
    const middle = shown(node).slice(yes.end - node.start, no.start - node.start);
    put("swapped branches", `${shown(no)}${middle}${shown(yes)}`, {
      start: yes.start,
      end: no.end,
    });
  }
}

/** A statement gone, twice, or behind the next one. */
function statement(
  node: SyntaxNode,
  parent: SyntaxNode,
  shown: (node: SyntaxNode) => string,
  put: Put,
): void {
  if (/empty|pass_statement|heredoc/.test(node.type) || /^;?$/.test(shown(node))) return;
  put("dropped statement", "");
  const n = parent.children.indexOf(node);
  const next = parent.children.slice(n + 1).find((child) => child.named && !isComment(child));
  if (!/return|break|continue|raise|throw|pass|goto|function|class|next/.test(node.type)) {
    const margin = " ".repeat(columnOf(node, shown(parent), parent.start));
    put("twice", `${shown(node)}\n${margin}${shown(node)}`);
  }
  if (!next || shown(next) === shown(node) || /heredoc/.test(next.type)) return;
  const between = shown(parent).slice(node.end - parent.start, next.start - parent.start);
  const at = { start: node.start, end: next.end };
  if (/\n/.test(between)) put("swapped statements", `${shown(next)}${between}${shown(node)}`, at);
}

/** Where a node begins on its line; 0 on the first one. */
function columnOf(node: SyntaxNode, text: string, start: number): number {
  const before = text.slice(0, node.start - start);
  const line = before.lastIndexOf("\n");
  return line < 0 ? 0 : before.length - line - 1;
}
