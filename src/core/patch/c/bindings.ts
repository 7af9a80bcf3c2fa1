// Scope analysis of C and C++: parameters and locals of real functions; macros may see names.
import { Locals } from "../locals.ts";
import { childAt, partsOf, visit } from "../nodes.ts";
import type { Binding, Surroundings } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";
import { declaredIn, functionDeclarator } from "./declarators.ts";
import { calledName, isMacroName } from "./forms.ts";
import { anything, macrosIn, spelled, wordsBehind } from "./macros.ts";

const scopes = new Set([
  "catch_clause",
  "compound_statement",
  "for_range_loop",
  "for_statement",
  "if_statement",
  "switch_statement",
  "while_statement",
]);
const harmless = new Set([
  "escape_sequence",
  "field_identifier",
  "namespace_identifier",
  "primitive_type",
  "statement_identifier",
  "string_content",
  "system_lib_string",
]);
/** Where no name is sure: assembler and macros that are made inside. */
const blind = new Set(["gnu_asm_expression", "preproc_def", "preproc_function_def"]);
/** What these print is read where they fail. */
const asserts = /assert/i;
/** Macros of the standard headers; none of them sees a name that it is not given. */
const standard = new Set(
  [
    "MIN MAX INT8_C INT16_C INT32_C INT64_C UINT8_C UINT16_C UINT32_C UINT64_C INTMAX_C UINTMAX_C",
    "S_ISDIR S_ISREG S_ISLNK S_ISCHR S_ISBLK S_ISFIFO S_ISSOCK WIFEXITED WEXITSTATUS WIFSIGNALED",
    "WTERMSIG WIFSTOPPED WSTOPSIG FD_ZERO FD_SET FD_CLR FD_ISSET CMSG_DATA CMSG_LEN CMSG_SPACE",
    "EXPECT_EQ EXPECT_NE EXPECT_TRUE EXPECT_FALSE ASSERT_EQ ASSERT_NE ASSERT_TRUE ASSERT_FALSE",
    "EXPECT_LT EXPECT_LE EXPECT_GT EXPECT_GE ASSERT_LT ASSERT_LE ASSERT_GT ASSERT_GE",
  ].flatMap((line) => line.split(" ")),
);

/**
 * The binding of every occurrence of a parameter or local. None where a function has no list of
 * parameters, as a class behind an unknown macro is read. What the body of a known macro mentions
 * stays; an unknown macro may see everything that is declared before it.
 */
export function bindingsOf(
  nodes: readonly SyntaxNode[],
  text: string,
  around: Surroundings | null,
): ReadonlyMap<SyntaxNode, Binding> {
  const macros = [macrosIn(text), ...(around ? [around] : [])];
  const known = (name: string): boolean => macros.some((one) => one.has(name));
  if (nodes.some((node) => isUnsure(node, false))) return new Map();
  const words = wordsBehind(identifiersIn(nodes, text), macros);
  if (words.has(anything)) return new Map();
  const locals = new Locals(text, ["this", "__func__", ...words]);
  const spells = (name: string): boolean => wordsBehind([name], macros).has(spelled);
  const reader = new Reader(locals, known, spells);
  for (const node of nodes) reader.visit(node);
  return locals.bindings(nodes, harmless);
}

function identifiersIn(nodes: readonly SyntaxNode[], text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (node: SyntaxNode): void => {
    if (node.type.endsWith("identifier")) found.add(text.slice(node.start, node.end));
  };
  for (const node of nodes) visit(node, look);
  return found;
}

/** Something blind inside a function, or a function that is none. */
function isUnsure(node: SyntaxNode, inside: boolean): boolean {
  const defines = node.type === "function_definition";
  if ((inside && blind.has(node.type)) || node.type === "ERROR") return true;
  if (defines && functionDeclarator(node) === null) return true;
  return node.children.some((child) => isUnsure(child, inside || defines));
}

class Reader {
  readonly #locals: Locals;
  readonly #known: (name: string) => boolean;
  readonly #spells: (name: string) => boolean;

  /**
   * @param known whether a name is a macro's whose body is known.
   * @param spells whether that macro may turn its arguments into text.
   */
  constructor(locals: Locals, known: (name: string) => boolean, spells: (name: string) => boolean) {
    this.#locals = locals;
    this.#known = known;
    this.#spells = spells;
  }

  visit(node: SyntaxNode): void {
    switch (node.type) {
      case "function_definition":
        return this.#locals.within(() => this.#function(node), "alone");
      case "lambda_expression":
        return this.#lambda(node);
      default:
        if (scopes.has(node.type)) return this.#locals.within(() => this.#parts(node));
        this.#parts(node);
    }
  }

