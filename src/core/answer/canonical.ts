// The canonical form of code: what stays when formatting, comments and local names are taken away.
import { cooked, numberText } from "./literals.ts";
import { localsOf, type Binding, type Locals } from "./scopes.ts";
import type { ParsedText, SyntaxNode } from "../patch/syntax.ts";

interface Pass {
  readonly text: string;
  readonly locals: Locals;
  readonly numbers: Map<Binding, number>;
}

/** Comments that change what a build does are kept: pure marks, bundler hints, JSX pragmas. */
const keptComment = /[#@]__PURE__|webpack|@jsx|@vite-ignore|^#!/;

/**
 * One S-expression for the nodes: equal for texts that differ only in layout, comments, redundant
 * parentheses, quotes, trailing commas, statement semicolons, braces around one statement, import
 * order and the names of locals; unequal otherwise. Definition: the vote key's rules 1 to 13.
 */
export function canonical(parsed: ParsedText, nodes: readonly SyntaxNode[]): string {
  const locals = localsOf(nodes, parsed.text);
  const pass: Pass = { text: parsed.text, locals, numbers: new Map() };
  return sequence(nodes, pass).join(" ");
}

/** Siblings in order; runs of imports that bind something are sorted. */
function sequence(nodes: readonly SyntaxNode[], pass: Pass): string[] {
  const out: string[] = [];
  let run: string[] = [];
  const flush = (): void => {
    out.push(...run.sort());
    run = [];
  };
  for (const node of nodes) {
    const form = write(node, pass);
    if (form === "") continue;
    const sortable = node.type === "import_statement" && node.children.some((c) => c.type === "import_clause");
    if (!sortable) flush();
    (sortable ? run : out).push(form);
  }
  flush();
  return out;
}

function write(node: SyntaxNode, pass: Pass): string {
  const own = pass.text.slice(node.start, node.end);
  switch (node.type) {
    case "comment":
      return keptComment.test(own) ? quoted(own) : "";
    case "identifier":
      return nameFor(node, pass);
    case "shorthand_property_identifier":
    case "shorthand_property_identifier_pattern":
      return `(pair ${own} ${nameFor(node, pass)})`;
    case "string":
      return quoted(cooked(own));
    case "number":
      return numberText(own);
    case "template_string":
    case "regex":
    case "jsx_text":
      return withText(node, pass);
    case "parenthesized_expression":
      return parenthesized(node, pass);
    case "arrow_function":
      return arrow(node, pass);
    case "pair":
    case "pair_pattern":
      return pair(node, pass);
    case "named_imports":
    case "export_clause":
      return `(${node.type} ${inner(node, pass).sort().join(" ")})`;
    default:
      return node.children.length === 0 ? own : `(${node.type} ${inner(node, pass).join(" ")})`;
  }
}

function inner(node: SyntaxNode, pass: Pass): string[] {
  const bodies = single.get(node.type) ?? [];
  const kids = meaningful(node);
  const out: string[] = [];
  let plain: SyntaxNode[] = [];
  const flush = (): void => {
    out.push(...sequence(plain, pass));
    plain = [];
  };
  for (const child of kids) {
    if (child.field !== null && bodies.includes(child.field)) {
      flush();
      out.push(body(child, pass));
    } else if (child.type === "else_clause") {
      flush();
      const [statement] = child.children.filter((c) => c.named && c.type !== "comment");
      out.push(`(else ${statement ? body(statement, pass) : ""})`);
    } else plain.push(child);
  }
  flush();
  return out.filter((form) => form !== "");
}

/** Statements whose body may be one statement or a block with just that statement. */
const single = new Map<string, readonly string[]>([
  ["if_statement", ["consequence"]],
  ["for_statement", ["body"]],
  ["for_in_statement", ["body"]],
  ["while_statement", ["body"]],
  ["do_statement", ["body"]],
]);

function body(node: SyntaxNode, pass: Pass): string {
  const statements = node.children.filter((c) => c.named && c.type !== "comment");
  const [only, ...more] = statements;
  const plain = only && more.length === 0 && !/declaration$/.test(only.type);
  return node.type === "statement_block" && plain ? write(only, pass) : write(node, pass);
}

const listEnds = /^[)\]}>]$/;

