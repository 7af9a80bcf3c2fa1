// Who may import whom: the table of ARCHITECTURE.md §2 as data.

/** The rooms of core by floor: a room imports lower floors, and its own without a circle. */
export const floors: readonly (readonly string[])[] = [
  ["kernel.ts", "tree.ts", "vector.ts", "digest.ts", "sanitize.ts"],
  ["vote", "patch", "plan", "requirement", "config", "context"],
  ["redflag", "verify", "gate", "agent"],
  ["run"],
  ["report", "command"],
];

/** Folders named after a product or a surface. Each may import the engine, core and itself. */
export const edges = [
  "github",
  "openai",
  "sqlite",
  "postgres",
  "sandbox",
  "syntax",
  "dashboard",
  "forge",
  "simulate",
  "book",
] as const;

/** Packages that core may import. */
export const corePackages = ["zod", "yaml", "@noble/hashes"] as const;

/** Packages that belong to one edge; entries may wire them. */
export const ownPackages: readonly (readonly [name: RegExp, edge: string])[] = [
  [/^openai(\/|$)/, "openai"],
  [/^(@octokit\/|probot(\/|$))/, "github"],
  [/^node:sqlite$/, "sqlite"],
  [/^pg(-boss)?(\/|$)/, "postgres"],
  [/^(web-tree-sitter|tree-sitter-|oxc-parser)/, "syntax"],
];

export type Room =
  | { readonly kind: "core"; readonly name: string; readonly floor: number }
  | { readonly kind: "engine" }
  | { readonly kind: "edge"; readonly name: string }
  /** A file directly in src, a verb of the command line, or the evaluation, which wires edges. */
  | { readonly kind: "entry" }
  | { readonly kind: "unknown"; readonly name: string };

/** The room of a file below src. */
export function roomOf(file: string): Room {
  const [, first = "", second = "", ...rest] = file.split("/");
  if (second === "" || first === "cli" || first === "eval") return { kind: "entry" };
  if (first === "engine") return { kind: "engine" };
  if (first === "core") {
    const floor = floors.findIndex((names) => names.includes(second));
    const known = floor >= 0 && rest.length > 0 === !second.endsWith(".ts");
    return known ? { kind: "core", name: second, floor } : { kind: "unknown", name: file };
  }
  const edge = edges.find((name) => name === first);
  return edge === undefined ? { kind: "unknown", name: first } : { kind: "edge", name: edge };
}

/** @returns what is wrong with an import between two rooms and what to do instead, or null. */
export function objection(from: Room, to: Room): string | null {
  if (to.kind === "unknown") return "is a room that the table does not know";
  switch (from.kind) {
    case "entry":
      return null;
    case "unknown":
      return "is imported by a room that the table does not know";
    case "core":
      if (to.kind !== "core") return "is outside core: pass it in as a value or a port";
      return to.floor > from.floor
        ? "is on a higher floor: move the shared part down, or pass it in as a value"
        : null;
    case "engine":
      return to.kind === "core" || to.kind === "engine"
        ? null
        : "is above the engine: declare a port in src/engine/ports.ts and let an entry wire it";
    case "edge":
      if (to.kind === "entry") return "is an entry: entries import edges, never the other way";
      return to.kind === "edge" && to.name !== from.name
        ? "is another edge: let an entry wire the two, or move what both need into core"
        : null;
  }
}
