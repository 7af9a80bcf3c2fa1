// An action that faltered, as the run remembers it until it goes through.
import type { Instant } from "../kernel.ts";

export interface Falter {
  readonly times: number;
  /** How many of those times it was a model's doing. */
  readonly model: number;
  readonly at: Instant;
  readonly because: string;
  readonly outcome: "none" | "unknown";
  readonly retryAfterMs: number | null;
  /** Trying again cannot help before somebody acts: the action waits for a call. */
  readonly lasting: boolean;
}
