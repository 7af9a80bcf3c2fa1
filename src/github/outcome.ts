// What a webhook can come to: a trigger, a comment, a wake, a change of installation, or nothing.
import type { Actor } from "../core/run/event.ts";
import type { RepositoryRef } from "../core/run/names.ts";
import type { Where } from "./house.ts";

export interface Own {
  readonly appId: number;
  /** The app's bot account, `name[bot]`; null when it is not known yet. */
  readonly login: string | null;
}

export interface Labels {
  readonly plan: string;
  readonly auto: string;
}

export const defaultLabels: Labels = { plan: "quorum", auto: "quorum:auto" };

/** An issue as the webhook carried it. */
export interface IssueSeen {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  readonly isPull: boolean;
}

/** An issue as GitHub shows it now. */
export interface IssueNow {
  readonly id: number;
  readonly state: "open" | "closed";
  readonly labels: readonly string[];
}

export interface Place {
  readonly repository: RepositoryRef;
  readonly defaultBranch: string;
}

export type Outcome =
  | { readonly kind: "ignored"; readonly why: string }
  | {
      readonly kind: "trigger";
      readonly place: Place;
      readonly issue: IssueSeen;
      readonly sender: Actor;
      readonly label: string;
      readonly mode: "plan" | "auto";
      /** GitHub's time of the label, ISO 8601. */
      readonly at: string;
    }
  | {
      readonly kind: "comment";
      readonly place: Place;
      readonly issue: IssueSeen;
      readonly sender: Actor;
      readonly commentId: number;
      readonly body: string;
      readonly at: string;
    }
  /** The issue was closed, lost a label of Quorum's, or was deleted or transferred. */
  | {
      readonly kind: "halt";
      readonly place: Place;
      readonly issue: IssueSeen;
      readonly sender: Actor;
      readonly why: "closed" | "unlabelled" | "left";
    }
  | { readonly kind: "wake"; readonly where: Where }
  | { readonly kind: "installation"; readonly installation: number; readonly gone: boolean };

export const ignored = (why: string): Outcome => ({ kind: "ignored", why });
