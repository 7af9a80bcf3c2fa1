// A ballot: a sample once it was opened, either a vote for one class or spoiled by red flags.
import type { Brand } from "../kernel.ts";

/** Names an equivalence class of answers, or the proposal that a ballot chose. */
export type ClassId = Brand<string, "ClassId">;

export type Ballot =
  | { readonly kind: "valid"; readonly class: ClassId }
  /** `flags`: ids of the red flags raised, at least one. */
  | {
      readonly kind: "spoiled";
      readonly flags: readonly string[];
      /** The class that it voted for and that failed its check. */
      readonly class?: ClassId;
    };
