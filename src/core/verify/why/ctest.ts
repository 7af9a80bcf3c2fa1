// Why tests of ctest failed: it tells a time limit and a crash from a failure, and says no more.
import { failure, type FailureReader } from "./failure.ts";

const line = /^ *\d+\/\d+ Test +#\d+: (.+?) \.{3,}(.*?)\*\*\*(Timeout|Exception)/u;

/** Nothing for a test that merely failed. */
export const whyCtest: FailureReader = (lines) =>
  lines.flatMap((text) => {
    const [, name = "", words = "", mark] = line.exec(text) ?? [];
    if (mark === undefined) return [];
    return [failure(name, [mark === "Timeout" ? "timed out" : `crashed: ${words}`])];
  });
