// Where a probe's test file stands: beside a test that the runner finds, under a name of its own.
import { parsePath, type Path } from "../tree.ts";

/**
 * The path of a new test file that the same runner collects, since only the word that names what
 * is tested is replaced: `test/key.test.js` → `test/probe1.test.js`, `tests/test_key.py` →
 * `tests/test_probe1.py`, `key_test.go` → `probe1_test.go`.
 * @param template a test file of the repository or of the unit.
 * @returns null when the name gives no such place.
 */
export function probePath(template: Path, n: number): Path | null {
  const cut = template.lastIndexOf("/") + 1;
  const name = template.slice(cut);
  const pattern = /^(test[_-]|spec[_-])?(.+?)([._-](?:test|tests|spec))?(\.\w+)$/i.exec(name);
  if (!pattern) return null;
  const [, before = "", , after = "", extension = ""] = pattern;
  return parsePath(`${template.slice(0, cut)}${before}probe${n + 1}${after}${extension}`);
}
