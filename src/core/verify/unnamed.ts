// What to say where a test command's output does not name its tests, and what to set instead.
import type { Report } from "./reader.ts";
import { runners } from "./runners.ts";

const examples = ["node-spec", "vitest", "pytest", "go", "cargo"];

const where = "set the test command (`test:` in .github/quorum.yml, or --test)";

/** A sentence that says what is wrong and what to set; null where the report can be judged by. */
export function unnamed(report: Report): string | null {
  if (report.complete) return null;
  const row = runners.find(({ id }) => id === report.runner);
  if (row === undefined) {
    const known = runners.filter(({ id }) => examples.includes(id)).map((r) => `\`${r.command}\``);
    return (
      "the test command's output on the base names no tests; " +
      `${where} to one whose output does, such as ${known.join(", ")}`
    );
  }
  return (
    `the output of ${row.name} on the base does not name every test, or contradicts its own ` +
    `counts; ${where} to one like \`${row.command}\``
  );
}

const linesShown = 3;

/**
 * How a command ended whose output names no tests: its exit code and its last words, in one line of
 * at most 300 characters.
 */
export function endWords(code: number, output: string): string {
  const lines = output.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  const last = lines.slice(-linesShown).join(" / ").slice(-240);
  if (code === 0 && last === "") return "; it printed nothing";
  const inside = code === 127 ? " (only the system's own programs are seen in the sandbox)" : "";
  return `; it ended with exit code ${code}${inside}${last === "" ? "" : `: ${last}`}`;
}
