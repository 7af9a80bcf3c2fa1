// The imports of Go, which stand alone or in groups.
import { partsOf } from "../nodes.ts";
import type { ImportPlace } from "../rules.ts";
import type { SyntaxNode } from "../syntax.ts";

/** The single imports of a declaration. */
export const specsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  partsOf(node).flatMap((child) =>
    child.type === "import_spec_list"
      ? partsOf(child)
      : child.type === "import_spec"
        ? [child]
        : [],
  );

/** Each package of a group can be taken away; others are put behind the group. */
export const importPlaces = (root: SyntaxNode): readonly ImportPlace[] =>
  root.children.flatMap((statement) => {
    if (statement.type !== "import_declaration") return [];
    const grouped = statement.children.some((child) => child.type === "import_spec_list");
    if (!grouped) return [{ node: statement, statement }];
    return specsOf(statement).map((node) => ({ node, statement }));
  });
