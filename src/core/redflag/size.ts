// How much a change takes away or adds.
import { textAt } from "../tree.ts";
import type { Reading, RedFlag } from "./flag.ts";
import { codeAfter, codeBefore } from "./new-text.ts";

const linesMin = 20;
const shareMin = 0.3;
const halvedMin = 0.5;
const removing = /\b(?:remov|delet|drop|simplif|replac|extract|mov|split|shorten)\w*/i;

export const shrink: RedFlag = {
  id: "shrink",
  severity: "spoil",
  rule: "of 20 lines or more under 30 % are left, of their code too, and no removal is asked for",
  explain: "The answer dropped most of the old text; another one was drawn.",
  raised: (reading) => shrunk(reading, 0, shareMin),
};

export const halved: RedFlag = {
  id: "halved",
  severity: "warn",
  rule: "of 20 lines or more 30 to 50 % are left, of their code too, and no removal is asked for",
  explain: "The change drops more than half of the old text.",
  raised: (reading) => shrunk(reading, shareMin, halvedMin),
};

/** A sentence when the share that is left lies between the two, both of lines and of code. */
function shrunk(reading: Reading, from: number, to: number): string | null {
  const { step, oldText, newText } = reading;
  const before = oldText.split("\n").length;
  const after = newText.split("\n").length;
  const code = bare(codeBefore(reading));
  // Another layout has other lines, and the same code.
  const share = Math.max(after / before, code === 0 ? 0 : bare(codeAfter(reading)) / code);
  if (before < linesMin || share < from || share >= to) return null;
  return removing.test(step.task) ? null : `${before} lines became ${after}`;
}

const bare = (code: string): number => code.replace(/\s+/g, "").length;

export const large: RedFlag = {
  id: "large",
  severity: "person",
  rule: "the unit's steps so far change more lines than limits.patchLinesMax allows",
  explain:
    "The change is larger than a reviewer should be asked for, and was not split; please look at " +
    "it whole.",
  raised(reading) {
    const lines = changedLines(reading);
    const { patchLinesMax: max } = reading;
    return lines > max ? `${lines} lines changed, and limits.patchLinesMax is ${max}` : null;
  },
};

/** Lines that are new plus lines that are gone, each counted as often as it occurs. */
function changedLines({ changes, before, after, whole }: Reading): number {
  const base = whole?.base ?? before;
  const paths = new Set(changes.map(({ path }) => path));
  for (const [path, entry] of before) if (base.get(path) !== entry) paths.add(path);
  let sum = 0;
  for (const path of paths) {
    const counts = new Map<string, number>();
    const count = (text: string | null, by: number): void => {
      for (const line of text?.split("\n") ?? []) counts.set(line, (counts.get(line) ?? 0) + by);
    };
    count(textAt(after, path), 1);
    count(textAt(base, path), -1);
    for (const n of counts.values()) sum += Math.abs(n);
  }
  return sum;
}
