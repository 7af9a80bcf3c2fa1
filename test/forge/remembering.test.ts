// What is remembered of git: answers about whole hashes, and nothing that may still change.
import { expect, it } from "vitest";
import { remembering } from "../../src/forge/remembering.ts";

const [a, b] = ["a".repeat(40), "b".repeat(40)];

it("asks once for the same hashes of one repository, and apart for others", async () => {
  let asked = 0;
  const remembered = remembering<number>();
  const ask = () => Promise.resolve((asked += 1));
  const answers = [];
  for (const [dir, ...hashes] of [
    ["x", a, b],
    ["x", a, b],
    ["x", b, a],
    ["y", a, b],
  ] as const) {
    answers.push(await remembered(dir, hashes, ask));
  }
  expect(answers).toEqual([1, 1, 2, 3]);
});

it("asks again about names, and after it found nothing", async () => {
  let asked = 0;
  const remembered = remembering<number | null>();
  const ask = () => Promise.resolve((asked += 1) < 3 ? null : asked);
  expect(await remembered("x", [a], ask)).toBeNull();
  expect(await remembered("x", [a], ask)).toBeNull();
  expect(await remembered("x", [a], ask)).toBe(3);
  expect(await remembered("x", [a], ask)).toBe(3);
  expect(await remembered("x", ["main"], ask)).toBe(4);
  expect(await remembered("x", ["main"], ask)).toBe(5);
});
