// What a number or a duration is worth as code writes it, whatever the language.

const units: readonly (readonly [shape: RegExp, factor: number])[] = [
  [/nano/i, 1e-6],
  [/micro/i, 1e-3],
  [/milli|^ms$/i, 1],
  [/sec|^s$/i, 1000],
  [/min/i, 60_000],
  [/hour|^h$/i, 3_600_000],
];

const unitOf = (word: string): number | null =>
  units.find(([shape]) => shape.test(word))?.[1] ?? null;

/** What a number, a product of numbers or a duration in milliseconds is worth; else null. */
export function quantityOf(written: string): number | null {
  const factors = written.split("*").map((factor) => factorOf(factor.trim()));
  let product = 1;
  for (const factor of factors) {
    if (factor === null) return null;
    product *= factor;
  }
  return product;
}

function factorOf(written: string): number | null {
  const plain = /^(\d[\d_']*(?:\.\d*(?![a-z]{2}))?|\.\d+)((?:e[+-]?\d+)?)(?:_?([a-z]\w*))?$/i.exec(
    written,
  );
  if (plain) {
    const [, digits = "", power = "", suffix = ""] = plain;
    const number = Number(digits.replace(/[_']/g, "") + power);
    return number * (/^(?:ms|s|min|h)$/.test(suffix) ? (unitOf(suffix) ?? 1) : 1);
  }
  const [, callee = "", inside = ""] = /^([\w.:]+)\s*\(([^()]*)\)$/.exec(written) ?? [];
  const [, number = "", word = ""] = /^([\d_.]+)\.([a-z]\w*)$/i.exec(written) ?? [];
  const unit = unitOf(lastOf(callee || word || written));
  if (unit === null) return null;
  if (callee === "" && word === "") return unit;
  const value = factorOf(callee === "" ? number : inside);
  return value === null ? null : value * unit;
}

const lastOf = (path: string): string => /(\w+)$/.exec(path)?.[1] ?? "";
