// Scope analysis of Rust: parameters and locals; what a macro could read by name stays.
import { Locals } from "../locals.ts";
import { childAt, partsOf, visit } from "../nodes.ts";
import type { Binding } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

/** Macros of the standard library, and of two that everybody has, that take plain expressions. */
const plain = new Set(
  [
    "assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne eprint eprintln",
    "format format_args panic print println todo unimplemented unreachable vec write writeln",
    "debug error info trace warn bail ensure anyhow try",
  ].flatMap((line) => line.split(" ")),
);
/** Those that `tracing` has too: what stands before the text is a field of that name. */
const logs = new Set(["debug", "error", "info", "trace", "warn"]);
/** Attributes that do not look at the names of parameters; any other may. */
const quiet = new Set(
  [
    "allow cfg cold deny deprecated doc expect ignore inline must_use no_mangle should_panic test",
    "tokio::test track_caller warn",
  ].flatMap((line) => line.split(" ")),
);
const harmless = new Set([
  "escape_sequence",
  "field_identifier",
  "primitive_type",
  "string_content",
  "type_identifier",
]);
const items = new Set([
  "const_item",
  "enum_item",
  "function_signature_item",
  "impl_item",
  "mod_item",
  "static_item",
  "struct_item",
  "trait_item",
]);

/** The binding of every occurrence of a parameter or local; none where a macro is defined. */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
): ReadonlyMap<SyntaxNode, Binding> {
  const locals = new Locals(text);
  let defines = false;
  for (const node of nodes)
    visit(node, ({ type }) => void (defines ||= type === "macro_definition"));
  if (defines) return new Map();
  const reader = new Reader(locals);
  for (const node of nodes) reader.visit(node);
  return locals.bindings(nodes, harmless);
}

class Reader {
  readonly #locals: Locals;

  constructor(locals: Locals) {
    this.#locals = locals;
  }

  visit(node: SyntaxNode): void {
    switch (node.type) {
      case "identifier":
        return this.#locals.refer(node);
      case "function_item":
        return this.#locals.within(() => this.#function(node), "alone");
      case "closure_expression":
        return this.#locals.within(() => this.#function(node));
      case "block":
      case "match_arm":
      case "while_expression":
        return this.#locals.within(() => this.#parts(node));
      case "if_expression":
        return this.#if(node);
      case "for_expression":
        return this.#for(node);
      case "scoped_identifier":
      case "scoped_type_identifier":
      case "use_declaration":
      case "attribute_item":
      case "inner_attribute_item":
      case "lifetime":
      case "label":
        return this.#skip(node);
      case "macro_invocation":
        return this.#macro(node);
      default:
        if (items.has(node.type)) return this.#locals.within(() => this.#parts(node), "alone");
        this.#parts(node);
    }
  }

