// What a test may make go wrong between the forge and its clients, one decision per occasion.

export interface ApiOccasion {
  readonly method: string;
  readonly path: string;
  /** Counts requests to the API from 1. */
  readonly nth: number;
}

export type ApiFault =
  /** The answer is a server error; `after` means that the request was carried out all the same. */
  | {
      readonly kind: "error";
      readonly status: 500 | 502 | 503 | 504;
      readonly when: "before" | "after";
    }
  /** The connection breaks without an answer. */
  | { readonly kind: "broken"; readonly when: "before" | "after" }
  /** A secondary rate limit. */
  | { readonly kind: "limited"; readonly status: 403 | 429; readonly retryAfterSeconds: number };

export interface DeliveryOccasion {
  readonly event: string;
  readonly action: string | null;
  readonly guid: string;
  readonly redelivery: boolean;
  /** Counts deliveries from 1. */
  readonly nth: number;
}

export type DeliveryFault =
  /** Logged as failed, never sent; a redelivery may bring it. */
  | { readonly kind: "lost" }
  | { readonly kind: "duplicated" }
  /** Sent after the next one to the same app, or alone when none follows. */
  | { readonly kind: "reordered" }
  | { readonly kind: "delayed"; readonly ms: number };

export interface FaultPlan {
  readonly api?: (occasion: ApiOccasion) => ApiFault | null;
  readonly delivery?: (occasion: DeliveryOccasion) => DeliveryFault | null;
}
