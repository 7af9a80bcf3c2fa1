// Scopes of local names while a tree is read: who may be called anything, and who must keep a name.
import type { Binding } from "./rules.ts";
import type { SyntaxNode } from "./syntax.ts";

interface Scope {
  readonly names: Map<string, Local>;
  readonly above: Scope | null;
  /** False for a class body: its names are not seen by the functions in it. */
  readonly seenInside: boolean;
}

interface Local extends Binding {
  /** True for names that something else can see. */
  readonly kept: boolean;
}

/**
 * The reader of a language opens scopes, declares and refers in the order of the text. A name that
 * stands anywhere else than where the reader looked is kept: what is not understood is not renamed.
 */
export class Locals {
  readonly text: string;
  readonly #found = new Map<SyntaxNode, Local>();
  readonly #known = new Set<SyntaxNode>();
  readonly #kept: Set<string>;
  #scope: Scope | null = null;

  /** @param kept names that keep themselves wherever they stand. */
  constructor(text: string, kept: Iterable<string> = []) {
    this.text = text;
    this.#kept = new Set(kept);
  }

  shown(node: SyntaxNode): string {
    return this.text.slice(node.start, node.end);
  }

  /** True inside of any scope. */
  get inside(): boolean {
    return this.#scope !== null;
  }

  /** Reads in a scope of its own; `alone` = names around it are not seen. */
  within(read: () => void, how: "open" | "alone" | "class" = "open"): void {
    const above = this.#scope;
    const seenInside = how !== "class";
    this.#scope = { names: new Map(), above: how === "alone" ? null : above, seenInside };
    read();
    this.#scope = above;
  }

  /** Reads outside of all scopes. */
  outside(read: () => void): void {
    const above = this.#scope;
    this.#scope = null;
    read();
    this.#scope = above;
  }

  /**
   * A new local name, or the one that the scope has already.
   * @param fresh true where a second declaration is another variable.
   */
  declare(node: SyntaxNode, fresh = false): void {
    const name = this.shown(node);
    this.#known.add(node);
    const local = this.#put(name, false, fresh);
    if (local) this.#found.set(node, local);
  }

  /** A name to be declared before its first occurrence is read. */
  foresee(name: string): void {
    this.#put(name, false, false);
  }

  /** A name of this scope that something else can see. */
  fix(name: string): void {
    if (this.#scope) this.#scope.names.set(name, { name, kept: true });
  }

  #put(name: string, kept: boolean, fresh: boolean): Local | null {
    if (this.#scope === null) return null;
    const { names } = this.#scope;
    const local = (fresh ? undefined : names.get(name)) ?? { name, kept };
    names.set(name, local);
    return local;
  }

  /** A use of a name; of nothing where no scope in sight declares it. */
  refer(node: SyntaxNode): void {
    this.#known.add(node);
    const local = this.#lookUp(this.shown(node));
    if (local) this.#found.set(node, local);
  }

  /** True when the name is a local one here. */
  has(name: string): boolean {
    return this.#lookUp(name) !== null;
  }

  #lookUp(name: string): Local | null {
    for (let at = this.#scope; at !== null; at = at.above) {
      if (!at.seenInside && at !== this.#scope) continue;
      const local = at.names.get(name);
      if (local) return local;
    }
    return null;
  }

  /** All names in sight must be kept: something here may see them. */
  keepInSight(): void {
    for (let at = this.#scope; at !== null; at = at.above) {
      for (const name of at.names.keys()) this.#kept.add(name);
    }
  }

  keep(name: string): void {
    this.#kept.add(name);
  }

  /** The node is known to name something that is no variable. */
  other(node: SyntaxNode): void {
    this.#known.add(node);
  }

  /**
   * The binding of every renamable occurrence.
   * @param harmless types of leaves that never name a variable, such as a field of an object.
   */
  bindings(
    nodes: readonly SyntaxNode[],
    harmless: ReadonlySet<string>,
  ): ReadonlyMap<SyntaxNode, Binding> {
    const walk = (node: SyntaxNode): void => {
      if (node.children.length > 0) return node.children.forEach(walk);
      if (this.#known.has(node) || harmless.has(node.type)) return;
      const text = this.shown(node);
      if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text)) this.#kept.add(text);
    };
    nodes.forEach(walk);
    const free = [...this.#found].filter(([, l]) => !l.kept && !this.#kept.has(l.name));
    return new Map(free);
  }
}
