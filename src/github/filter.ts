// GitHub's filter patterns for branches, matched in bounded time: length of pattern times of name.

type Piece =
  | { readonly kind: "set"; readonly has: (char: string) => boolean; readonly times: Times }
  /** `*` stops at a slash, `**` does not. */
  | { readonly kind: "star"; readonly slashes: boolean };

type Times = "one" | "optional" | "many";

/**
 * `*`, `**`, `?` (none or one of the character before), `+` (one or more of it), `[a-z]`, `\`.
 * Source: GitHub docs, "Workflow syntax", filter pattern cheat sheet.
 */
export function matches(pattern: string, name: string): boolean {
  const pieces = piecesOf(pattern.slice(0, 500));
  /** Positions in the name that the pieces so far can reach. */
  let reached = new Set([0]);
  for (const piece of pieces) reached = step(piece, reached, name);
  return reached.has(name.length);
}

/** Patterns in order: the last one that matches decides, `!` takes away. Empty admits nothing. */
export function admits(patterns: readonly string[], name: string): boolean {
  let admitted = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith("!");
    if (matches(negative ? pattern.slice(1) : pattern, name)) admitted = !negative;
  }
  return admitted;
}

function step(piece: Piece, from: ReadonlySet<number>, name: string): Set<number> {
  const reached = new Set<number>();
  for (let at = 0; at <= name.length; at += 1) {
    const char = name[at - 1];
    const before = reached.has(at - 1);
    if (piece.kind === "star") {
      const runs = before && char !== undefined && (piece.slashes || char !== "/");
      if (from.has(at) || runs) reached.add(at);
      continue;
    }
    const fits = char !== undefined && piece.has(char);
    const first = fits && from.has(at - 1);
    const again = fits && piece.times === "many" && before;
    if (first || again || (piece.times === "optional" && from.has(at))) reached.add(at);
  }
  return reached;
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? "";
    const last = pieces.at(-1);
    if (char === "*") {
      if (last?.kind === "star") pieces.pop();
      pieces.push({ kind: "star", slashes: pattern[at - 1] === "*" });
    } else if ((char === "?" || char === "+") && last?.kind === "set") {
      pieces.pop();
      pieces.push({ ...last, times: char === "?" ? "optional" : "many" });
    } else if (char === "[" && pattern.indexOf("]", at + 2) !== -1) {
      const end = pattern.indexOf("]", at + 2);
      pieces.push({ kind: "set", has: inBrackets(pattern.slice(at + 1, end)), times: "one" });
      at = end;
    } else {
      if (char === "\\" && at + 1 < pattern.length) at += 1;
      const exactly = pattern[at];
      pieces.push({ kind: "set", has: (one) => one === exactly, times: "one" });
    }
  }
  return pieces;
}

function inBrackets(inside: string): (char: string) => boolean {
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < inside.length; at += 1) {
    const from = inside[at] ?? "";
    const to = inside[at + 1] === "-" ? inside[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return (char) => ranges.some(([from, to]) => from <= char && char <= to);
}
