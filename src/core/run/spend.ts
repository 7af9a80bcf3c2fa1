// What runs and units take, and what they are expected to take.
import type { Forecast } from "../vote/forecast.ts";

/** What samples take. */
export interface Sum {
  /** Millionths of a dollar. */
  readonly microUsd: number;
  readonly tokens: number;
}

export interface Spend {
  /** Millionths of a dollar. */
  readonly reserved: number;
  readonly spent: number;
  readonly tokens: number;
  readonly samples: number;
  readonly spoiled: Readonly<Record<string, number>>;
  readonly elections: number;
  readonly noAgreement: number;
  /** Set aside for child runs, or taken by those that are over; of it, what they took so far. */
  readonly granted: Sum;
  readonly children: Sum;
}

/** What a run is expected to take from its plan on: an estimate. */
export interface RunForecast {
  readonly steps: number;
  readonly samples: Forecast;
  /** Millionths of a dollar; null where no sample has had a price yet. */
  readonly microUsd: Forecast | null;
  /** Ended runs that it rests on; 0: on what is assumed of new steps. */
  readonly runs: number;
  /** The same with child runs, of which the plan says little; absent where there are none. */
  readonly whole?: Pick<RunForecast, "samples" | "microUsd"> & { readonly children: number };
  /** What was spent before: on requirements and plan. */
  readonly before: { readonly samples: number; readonly microUsd: number };
}
