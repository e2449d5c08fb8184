import type { Detail } from "../details.ts";
import type { PayoutChanges } from "../records.ts";
import type { PayoutFactKind } from "./transitions.ts";

/** A fact as the table of transitions knows it, with the columns that change. */
export interface ReducedPayout {
  readonly fact: PayoutFactKind;
  readonly changes: PayoutChanges;
  /** For the timeline; null when there is nothing to add. */
  readonly detail: Detail | null;
  /** A person has to look at it although the state may stay. */
  readonly needsReview: boolean;
}

export function reduced(
  fact: PayoutFactKind,
  changes: PayoutChanges,
  detail: Detail | null = null,
): ReducedPayout {
  return { fact, changes, detail, needsReview: false };
}