  #parts(node: SyntaxNode): void {
    switch (node.type) {
      case "let_declaration":
      case "let_condition":
        return this.#let(node);
      case "match_pattern":
        return this.#matched(node);
      default:
        for (const child of node.children) {
          if (child.field === "name" && child.type === "identifier") this.#locals.other(child);
          else this.visit(child);
        }
    }
  }

  /** Names in it are no variables; types inside a path may hold some. */
  #skip(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.type === "identifier") this.#locals.other(child);
      else if (child.type === "token_tree") visit(child, (c) => this.#locals.other(c));
      else this.visit(child);
    }
    if (node.children.length === 0) this.#locals.other(node);
    if (/^(?:use|attribute|inner)/.test(node.type)) visit(node, (c) => this.#locals.other(c));
  }

  #function(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.field === "name") this.#locals.other(child);
      else if (child.field !== "parameters") this.visit(child);
      else {
        if (isWatched(node, this.#locals.text)) visit(child, (part) => this.#keep(part));
        for (const parameter of partsOf(child)) this.#parameter(parameter);
      }
    }
  }

  #keep(node: SyntaxNode): void {
    if (node.type === "identifier") this.#locals.keep(this.#locals.shown(node));
  }

  #parameter(node: SyntaxNode): void {
    if (node.type === "self_parameter" || node.type === "attribute_item") return this.visit(node);
    const pattern = node.type === "parameter" ? childAt(node, "pattern") : node;
    if (pattern !== node) {
      for (const child of node.children) if (child !== pattern) this.visit(child);
    }
    if (pattern) this.#pattern(pattern);
  }

  /** The value is read before the names are there; each `let` makes new ones. */
  #let(node: SyntaxNode): void {
    const pattern = childAt(node, "pattern");
    for (const child of node.children) if (child !== pattern) this.visit(child);
    if (pattern) this.#pattern(pattern);
  }

  #matched(node: SyntaxNode): void {
    const [pattern, ...rest] = node.children;
    if (pattern) this.#pattern(pattern);
    for (const child of rest) this.visit(child);
  }

  /** What `if let` declares is not seen by `else`. */
  #if(node: SyntaxNode): void {
    this.#locals.within(() => {
      for (const child of node.children) if (child.field !== "alternative") this.visit(child);
    });
    const alternative = childAt(node, "alternative");
    if (alternative) this.visit(alternative);
  }

  #for(node: SyntaxNode): void {
    const pattern = childAt(node, "pattern");
    const body = childAt(node, "body");
    for (const child of node.children) if (child !== pattern && child !== body) this.visit(child);
    this.#locals.within(() => {
      if (pattern) this.#pattern(pattern);
      if (body) this.visit(body);
    });
  }

  /** New names, the same in all alternatives; a capital names a constant or a variant. */
  #pattern(node: SyntaxNode): void {
    const taken = new Set<string>();
    const declare = (name: SyntaxNode): void => {
      const shown = this.#locals.shown(name);
      if (/^[^\p{Ll}_]/u.test(shown)) return this.#locals.refer(name);
      this.#locals.declare(name, !taken.has(shown));
      taken.add(shown);
    };
    const walk = (inner: SyntaxNode): void => {
      if (inner.type === "identifier") return declare(inner);
      if (inner.type === "shorthand_field_identifier") return declare(inner);
      if (inner.type === "const_block" || inner.type === "macro_invocation") {
        return this.visit(inner);
      }
      if (/^(?:scoped|generic|range|attribute)/.test(inner.type)) return this.visit(inner);
      for (const child of inner.children) {
        if (child.field === "type") this.#typeOf(child);
        else walk(child);
      }
    };
    walk(node);
  }

  #typeOf(node: SyntaxNode): void {
    if (node.type === "identifier") this.#locals.other(node);
    else this.visit(node);
  }

  /** Arguments of well-known macros are expressions; of any other, every name in it stays. */
  #macro(node: SyntaxNode): void {
    const name = childAt(node, "macro");
    const tokens = node.children.find((child) => child.type === "token_tree");
    if (name) visit(name, (child) => this.#locals.other(child));
    if (!tokens) return;
    const known = name?.type === "identifier" && plain.has(this.#locals.shown(name));
    if (known && !bindsIn(tokens, this.#locals.text)) {
      const log = name !== undefined && logs.has(this.#locals.shown(name));
      const said = tokens.children.findIndex((child) => child.type === "string_literal");
      const fields = log ? tokens.children.slice(0, said < 0 ? undefined : said) : [];
      for (const field of fields) visit(field, (part) => this.#keep(part));
      this.#tokens(tokens);
    }
    // What is not looked at keeps its name.
    visit(tokens, (child) => {
      if (child.type !== "string_literal" && child.type !== "raw_string_literal") return;
      const places = this.#locals.shown(child).match(/\{[^{}]*\}/g) ?? [];
      for (const word of places.join(" ").match(/[\p{L}_]\w*/gu) ?? []) this.#locals.keep(word);
    });
  }

  #tokens(tree: SyntaxNode): void {
    const literal = tree.children[0]?.type === "{";
    for (const [n, child] of tree.children.entries()) {
      const before = tree.children[n - 1];
      const [next, after] = [tree.children[n + 1], tree.children[n + 2]];
      if (child.type === "token_tree") {
        const inner = before?.type === "!" ? tree.children[n - 2] : undefined;
        const seen = inner === undefined || plain.has(this.#locals.shown(inner));
        if (seen || inner.type !== "identifier") this.#tokens(child);
      } else if (child.type !== "identifier") continue;
      else if (before?.type === "." || before?.type === "::") this.#locals.other(child);
      else if (next?.type === "::" || next?.type === "!") this.#locals.other(child);
      else if (before?.type === "'") this.#locals.other(child);
      else if (literal && next?.type === ":") this.#locals.other(child);
      // `name = value` of a format and `{ name }` of a literal: the name stays.
      else if (literal && /^[{,]$/.test(before?.type ?? "") && /^[,}]$/.test(next?.type ?? "")) {
        this.#locals.keep(this.#locals.shown(child));
      } else if (next?.type === ":" || (next?.type === "=" && after?.type !== "=")) {
        this.#locals.keep(this.#locals.shown(child));
      } else this.#locals.refer(child);
    }
  }
}

/** Whether an attribute may look at the parameters, as `#[get("/<id>")]` does. */
function isWatched(node: SyntaxNode, text: string): boolean {
  let before = text.slice(Math.max(0, node.start - 2000), node.start).trimEnd();
  for (;;) {
    before = before.replace(/(?:(?:^|\n)[ \t]*\/\/[^\n]*)+$/, "").trimEnd();
    const at = before.endsWith("]") ? before.lastIndexOf("#[") : -1;
    if (at < 0) return false;
    if (!quiet.has(/^[\w:]+/.exec(before.slice(at + 2))?.[0] ?? "")) return true;
    before = before.slice(0, at).trimEnd();
  }
}

const binders = new Set(["|", "let", "=>", "match", "for", "if", "while", "fn", "move"]);

/** Whether tokens may hold code that makes names of its own; `Name { … }` is a literal. */
function bindsIn(tree: SyntaxNode, text: string): boolean {
  return tree.children.some((child, n) => {
    if (binders.has(child.type)) return true;
    if (child.type !== "token_tree") return false;
    const name = tree.children[n - 1];
    const named = name?.type === "identifier" && /^[A-Z]/.test(text.slice(name.start, name.end));
    return (child.children[0]?.type === "{" && !named) || bindsIn(child, text);
  });
}
