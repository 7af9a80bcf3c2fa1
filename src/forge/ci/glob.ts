// GitHub's patterns for branches and paths in workflow files.

/**
 * A filter pattern as a regular expression: `*` within a segment, `**` across, `?` and `+` of the
 * character before, `[...]` one of these.
 * Source: GitHub docs, "Workflow syntax", filter pattern cheat sheet.
 */
export function patternOf(glob: string): RegExp {
  let source = "";
  for (let index = 0; index < glob.length; index += 1) {
    const char = glob[index] ?? "";
    if (char === "*" && glob[index + 1] === "*") {
      const folder = glob[index + 2] === "/";
      source += folder ? "(?:.*/)?" : ".*";
      index += folder ? 2 : 1;
    } else if (char === "*") source += "[^/]*";
    else if (char === "?" || char === "+") source += char;
    else if (char === "[") {
      const end = glob.indexOf("]", index);
      if (end < 0) source += "\\[";
      else {
        source += `[${glob.slice(index + 1, end).replace(/[\\^]/g, "\\$&")}]`;
        index = end;
      }
    } else if (char === "\\") {
      index += 1;
      source += escape(glob[index] ?? "");
    } else source += escape(char);
  }
  try {
    return new RegExp(`^${source}$`, "u");
  } catch {
    return /^(?!)/;
  }
}

const escape = (char: string): string => char.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** True when the last pattern that matches is not one that begins with `!`. */
export function matches(patterns: readonly string[], text: string): boolean {
  let matched = false;
  for (const pattern of patterns) {
    const negative = pattern.startsWith("!");
    if (patternOf(negative ? pattern.slice(1) : pattern).test(text)) matched = !negative;
  }
  return matched;
}
