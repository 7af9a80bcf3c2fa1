// Reads TAP: `node --test` with subtests, and the flat form that other runners write.
import { collect, type Reader, type Status } from "./reader.ts";

const point = /^( *)(ok|not ok) (\d+)(?: -)? ?(.*)$/u;
const plan = /^( *)1\.\.(\d+)(?: #.*)?$/u;
const indentOf = 4;
/**
 * A point behind other text: a test printed something without ending its line. Only one place can
 * be the first that is no space, so that a line is gone through once, however long it is.
 */
const swallowed = /^(?! *(?:not )?ok \d)\s*\S.*?\bok \d+ /u;

interface Leaf {
  readonly path: readonly string[];
  readonly status: Status;
}

/** One level of nesting: the numbers seen so far and the leaves under it. */
interface Level {
  seen: number;
  planned: number | null;
  leaves: Leaf[];
}

const level = (): Level => ({ seen: 0, planned: null, leaves: [] });

/**
 * Subtests come before the point that closes them, four spaces deeper. Every level must be
 * numbered 1, 2, 3, … and planned exactly, so that a point which a test printed itself breaks the
 * count. Node announces every point and comments out what tests print; where points come
 * unannounced, nesting and points behind other text are not believed. Vitest's braces nest the
 * other way round and are not read.
 */
export const readTap: Reader = (lines) => {
  if (!lines.some((text) => /^1\.\.\d+/u.test(text))) return null;
  if (lines.some((text) => point.test(text) && text.endsWith("{"))) return null;
  const levels: Level[] = [level()];
  const announced = new Set<string>();
  let unannounced = false;
  let torn = false;
  let yamlIndent: string | null = null;
  for (const text of lines) {
    if (yamlIndent !== null) {
      torn ||= text !== "" && !text.startsWith(yamlIndent);
      if (text === `${yamlIndent}...`) yamlIndent = null;
      continue;
    }
    const title = /^# Subtest: (.*)$/u.exec(text)?.[1];
    if (title !== undefined) announced.add(described(title, true).name);
    yamlIndent = /^( *)---$/u.exec(text)?.[1] ?? null;
    const planned = plan.exec(text);
    const match = point.exec(text);
    const depth = (planned?.[1] ?? match?.[1] ?? "").length / indentOf;
    if (!Number.isInteger(depth)) continue;
    if (planned) torn = !setPlan(levels, depth, Number(planned[2])) || torn;
    if (!match) continue;
    const { name } = described(match[4] ?? "", true);
    if (depth === 0) unannounced ||= !announced.delete(name);
    torn = !addPoint(levels, depth, match) || torn;
  }
  const open = yamlIndent !== null;
  if (!unannounced) return closed(levels, torn || open || !endsAsNode(lines));
  const nests = lines.some((text) => (point.exec(text)?.[1] ?? "") !== "");
  return closed(levels, torn || open || nests || lines.some((text) => swallowed.test(text)));
};

const endsAsNode = (lines: readonly string[]): boolean =>
  lines.some((text) => /^# duration_ms \d/u.test(text));

function levelAt(levels: Level[], depth: number): Level {
  while (levels.length <= depth) levels.push(level());
  return levels[depth] ?? level();
}

function setPlan(levels: Level[], depth: number, count: number): boolean {
  const own = levelAt(levels, depth);
  const first = own.planned === null;
  own.planned = count;
  return first;
}

/** @returns false when the point breaks the numbering or closes an unfinished level. */
function addPoint(levels: Level[], depth: number, match: RegExpExecArray): boolean {
  const own = levelAt(levels, depth);
  const inner = levels.splice(depth + 1);
  const [, , outcome = "", number = "", rest = ""] = match;
  const { name, status } = described(rest, outcome === "ok");
  own.seen += 1;
  const children = inner[0]?.leaves ?? [];
  if (children.length === 0) own.leaves.push({ path: [name], status });
  else own.leaves.push(...children.map((c) => ({ path: [name, ...c.path], status: c.status })));
  const whole = inner.length === 0 || (inner.length === 1 && inner[0]?.planned === inner[0]?.seen);
  return whole && Number(number) === own.seen;
}

function described(rest: string, ok: boolean): { readonly name: string; readonly status: Status } {
  const match = /^(.*?)(?<!\\)\s?# (?:(SKIP|TODO|time)\b.*)$/iu.exec(rest);
  const name = (match ? (match[1] ?? "") : rest).replace(/\\([\\#])/gu, "$1").trim();
  const directive = match?.[2]?.toUpperCase();
  if (directive === "SKIP" || directive === "TODO") return { name, status: "skipped" };
  return { name, status: ok ? "passed" : "failed" };
}

function closed(levels: readonly Level[], torn: boolean) {
  const found = collect();
  const top = levels[0];
  for (const { path, status } of top?.leaves ?? []) found.add(path, status);
  const numbered = top !== undefined && top.planned === top.seen && levels.length === 1;
  return { runner: "tap" as const, tests: found.tests, complete: numbered && !torn };
}
