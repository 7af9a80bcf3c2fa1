// Mistakes that break the syntax of a file, of the kinds that models make.

export interface Broken {
  readonly kind: string;
  readonly text: string;
}

type Break = (lines: readonly string[], at: number) => readonly string[] | null;

const without = (line: string, what: RegExp): string | null => {
  const shorter = line.replace(what, "");
  return shorter === line ? null : shorter;
};

const changed =
  (change: (line: string) => string | null): Break =>
  (lines, at) => {
    const line = change(lines[at] ?? "");
    return line === null ? null : lines.with(at, line);
  };

const inserted =
  (...more: readonly string[]): Break =>
  (lines, at) =>
    lines.toSpliced(at, 0, ...more);

const kinds: Readonly<Record<string, Break>> = {
  "closer gone": changed((line) => without(line, /[)\]}](?=[^)\]}]*$)/)),
  "opener gone": changed((line) => without(line, /[([{]/)),
  "closer too many": changed((line) =>
    /[)\]}]/.test(line) ? line.replace(/([)\]}])/, "$1$1") : null,
  ),
  "quote gone": changed((line) => without(line, /["'](?=[^"']*$)/)),
  "cut off": (lines, at) => [...lines.slice(0, at), (lines[at] ?? "").slice(0, 12)],
  "conflict markers": inserted("<<<<<<< ours", "=======", ">>>>>>> theirs"),
  fence: inserted("```"),
  elision: inserted("... rest unchanged ..."),
  "operator twice": changed((line) =>
    / [=+*/] /.test(line) ? line.replace(/ ([=+*/]) /, " $1 $1 ") : null,
  ),
  "word gone": changed((line) =>
    without(line, /\b(?:def|func|fn|function|class|return|if|while|for|do|then|in|end)\b\s?/),
  ),
  "sign gone": changed((line) => without(line, /[:;,](?=\s*$)/)),
  "stray word": changed((line) =>
    /\w \w/.test(line) ? line.replace(/(\w) (\w)/, "$1 stray $2") : null,
  ),
  "stray end": inserted("end"),
  "one blank more": changed((line) => (/^\s*\w/.test(line) ? ` ${line}` : null)),
  "indent gone": changed((line) => (/^\s+\w/.test(line) ? line.trimStart() : null)),
};

/** One text of each kind, broken at a line that the seed picks; some may be right all the same. */
export function brokenOnes(text: string, seed: number): readonly Broken[] {
  const lines = text.split("\n");
  return Object.entries(kinds).flatMap(([kind, breaks], n) => {
    const first = (seed * 31 + n * 17) % lines.length;
    for (let tried = 0; tried < lines.length; tried += 1) {
      const at = (first + tried) % lines.length;
      const broken = (lines[at] ?? "").trim() === "" ? null : breaks(lines, at);
      if (broken !== null) return [{ kind, text: broken.join("\n") }];
    }
    return [];
  });
}
