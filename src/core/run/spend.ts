// What a run and each of its units have spent: counted up, never estimated.

export interface Spend {
  /** Millionths of a dollar. */
  readonly reserved: number;
  readonly spent: number;
  readonly tokens: number;
  readonly samples: number;
  readonly spoiled: Readonly<Record<string, number>>;
  readonly elections: number;
  readonly noAgreement: number;
}

export interface UnitSpend {
  /** Millionths of a dollar. */
  readonly microUsd: number;
  readonly tokens: number;
}
