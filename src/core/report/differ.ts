// Where two texts differ, line by line, with a little of what stands around it.

const linesMax = 300;
const around = 2;

/**
 * Lines of a unified diff without headers: `-` stands only in the first text, `+` only in the
 * second, `…` for equal lines that are left out. Beyond 300 lines a text is cut.
 * @returns none where the texts are equal as far as they were read.
 */
export function differences(first: string, second: string): readonly string[] {
  const [a, b] = [first, second].map((text) => text.split("\n").slice(0, linesMax));
  const marked = a && b ? aligned(a, b) : [];
  const near = marked.map((_, i) =>
    marked.slice(Math.max(0, i - around), i + around + 1).some((line) => !line.startsWith(" ")),
  );
  return marked.flatMap((line, i) => {
    if (near[i]) return [line];
    return near[i - 1] === true && near.includes(true, i) ? ["…"] : [];
  });
}

/** Both texts by their longest common subsequence of lines. */
function aligned(a: readonly string[], b: readonly string[]): readonly string[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const common = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? new Uint16Array();
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] =
        a[i] === b[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`  ${a[i] ?? ""}`);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common(i + 1, j) >= common(i, j + 1))) {
      lines.push(`- ${a[i] ?? ""}`);
      i += 1;
    } else {
      lines.push(`+ ${b[j] ?? ""}`);
      j += 1;
    }
  }
  return lines;
}
