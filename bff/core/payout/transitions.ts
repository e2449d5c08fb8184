/** What a fact means for a payout. One table, pure and exhaustive. A payout that is `unknown` is never sent again (rule 12). */

export type PayoutStatus = "creating" | "unknown" | "pending" | "succeeded" | "failed";

export type PayoutFactKind =
  | "accepted"
  /** The provider definitely made no payout. */
  | "refused"
  | "no_answer"
  | "reported_pending"
  | "reported_succeeded"
  /** A success that a query must confirm first. */
  | "unconfirmed"
  | "reported_failed"
  /** "No such order" for 15 minutes after a creation without an answer. */
  | "absent";

type Row = Readonly<Record<PayoutFactKind, PayoutStatus | null>>;

const table: Readonly<Record<PayoutStatus, Row>> = {
  creating: {
    accepted: "pending",
    refused: "failed",
    no_answer: "unknown",
    reported_pending: "pending",
    reported_succeeded: "succeeded",
    unconfirmed: null,
    reported_failed: "failed",
    absent: null,
  },
  unknown: {
    accepted: "pending",
    refused: null,
    no_answer: "unknown",
    reported_pending: "pending",
    reported_succeeded: "succeeded",
    unconfirmed: null,
    reported_failed: "failed",
    absent: "failed",
  },
  pending: {
    accepted: "pending",
    refused: null,
    no_answer: null,
    reported_pending: null,
    reported_succeeded: "succeeded",
    unconfirmed: null,
    reported_failed: "failed",
    absent: null,
  },
  // What was called failed may be paid after all; what was paid is never downgraded, only recorded.
  succeeded: {
    accepted: null,
    refused: null,
    no_answer: null,
    reported_pending: null,
    reported_succeeded: null,
    unconfirmed: null,
    reported_failed: null,
    absent: null,
  },
  failed: {
    accepted: null,
    refused: null,
    no_answer: null,
    reported_pending: null,
    reported_succeeded: "succeeded",
    unconfirmed: null,
    reported_failed: null,
    absent: null,
  },
};

/** @returns the state after the fact (it may be the same), or null when the fact is only recorded. */
export function payoutMoveOf(status: PayoutStatus, fact: PayoutFactKind): PayoutStatus | null {
  return table[status][fact];
}
