// Why tests of `go test` failed.
import { printed } from "../go.ts";
import { asserted, failure, type Failure, type FailureReader } from "./failure.ts";
import { nested } from "../reader.ts";

const runs = /^=== (?:RUN|CONT|NAME) +(\S+)$/u;
const ended = /^ *--- (PASS|FAIL|SKIP): (\S+) \(\d+\.\d+s\)$/u;

/**
 * What a test says is below the line that it runs again, or below its result. There are no
 * assertions in Go: a test that says it failed asserted something, one that panicked did not.
 */
export const whyGo: FailureReader = (short, whole) => {
  const said = new Map<string, string[]>();
  const failed = new Set<string>();
  let open: string | null = null;
  for (const line of printed(short, whole)) {
    const result = ended.exec(line);
    open = runs.exec(line)?.[1] ?? result?.[2] ?? (/^(?:ok|FAIL|\?) +\t/u.test(line) ? null : open);
    if (result?.[1] === "FAIL") failed.add(result[2] ?? "");
    if (open === null || result || runs.test(line)) continue;
    const words = said.get(open) ?? [];
    said.set(open, words);
    words.push(line);
    if (line.startsWith("panic: ")) failed.add(open);
  }
  return [...failed].map((name): Failure => {
    const words = said.get(name) ?? [];
    const panic = words.findIndex((line) => line.startsWith("panic: "));
    const own = panic < 0 ? [asserted, ...words] : words.slice(panic);
    return failure(name.split("/").join(nested), own);
  });
};
