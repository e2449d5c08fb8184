import type { PayoutChanges } from "../records.ts";
import type { PayoutFactKind } from "./transitions.ts";

/** A fact as the table of transitions knows it, with the columns that change. */
export interface ReducedPayout {
  readonly fact: PayoutFactKind;
  readonly changes: PayoutChanges;
  /** A sentence for the timeline; null when there is nothing to add. */
  readonly detail: string | null;
  /** A person has to look at it although the state may stay. */
  readonly needsReview: boolean;
}

export function reduced(
  fact: PayoutFactKind,
  changes: PayoutChanges,
  detail: string | null = null,
): ReducedPayout {
  return { fact, changes, detail, needsReview: false };
}
