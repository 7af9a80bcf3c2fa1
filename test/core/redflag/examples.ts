// What the tables of examples share: small answers, and what is expected of one flag on them.
import { describe, expect, it } from "vitest";
import { flagsOf, type Asked } from "./reading.ts";

/** What a code step changes unless an example says otherwise. */
export const f = "function f(a) {\n  return a;\n}\n";

export const code = (text: string, more: Partial<Asked> = {}): Asked => ({
  files: { "src/a.js": f },
  place: "src/a.js#f",
  text,
  ...more,
});

/** The function f with this inside. */
export const body = (inside: string, more: Partial<Asked> = {}): Asked =>
  code(`function f(a) {\n  ${inside}\n}`, more);

/** A whole file. */
export const file = (path: string, text: string, more: Partial<Asked> = {}): Asked => ({
  place: path,
  text,
  ...more,
});

/** A whole test file, new or in the place of an old one. */
export const test = (text: string, old?: string, path = "test/a.test.js"): Asked => ({
  files: old === undefined ? {} : { [path]: old },
  place: path,
  text,
  step: { kind: "test" },
});

export const accepting = (...accepts: readonly string[]) => ({ kind: "test", accepts }) as const;

export const lines = (n: number, line: string): string =>
  Array.from({ length: n }, (_, i) => `  ${line}(${i});`).join("\n");

/** A secret in parts, so that no scanner takes the test for a leak. */
export const key = (...parts: readonly string[]): string => parts.join("");

/** Answers that raise a flag, and answers that only look like it. */
export function examples(
  id: string,
  of: { readonly raised: readonly Asked[]; readonly quiet: readonly Asked[] },
): void {
  const titled = (list: readonly Asked[]) =>
    list.map(
      (asked, n) => [`${n + 1}, ${asked.place}: ${asked.text.slice(0, 60)}`, asked] as const,
    );
  describe(`the red flag ${id}`, () => {
    it.each(titled(of.raised))("is raised by example %s", (_title, asked) => {
      expect(flagsOf(asked)).toContain(id);
    });
    it.each(titled(of.quiet))("stays down for example %s", (_title, asked) => {
      expect(flagsOf(asked)).not.toContain(id);
    });
  });
}
