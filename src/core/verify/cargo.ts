// Reads `cargo test`: libtest's blocks, one for each crate, integration test and set of doc tests.
import { collect, numberIn, type Reader, type Status } from "./reader.ts";

const opening = /^running (\d+) tests?$/u;
const test = /^test (.+) \.\.\. (ok|FAILED|ignored)(?:, .*)?$/u;
/** A result that something printed tore apart: another line could stand in its place. */
const broken = /test \S.* \.\.\. ?(?:$|ok|FAILED|ignored)/u;
const sums = "(\\d+) passed; (\\d+) failed; (\\d+) ignored; (\\d+) measured; \\d+ filtered out";
const closing = new RegExp(`^test result: (ok|FAILED)\\. ${sums}`, "u");
/** Cargo announces each binary on error output, with a hash behind its name. */
const binary =
  /^ +Running (?:unittests )?(?:(\S+) )?\(.*?([^/\\]+?)(?:-[0-9a-f]{16})?(?:\.exe)?\)$/u;
const docs = /^ +Doc-tests (\S+)$/u;

/** A block that is being read: how many results it announced, and how many of each came. */
interface Block {
  readonly count: number;
  readonly seen: { passed: number; failed: number; skipped: number };
  /** All results are there: only failures' output and the sums may follow. */
  over: boolean;
}

/**
 * Results come together, right below `running n tests`; what failing tests printed comes after
 * them and is not read. Lines of doc tests name a line number, which any change above would shift:
 * it is left out.
 */
export const readCargo: Reader = (lines) => {
  if (!lines.some((text) => closing.test(text))) return null;
  const found = collect();
  let label: readonly string[] = [];
  let block: Block | null = null;
  let torn = false;
  for (const text of lines) {
    const opened = opening.exec(text);
    const match = test.exec(text);
    const closed = closing.exec(text);
    if (block === null) {
      label = labelOf(text) ?? label;
      if (opened) block = openBlock(Number(opened[1]));
      torn ||= match !== null || closed !== null;
    } else if (match && !block.over) {
      const status = statusOf(match[2] ?? "");
      found.add([...label, ...pathOf(match[1] ?? "")], status);
      block.seen[status] += 1;
    } else if (closed && total(block) === block.count) {
      torn ||= !agrees(block, closed);
      block = null;
    } else {
      torn ||= !block.over && broken.test(text);
      block.over ||= text === "" && total(block) >= block.count;
    }
  }
  return { runner: "cargo", tests: found.tests, complete: !torn && block === null };
};

const openBlock = (count: number): Block => ({
  count,
  seen: { passed: 0, failed: 0, skipped: 0 },
  over: false,
});

const total = ({ seen }: Block): number => seen.passed + seen.failed + seen.skipped;

function agrees({ seen }: Block, closed: RegExpExecArray): boolean {
  return (
    seen.passed === numberIn(closed, 2) &&
    seen.failed === numberIn(closed, 3) &&
    seen.skipped === numberIn(closed, 4) &&
    (closed[1] === "ok") === (seen.failed === 0)
  );
}

function labelOf(text: string): readonly string[] | null {
  const doc = docs.exec(text);
  if (doc) return [doc[1] ?? "", "doc-tests"];
  const match = binary.exec(text);
  if (!match) return null;
  return match[1] === undefined ? [match[2] ?? ""] : [match[2] ?? "", match[1]];
}

function pathOf(name: string): readonly string[] {
  const plain = name.replace(/ \(line \d+\)/u, "").replace(/ - should panic$/u, "");
  return /^[\w:]+$/u.test(plain) ? plain.split("::") : [plain];
}

function statusOf(word: string): Status {
  if (word === "ignored") return "skipped";
  return word === "ok" ? "passed" : "failed";
}
