// The durable inbox of webhook deliveries: a delivery is acknowledged once it is in here.
import type { Instant } from "../core/kernel.ts";

export interface Incoming {
  /** GitHub's delivery GUID; unsigned, so it alone does not make a delivery new. */
  readonly delivery: string;
  readonly event: string;
  /** Made from the signed body: the same fact under another GUID has the same key. */
  readonly semanticKey: string;
  /** The body as it was signed. */
  readonly payload: string;
  readonly at: Instant;
}

export interface Delivery {
  readonly delivery: string;
  readonly event: string;
  readonly payload: string;
  readonly at: Instant;
  /** How often it was claimed, this time included. */
  readonly tries: number;
}

export interface Inbox {
  /**
   * Resolves when the delivery survives a power cut. `duplicate` when its id or its semantic key
   * is there already; a dead letter delivered again becomes new. Rejects when it cannot be kept.
   */
  put(incoming: Incoming): Promise<"new" | "duplicate">;
  /** The next delivery that is due and not in anybody's hands; null when there is none. */
  claim(now: Instant): Delivery | null;
  done(delivery: string): void;
  /** Puts it back until `again`, at once; null makes it a dead letter. */
  failed(delivery: string, because: string, again: Instant | null): void;
  /** When the next waiting delivery becomes due; null when none waits. */
  dueAt(): Instant | null;
  /** Whether a delivery with this id was ever put. */
  holds(delivery: string): boolean;
  /**
   * Whether something whose semantic key starts like this was put at or after an instant; dead
   * letters do not count, for they may be handled when they come again.
   */
  seen(semanticPrefix: string, since: Instant): boolean;
  /** Forgets what came before an instant and waits no more: done, or given up. */
  prune(before: Instant): void;
  figures(): { readonly waiting: number; readonly dead: number };
}
