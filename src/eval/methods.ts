// What others do with the samples that Quorum votes on: pure rules over answers in their order.

/** One answer as it was drawn; spoiled ones are null. */
export type Drawn = string | null;

/** Answers by their number, drawn when they are asked for. */
export interface Samples {
  at(n: number): Promise<Drawn>;
  /** Whether the visible tests let a class through. */
  visible(name: string): Promise<boolean>;
}

export interface Taken {
  /** The class that is merged; null: a person is asked. */
  readonly name: string | null;
  readonly samples: number;
}

/** No rule draws more for one decision. */
export const samplesMost = 300;

/** The first answer that can be read is merged. */
export async function single(samples: Samples): Promise<Taken> {
  for (let n = 0; n < samplesMost; n += 1) {
    const name = await samples.at(n);
    if (name !== null) return { name, samples: n + 1 };
  }
  return { name: null, samples: samplesMost };
}

/** Of n answers the first one that passes the visible tests. */
export async function bestOf(samples: Samples, n: number): Promise<Taken> {
  for (let i = 0; i < n; i += 1) {
    const name = await samples.at(i);
    if (name !== null && (await samples.visible(name))) return { name, samples: n };
  }
  return { name: null, samples: n };
}

/** Of n answers the most frequent that passes the visible tests, of equals the first: Agentless. */
export async function majority(samples: Samples, n: number): Promise<Taken> {
  const votes = new Map<string, number>();
  for (let i = 0; i < n; i += 1) {
    const name = await samples.at(i);
    if (name === null || !(await samples.visible(name))) continue;
    votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  const [first] = [...votes].sort(([, a], [, b]) => b - a);
  return { name: first?.[0] ?? null, samples: n };
}

/** The first class with k votes, by votes alone. */
export const firstTo = (samples: Samples, k: number): Promise<Taken> =>
  counted(samples, false, (top) => top >= k);

/**
 * The first class that is k votes ahead of every other one: MAKER, arXiv 2511.09030.
 * @param checked whether answers that fail the visible tests are discarded like malformed ones.
 */
export const aheadBy = (samples: Samples, k: number, checked: boolean): Promise<Taken> =>
  counted(samples, checked, (top, second) => top - second >= k);

async function counted(
  samples: Samples,
  checked: boolean,
  decides: (top: number, second: number) => boolean,
): Promise<Taken> {
  const votes = new Map<string, number>();
  for (let n = 0; n < samplesMost; n += 1) {
    const name = await samples.at(n);
    if (name === null || (checked && !(await samples.visible(name)))) continue;
    votes.set(name, (votes.get(name) ?? 0) + 1);
    const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
    if (first && decides(first[1], second?.[1] ?? 0)) return { name: first[0], samples: n + 1 };
  }
  return { name: null, samples: samplesMost };
}
