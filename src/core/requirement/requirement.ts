// One checked sentence taken from the issue, with the quote it comes from and how it is accepted.

export interface Requirement {
  /** `R1`, `R2`, … */
  readonly id: string;
  /** An EARS sentence: "When …, the … shall …". */
  readonly ears: string;
  /** Words that occur in the issue: guards against invented requirements. */
  readonly quote: string;
  readonly priority: "must" | "should" | "could";
  /** How a person or a test sees that it holds. */
  readonly acceptance: string;
}
