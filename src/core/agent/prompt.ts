// What a microagent is asked and what comes back: plain values on both sides of the Model port.

/** What a prompt is about; also what an answer book looks its answers up by. */
export type About =
  | { readonly kind: "requirements" }
  | { readonly kind: "plan" }
  /** Names one of the shown proposals: `options` are canonical JSON texts in the order shown. */
  | {
      readonly kind: "choice";
      readonly of: "requirements" | "plan";
      /** Id of the unit planned anew, or title of the part that is split; null: neither. */
      readonly unit: string | null;
      readonly options: readonly string[];
    }
  /** The nodes of a part of the plan, known by its title. */
  | { readonly kind: "part"; readonly title: string }
  /** Other steps for one unit of the plan. */
  | { readonly kind: "replan"; readonly unit: string }
  /** Names some of the shown places: paths, or `path#symbol`, in the order shown. */
  | {
      readonly kind: "places";
      readonly of: "files" | "symbols";
      readonly options: readonly string[];
    }
  /** A runoff's ballot between texts of one place, and a test that tells them apart. */
  | {
      readonly kind: "ballot";
      readonly place: string;
      readonly unit: string;
      readonly options: readonly string[];
    }
  | { readonly kind: "probe"; readonly place: string; readonly unit: string }
  /** `place` is `src/a.ts#f` or `src/a.ts`. */
  | { readonly kind: "step"; readonly place: string; readonly unit: string };

export interface Prompt {
  readonly about: About;
  readonly system: string;
  readonly user: string;
  /** Random marker of the tagged-text transport; unknown to repository and issue text. */
  readonly nonce: string;
  /** The most output tokens that an answer may take. */
  readonly outputTokensMax: number;
}

/** How one sample is drawn. */
export interface Draw {
  /** Index into the configured models. */
  readonly model: number;
  /** Index among the run's models, where this one stands in for the sample number's own. */
  readonly standIn?: number;
  /** Prompt variant, 0 or more; model and variant make the stratum. */
  readonly variant: number;
  readonly temperature: number;
  readonly seed: number;
}

/** What the model did. Everything that went wrong is a value, never an exception. */
export type Sample =
  | {
      readonly kind: "answered";
      readonly text: string;
      /** `stop` = complete; `length` = cut off by the token limit; `filter` = withheld. */
      readonly finish: "stop" | "length" | "filter";
      readonly usage: Usage;
    }
  | { readonly kind: "refused"; readonly text: string; readonly usage: Usage }
  /** The world faltered: nothing was said, or nobody knows what. Retried, never counted. */
  | {
      readonly kind: "faltered";
      readonly because: string;
      readonly retryAfterMs: number | null;
      /** True when asking again cannot help before a person acts: key, quota, too long a prompt. */
      readonly lasting?: boolean;
      /** The most that it may have taken all the same; absent: nothing. */
      readonly usage?: Usage;
    };

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Cost in millionths of a dollar. */
  readonly microUsd: number;
}