/** Children without statement semicolons and trailing commas; array holes keep their commas. */
function meaningful(node: SyntaxNode): SyntaxNode[] {
  const header = node.type === "for_statement";
  const kids = node.children.filter((c) => c.type !== "comment" || c.named);
  return kids.filter((child, i) => {
    if (child.type === ";" && !header) return false;
    if (child.type !== ",") return true;
    const next = kids.slice(i + 1).find((c) => c.type !== "comment");
    const previous = kids[i - 1];
    const hole = previous === undefined || previous.type === "," || previous.type === "[";
    return hole || !next || !listEnds.test(next.type);
  });
}

function nameFor(node: SyntaxNode, pass: Pass): string {
  const binding = pass.locals.get(node);
  if (!binding) return pass.text.slice(node.start, node.end);
  const number = pass.numbers.get(binding) ?? pass.numbers.size + 1;
  pass.numbers.set(binding, number);
  return `§${number}`;
}

/** Nodes whose own text counts between their children: templates, regular expressions, JSX text. */
function withText(node: SyntaxNode, pass: Pass): string {
  let out = "";
  let at = node.start;
  for (const child of node.children) {
    out += pass.text.slice(at, child.start);
    const raw = child.children.length === 0;
    out += raw ? pass.text.slice(child.start, child.end) : `\${${write(child, pass)}}`;
    at = child.end;
  }
  return quoted(out + pass.text.slice(at, node.end));
}

/** Precedence lives in the tree; kept only where the parentheses themselves mean something. */
function parenthesized(node: SyntaxNode, pass: Pass): string {
  const [content, ...more] = node.children.filter((c) => c.named && c.type !== "comment");
  if (!content || more.length > 0 || content.type === "sequence_expression") {
    return `(paren ${inner(node, pass).join(" ")})`;
  }
  const text = pass.text.slice(content.start, content.end);
  const chain = /\?\./.test(text) && /member|call|subscript/.test(content.type);
  const directive = content.type === "string" || /^(identifier|function_expression|class)$/.test(content.type);
  return chain || (directive && content.type === "string")
    ? `(paren ${write(content, pass)})`
    : write(content, pass);
}

/** `x => e`, `(x) => e` and `(x) => { return e }` are one form. */
function arrow(node: SyntaxNode, pass: Pass): string {
  const parts = node.children.flatMap((child) => {
    if (child.type === "comment" || child.type === "=>") return [];
    if (child.field === "parameter") return [`(formal_parameters ( ${write(child, pass)} ))`];
    if (child.field !== "body" || child.type !== "statement_block") return [write(child, pass)];
    const [only, ...more] = child.children.filter((c) => c.named && c.type !== "comment");
    const value = only?.type === "return_statement" ? only.children.find((c) => c.named && c.type !== "comment") : undefined;
    return [value && more.length === 0 ? write(value, pass) : write(child, pass)];
  });
  return `(arrow_function ${parts.join(" ")})`;
}

/** `{"a": x}` and `{a: x}`; `__proto__` means something else when quoted. */
function pair(node: SyntaxNode, pass: Pass): string {
  const key = node.children.find((c) => c.field === "key");
  const value = node.children.find((c) => c.field === "value");
  if (!key || !value) return `(pair ${inner(node, pass).join(" ")})`;
  const raw = pass.text.slice(key.start, key.end);
  const name = key.type === "string" ? cooked(raw) : null;
  const plain = name !== null && /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__";
  const written = plain ? name : key.type === "property_identifier" ? raw : write(key, pass);
  return `(pair ${written} ${write(value, pass)})`;
}

const quoted = (text: string): string => JSON.stringify(text);
