// The day's two ledgers, of money and of tokens, as one account: both are set aside or neither.
import type { Instant } from "../core/kernel.ts";
import type { DayStore } from "../engine/day-store.ts";
import { Faltered } from "../engine/ports.ts";
import { faltered, type Falter } from "./failure.ts";
import { DayLedger, type Reservation } from "./ledger.ts";
import type { OpenaiSettings } from "./settings.ts";

export interface DayAccount {
  /** In millionths of a dollar; null where nothing has a price. */
  readonly money: DayLedger | null;
  /** Null where the operator limits no tokens. */
  readonly tokens: DayLedger | null;
  /** Takes off what no call was promised, before the process ends. */
  giveBack(): void;
}

/** Whether there is anything to count on a day. */
export const counts = (settings: OpenaiSettings): boolean =>
  isPriced(settings) || settings.dayTokensMax !== null;

const isPriced = ({ models }: OpenaiSettings): boolean =>
  models.some((model) => model.priceIn + model.priceOut > 0);

/** The account in a store that other processes may share. */
export function openDayAccount(
  store: DayStore,
  settings: OpenaiSettings,
  now: () => Instant,
): DayAccount {
  const { dayMicroUsdMax, dayTokensMax } = settings;
  const money = isPriced(settings) ? new DayLedger(store, dayMicroUsdMax, now) : null;
  const tokens = dayTokensMax === null ? null : new DayLedger(store, dayTokensMax, now, "tokens");
  return {
    money,
    tokens,
    giveBack() {
      money?.giveBack();
      tokens?.giveBack();
    },
  };
}

interface Amounts {
  readonly microUsd: number;
  readonly tokens: number;
}

interface Reserved {
  readonly kind: "reserved";
  readonly settle: (taken: Amounts) => void;
}

/** @returns what settles the call, or why it may not be made now and when it may. */
export function reserveOn(account: DayAccount | null, most: Amounts): Reserved | Falter {
  const money = reserve(account?.money ?? null, most.microUsd, "QUORUM_DAY_USD");
  if (money?.kind === "faltered") return money;
  const tokens = reserve(account?.tokens ?? null, most.tokens, "QUORUM_DAY_TOKENS");
  if (tokens?.kind === "faltered") {
    if (money) settle(money, 0);
    return tokens;
  }
  return {
    kind: "reserved",
    settle(taken) {
      if (money) settle(money, taken.microUsd);
      if (tokens) settle(tokens, taken.tokens);
    },
  };
}

interface Held {
  readonly kind: "held";
  readonly ledger: DayLedger;
  readonly reservation: Reservation;
}

function reserve(ledger: DayLedger | null, sum: number, variable: string): Held | Falter | null {
  if (ledger === null) return null;
  try {
    const reservation = ledger.reserveDay(sum);
    if (reservation) return { kind: "held", ledger, reservation };
    const because =
      `today's budget for models is used up (${variable}); it is free again at 00:00 UTC`;
    return faltered(because, { retryAfterMs: ledger.untilTomorrowMs() });
  } catch (error) {
    if (error instanceof Faltered) return faltered(error.message);
    throw error;
  }
}

/** An account that cannot be written keeps all that was set aside: it errs to the safe side. */
function settle({ ledger, reservation }: Held, taken: number): void {
  try {
    ledger.settle(reservation, taken);
  } catch (error) {
    if (!(error instanceof Faltered)) throw error;
  }
}
