// What this user's runs spend on each day: one account for every `demo` and `run` on the machine.
import { homedir } from "node:os";
import { join } from "node:path";
import { machineClock } from "../clock.ts";
import { no, ok, type Result } from "../core/kernel.ts";
import { makeFolder } from "../make-folder.ts";
import { counts, openDayAccount, type DayAccount } from "../openai/account.ts";
import type { OpenaiSettings } from "../openai/settings.ts";
import { stateFolder, type Environment } from "../settings.ts";
import { openDays } from "../sqlite/days.ts";

interface Account {
  /** Null where no model has a price and no tokens are limited: there is nothing to count. */
  readonly account: DayAccount | null;
  /** Where it is kept; null as above. */
  readonly file: string | null;
  close(): void;
}

/**
 * Opens the account where there is something to count.
 * @returns it, or a sentence that says why nothing may be bought.
 */
export function openAccount(settings: OpenaiSettings, env: Environment): Result<Account, string> {
  if (!counts(settings)) return ok({ account: null, file: null, close: () => undefined });
  let folder = "the state folder";
  try {
    folder = stateFolder(env, homedir());
    makeFolder(folder, 0o700);
    const file = join(folder, "days.db");
    const days = openDays(file);
    const account = openDayAccount(days, settings, machineClock.now);
    const close = (): void => {
      account.giveBack();
      days.close();
    };
    return ok({ account, file, close });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return no(
      `What is spent today cannot be kept in ${folder} (${because}), so the day's limit of ` +
        `$${settings.dayMicroUsdMax / 1e6} (QUORUM_DAY_USD) could not be held. Nothing was asked ` +
        "of a model. Make the folder writable, or name another one with XDG_STATE_HOME.",
    );
  }
}
