// One checked sentence taken from the issue, with the quote it comes from and how it is accepted.

/** What a requirement is about; all but `functional` need a number or a person. */
export const kinds = [
  "functional",
  "performance",
  "security",
  "reliability",
  "usability",
  "compatibility",
  "maintainability",
] as const;

/**
 * How it is seen that an acceptance holds. `test`, `property`: a named test that carries the id.
 * `measure`: a command that prints a number. `proof`, `inspection`: a person looks and approves.
 */
export const methods = ["test", "property", "measure", "proof", "inspection"] as const;

export const comparisons = ["<=", "<", ">=", ">", "="] as const;

export interface Acceptance {
  /** `R3.A1`: the requirement's id and a number from 1 in order. */
  readonly id: string;
  readonly method: (typeof methods)[number];
  /** State before; empty when it does not matter. */
  readonly given: string;
  /** What is done; empty when it follows from the requirement. */
  readonly when: string;
  /** What is then seen. */
  readonly expected: string;
}

/**
 * A number that a command prints: `metric op value`, as in p99_ms <= 200. It is measured where the
 * repository's settings name a command for the metric; otherwise a person looks.
 */
export interface Measure {
  /** The name before the number in the command's output. */
  readonly metric: string;
  readonly op: (typeof comparisons)[number];
  readonly value: number;
  /**
   * The command, for people to read: the settings' own, or words of the issue. What is run is
   * looked up by the metric.
   */
  readonly how: string;
}

export interface Requirement {
  /** `R1`, `R2`, … */
  readonly id: string;
  readonly kind: (typeof kinds)[number];
  /** An EARS sentence: "When …, the … shall …". */
  readonly ears: string;
  /** Words that occur in the issue: guards against invented requirements. */
  readonly quote: string;
  readonly priority: "must" | "should" | "could";
  /** At least one. */
  readonly acceptance: readonly Acceptance[];
  readonly measure: Measure | null;
}

/** Accepted by a test that carries its id. */
export const byTest = ({ method }: Pick<Acceptance, "method">): boolean =>
  method === "test" || method === "property";

/** Accepted by a person who looks. */
export const byPerson = ({ method }: Acceptance): boolean =>
  method === "proof" || method === "inspection";

/** `R1.A1 (test) Given …, when …, then …`, as prompts and people read it. */
export function acceptanceLine({ id, method, given, when, expected }: Acceptance): string {
  const parts = [given && `given ${given}`, when && `when ${when}`, expected].filter(
    (p) => p !== "",
  );
  return `${id} (${method}) ${parts.join(", ")}`;
}

/** `p99_ms <= 200, measured by npm run bench`. */
export const measureLine = ({ metric, op, value, how }: Measure): string =>
  `${metric} ${op} ${value}, measured by ${how}`;
