// Why tests of `node --test` and of other writers of TAP failed.
import { failure, parts, type FailureReader } from "./failure.ts";

/** Below `failing tests:` each failure opens with its place and its mark. */
export const whyNodeSpec: FailureReader = (lines) => {
  const start = lines.findIndex((line) => line === "✖ failing tests:");
  if (start < 0) return [];
  const below = lines.slice(start + 1);
  const named = (line: string, i: number): string | null => {
    if (!/^test at .+:\d+:\d+$/u.test(below[i - 1] ?? "")) return null;
    return /^✖ (.*?)(?: \(\d+(?:\.\d+)?ms\))?$/u.exec(line)?.[1] ?? null;
  };
  return parts(below, named, (line) => /^test at .+:\d+:\d+$/u.test(line)).map((part) =>
    failure(part.head, part.lines),
  );
};

const point = /^( *)not ok \d+(?: -)? ?(.*)$/u;

/** A point's own lines are deeper than it: Node's as YAML, mocha's as they are. */
export const whyTap: FailureReader = (lines) =>
  lines.flatMap((line, i) => {
    const [, indent, name = ""] = point.exec(line) ?? [];
    if (indent === undefined) return [];
    const isOwn = (text = ""): boolean => text.startsWith(`${indent}  `);
    let end = i + 1;
    while (isOwn(lines[end])) end += 1;
    const own = lines.slice(i + 1, end).map((text) => text.slice(indent.length + 2));
    if (own.some((text) => text === "failureType: 'subtestsFailed'")) return [];
    const test = name.replace(/\\([\\#])/gu, "$1").trim();
    return [failure(test, own[0] === "---" ? ofYaml(own) : typedFirst(own))];
  });

/** `name: error`, then the stack. */
function ofYaml(own: readonly string[]): readonly string[] {
  const error = valueOf(own, "error");
  const type = valueOf(own, "name")[0] ?? "";
  const [first = "", ...rest] = error;
  return [type === "" ? first : `${type}: ${first}`, ...rest, ...valueOf(own, "stack")];
}

/** The lines of a key's value, whether it stands behind the key or below it. */
function valueOf(own: readonly string[], key: string): readonly string[] {
  const at = own.findIndex((text) => text.startsWith(`${key}: `));
  if (at < 0) return [];
  const value = (own[at] ?? "").slice(key.length + 2);
  if (!/^[|>]-?$/u.test(value)) return [value.replace(/^(["'])(.*)\1$/u, "$2")];
  const below = own.slice(at + 1);
  const end = below.findIndex((text) => text !== "" && !text.startsWith("  "));
  return below.slice(0, end < 0 ? undefined : end);
}

/** Mocha prints the message alone before it says of which type the error is. */
function typedFirst(own: readonly string[]): readonly string[] {
  const at = own.findIndex((text) => /^\w*(?:Error|Exception)\b.*:/u.test(text));
  return at < 0 ? own : own.slice(at);
}
