// Lines of the log on a terminal: of a chosen weight, and harmless there.
import { afterEach, expect, it, vi } from "vitest";
import { terminalLog } from "../../src/cli/terminal.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("shows what weighs enough, and by their number the characters that a terminal obeys", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const log = terminalLog("warn");
  log.info({ run: "1/7-aaaa" }, "not this");
  log.warn({ detail: "a\u009b2J\u202eb\u001b[0m" }, "the world faltered");
  expect(said.mock.calls).toEqual([
    ['warn: the world faltered {"detail":"a‹U+009B›2J‹U+202E›b\\u001b[0m"}'],
  ]);
});
