// What this user's runs spend on each day: one account for every `demo` and `run` on the machine.
import { homedir } from "node:os";
import { join } from "node:path";
import { machineClock } from "../clock.ts";
import { no, ok, type Result } from "../core/kernel.ts";
import { makeFolder } from "../make-folder.ts";
import { DayLedger } from "../openai/ledger.ts";
import type { OpenaiSettings } from "../openai/settings.ts";
import { stateFolder, type Environment } from "../settings.ts";
import { openDays } from "../sqlite/days.ts";

interface Account {
  /** Null where no model has a price: then there is nothing to count. */
  readonly ledger: DayLedger | null;
  /** Where it is kept; null as above. */
  readonly file: string | null;
  close(): void;
}

/**
 * Opens the account where a model has a price.
 * @returns it, or a sentence that says why nothing may be bought.
 */
export function openAccount(
  { models, dayMicroUsdMax }: OpenaiSettings,
  env: Environment,
): Result<Account, string> {
  const priced = models.some((model) => model.priceIn + model.priceOut > 0);
  if (!priced) return ok({ ledger: null, file: null, close: () => undefined });
  let folder = "the state folder";
  try {
    folder = stateFolder(env, homedir());
    makeFolder(folder, 0o700);
    const file = join(folder, "days.db");
    const days = openDays(file);
    const ledger = new DayLedger(days, dayMicroUsdMax, machineClock.now);
    const close = (): void => {
      ledger.giveBack();
      days.close();
    };
    return ok({ ledger, file, close });
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return no(
      `What is spent today cannot be kept in ${folder} (${because}), so the day's limit of ` +
        `$${dayMicroUsdMax / 1e6} (QUORUM_DAY_USD) could not be held. Nothing was asked of a ` +
        "model. Make the folder writable, or name another one with XDG_STATE_HOME.",
    );
  }
}
