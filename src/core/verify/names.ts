// How a test that a text names is found among the full names that its runner prints.
import { nested, type Status } from "./reader.ts";

/** A name without the number that tells it from earlier ones. */
export const once = (name: string): string => name.replace(/ #\d+$/u, "");

/**
 * The statuses of a test: of every one that has exactly this name, else of every one that ends so,
 * behind its file or package and before its parameters: `a.py > x[1]`, `A > x(int)[1]`.
 * @param name `suite > name`, as texts name tests.
 */
export function statusesOf(tests: ReadonlyMap<string, Status>, name: string): readonly Status[] {
  const all = [...tests];
  const same = all.filter(([full]) => full === name || once(full) === name);
  const found = same.length > 0 ? same : all.filter(([full]) => endsIn(full, name));
  return found.map(([, status]) => status);
}

/** Whether a full name is that of a test which a text names so. */
export function endsIn(full: string, name: string): boolean {
  const plain = once(full);
  return [plain, plain.replace(/(?:\([^)]*\))?(?:\[[^\]]*\])?$/u, "")].some(
    (text) => text === name || text.endsWith(`${nested}${name}`),
  );
}
