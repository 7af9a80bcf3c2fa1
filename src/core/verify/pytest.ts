// Reads pytest: a line for each test with -v (xdist's too), or the short summary that -rA prints.
import { collect, nested, numberIn, onlyMatch, type Reader, type Status } from "./reader.ts";

const words = "PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS|RERUN";
const verbose = new RegExp(`^(\\S.*?::.+?) (${words})(?: \\(.*\\))?(?: +\\[.*\\])?$`, "u");
const spread = new RegExp(`^\\[gw\\d+\\] \\[ *\\d+%\\] (${words}) (\\S.*?::.+?) ?$`, "u");
/** A result that something printed tore apart: another line could stand in its place. */
const broken = new RegExp(`(?:${words})(?: \\(.*\\))? +\\[ *\\d+%\\]$`, "u");
const listed = /^(PASSED|FAILED|ERROR|XFAIL|XPASS) (\S.*?::.+?)(?: - .*)?$/u;
const sums = "no tests ran|\\d+ [a-z ]+(?:, \\d+ [a-z ]+)*";
const summary = new RegExp(`^(?:=+ )?(${sums}) in [\\d.]+s(?: \\([\\d:]+\\))?(?: =+)?$`, "u");

/**
 * What tests print is captured and shown below the results, where nothing is read; with -s it
 * tears lines apart and the counts do not agree. A skipped module has a count and no line.
 */
export const readPytest: Reader = (lines) => {
  const end = onlyMatch(lines, summary);
  if (!end) return null;
  const found = collect();
  const broken = new Set<string>();
  const counts: Record<string, number> = {};
  const { results, torn } = resultsIn(lines.slice(0, end.index));
  for (const [word, id] of results) {
    counts[word] = (counts[word] ?? 0) + 1;
    if (word === "RERUN") continue;
    const path = id.split("::");
    // An error while the test is torn down comes after its own result.
    const name = path.join(nested);
    if (word === "ERROR" && found.tests.has(name)) broken.add(name);
    else found.add(path, statusOf(word));
  }
  const tests = new Map(found.tests);
  for (const name of broken) tests.set(name, "failed");
  const text = end.match[1] ?? "";
  const said = (noun: string): number =>
    numberIn(new RegExp(`(?:^|, )(\\d+) ${noun}(?:,|$)`, "u").exec(text));
  const agrees = (word: string, noun: string): boolean => (counts[word] ?? 0) === said(noun);
  const complete =
    !torn &&
    agrees("PASSED", "passed") &&
    agrees("FAILED", "failed") &&
    agrees("ERROR", "errors?") &&
    agrees("XFAIL", "xfailed") &&
    agrees("XPASS", "xpassed") &&
    (counts["SKIPPED"] ?? 0) <= said("skipped");
  return { runner: "pytest", tests, complete };
};

/** Word and node id of each result: from the lines above the first section, else from -rA. */
function resultsIn(lines: readonly string[]) {
  const section = lines.findIndex((text) => /^=+ (?!test session starts).*=+$/u.test(text));
  const results: (readonly [word: string, id: string])[] = [];
  let torn = false;
  for (const text of lines.slice(0, section === -1 ? undefined : section)) {
    const [, id, word] = verbose.exec(text) ?? [];
    const [, spreadWord, spreadId] = spread.exec(text) ?? [];
    if (word !== undefined) results.push([word, id ?? ""]);
    else if (spreadWord !== undefined) results.push([spreadWord, spreadId ?? ""]);
    else torn ||= broken.test(text);
  }
  const short = onlyMatch(lines, /^=+ short test summary info =+$/u);
  if (results.length > 0 || short === null) return { results, torn };
  for (const text of lines.slice(short.index + 1)) {
    const [, word, id] = listed.exec(text) ?? [];
    if (word !== undefined) results.push([word, id ?? ""]);
  }
  return { results, torn };
}

function statusOf(word: string): Status {
  if (word === "PASSED" || word === "XPASS") return "passed";
  return word === "SKIPPED" || word === "XFAIL" ? "skipped" : "failed";
}