  /** Parameters and body are one scope. */
  #function(node: SyntaxNode): void {
    const declarator = functionDeclarator(node);
    for (const child of node.children) {
      if (child.field === "declarator") this.#names(child, declarator);
      else if (child.field === "body") this.#parts(child);
      else this.visit(child);
    }
  }

  /** The name of the function is no local; what its list declares is. */
  #names(node: SyntaxNode, real: SyntaxNode | null): void {
    for (const child of node.children) {
      if (node === real && child.field === "parameters") this.#parameters(child);
      else if (child.type.endsWith("_declarator")) this.#names(child, real);
      else if (child.type === "identifier") this.#locals.other(child);
      else this.visit(child);
    }
    if (node.type === "identifier") this.#locals.other(node);
  }

  #parameters(list: SyntaxNode): void {
    for (const child of partsOf(list)) {
      // Parameters of the old kind are declared below.
      if (child.type === "identifier") this.#declare(child);
      else if (/parameter/.test(child.type)) this.#declaration(child);
      else this.visit(child);
    }
  }

  #lambda(node: SyntaxNode): void {
    const captures = childAt(node, "captures");
    const made = partsOf(captures ?? node).filter((c) => c.type === "lambda_capture_initializer");
    for (const child of captures?.children ?? []) {
      if (!made.includes(child)) this.visit(child);
    }
    for (const child of made) {
      const value = childAt(child, "right");
      if (value) this.visit(value);
    }
    this.#locals.within(() => {
      for (const child of made) {
        const name = childAt(child, "left");
        if (name) this.#declare(name);
      }
      for (const child of node.children) {
        if (child === captures) continue;
        const list = childAt(child, "parameters");
        if (child.field === "declarator" && list) {
          this.#parameters(list);
          for (const other of child.children) if (other !== list) this.visit(other);
        } else if (child.field === "body") this.#parts(child);
        else this.visit(child);
      }
    });
  }

  #declare(node: SyntaxNode): void {
    const name = this.#locals.shown(node);
    if (this.#known(name)) this.#locals.keep(name);
    if (this.#locals.inside) this.#locals.declare(node);
    else this.#locals.other(node);
  }

  #parts(node: SyntaxNode): void {
    switch (node.type) {
      case "identifier":
      case "type_identifier":
        return this.#locals.refer(node);
      case "declaration":
      case "for_range_loop":
        return this.#declaration(node);
      case "qualified_identifier":
        return this.#qualified(node);
      case "class_specifier":
      case "enum_specifier":
      case "struct_specifier":
      case "union_specifier":
        return this.#type(node);
      case "alias_declaration":
      case "type_definition":
      case "using_declaration":
        if (this.#locals.inside) this.#keepAll(node);
        return this.#each(node);
      case "catch_clause":
        for (const child of node.children) {
          if (child.field === "parameters") this.#parameters(child);
          else this.visit(child);
        }
        return;
      case "preproc_arg":
        for (const word of this.#locals.shown(node).match(/\w+/g) ?? []) this.#locals.keep(word);
        return;
      case "call_expression":
      case "expression_statement":
        this.#macro(node);
        return this.#each(node);
      default:
        this.#each(node);
    }
  }

  #each(node: SyntaxNode): void {
    for (const child of node.children) this.visit(child);
  }

  /** `A::b` names no local; the arguments of a template may. */
  #qualified(node: SyntaxNode): void {
    for (const child of node.children) {
      if (child.children.length === 0) this.#locals.other(child);
      else if (child.type === "qualified_identifier") this.#qualified(child);
      else {
        for (const part of child.children) {
          if (part.field === "name") this.#locals.other(part);
          else this.visit(part);
        }
      }
    }
  }

  /** The tag is no variable; a class inside a function may use names of its own. */
  #type(node: SyntaxNode): void {
    const body = childAt(node, "body");
    for (const child of node.children) {
      if (child.field === "name" && child.children.length === 0) this.#locals.other(child);
      else if (child !== body) this.visit(child);
    }
    if (!body) return;
    if (this.#locals.inside) this.#keepAll(body);
    else this.#each(body);
  }

  #keepAll(node: SyntaxNode): void {
    visit(node, (inner) => {
      if (inner.children.length === 0) this.#locals.keep(this.#locals.shown(inner));
    });
  }

  /** The type, then each name before its value. */
  #declaration(node: SyntaxNode): void {
    const late = node.type === "for_range_loop" ? childAt(node, "right") : undefined;
    const outer = node.children.some(
      (child) => this.#locals.shown(child) === "extern" || child.type === "friend",
    );
    if (late) this.visit(late);
    for (const child of node.children) {
      if (child === late) continue;
      if (child.field !== "declarator") this.visit(child);
      else this.#declarator(child, outer);
    }
  }

  #declarator(node: SyntaxNode, outer: boolean): void {
    const { names, rest, functions } = declaredIn(node);
    // `T x(y)` declares a variable where `y` is one, else a function.
    const made = functions.every((list) =>
      partsOf(list).some((each) => {
        const type = childAt(each, "type");
        return type !== undefined && this.#locals.has(this.#locals.shown(type));
      }),
    );
    for (const name of names) {
      if (outer || !made) this.#locals.keep(this.#locals.shown(name));
      this.#declare(name);
    }
    for (const part of [...functions, ...rest]) this.visit(part);
  }

  /** A macro that nobody knows may see what is declared so far, any other what it is given. */
  #macro(node: SyntaxNode): void {
    const [only] = partsOf(node);
    const name =
      node.type === "call_expression"
        ? calledName(node, this.#locals.text)
        : only?.type === "identifier"
          ? this.#locals.shown(only)
          : null;
    if (name !== null && isMacroName(name) && !this.#known(name) && !standard.has(name))
      this.#locals.keepInSight();
    const given = name !== null && this.#known(name) ? childAt(node, "arguments") : undefined;
    if (name !== null && given && !asserts.test(name) && this.#spells(name)) this.#keepAll(given);
  }
}
