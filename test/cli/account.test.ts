// The day's money of one user: counted over processes, and needed only where money can be spent.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openAccount } from "../../src/cli/account.ts";
import { parseSettings } from "../../src/openai/settings.ts";

const home = mkdtempSync(join(tmpdir(), "quorum-state-"));
afterAll(() => rmSync(home, { recursive: true }));

function settings(env: Readonly<Record<string, string>>) {
  const read = parseSettings({ OPENAI_API_KEY: "sk-abc", QUORUM_DAY_USD: "1", ...env });
  if (!read.ok) throw new Error(read.error.join());
  return read.value;
}
const priced = settings({});
const free = settings({ QUORUM_PRICE_IN: "0", QUORUM_PRICE_OUT: "0" });

function opened(XDG_STATE_HOME: string, of = priced) {
  const account = openAccount(of, { XDG_STATE_HOME });
  if (!account.ok) throw new Error(account.error);
  return account.value;
}

describe("the day's account", () => {
  it("counts what an earlier process spent", () => {
    const first = opened(home);
    expect(first.account?.money?.reserveDay(700_000)).not.toBeNull();
    first.close();
    const second = opened(home);
    expect(second.file).toBe(join(home, "quorum/days.db"));
    expect(second.account?.money?.today()).toBe(700_000);
    expect(second.account?.money?.reserveDay(300_001)).toBeNull();
    expect(second.account?.money?.reserveDay(300_000)).not.toBeNull();
    second.close();
  });

  it("that cannot be kept refuses to spend, and is not needed where nothing costs", () => {
    const file = join(home, "file");
    writeFileSync(file, "");
    const refused = openAccount(priced, { XDG_STATE_HOME: file });
    expect(refused.ok ? "" : refused.error).toMatch(
      /^What is spent today cannot be kept in .+\/file\/quorum \(.+\).+ the day's limit of \$1 /,
    );
    expect(opened(file, free)).toMatchObject({ account: null, file: null });
  });
});
