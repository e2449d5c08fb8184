/**
 * What a fact means for a payout. One table, pure and exhaustive. A payout that is `unknown` is never sent again (rule
 * 12).
 *
 * Source: docs/payout-lifecycle.md#payout-states
 */
import { movesIn } from "../moves.ts";
import type { PayoutStatus } from "./status.ts";

export type PayoutFactKind =
  | "approved"
  | "rejected"
  /** Somebody begins to send it. */
  | "handed_over"
  /** It is not sent, and waits for an approval again. */
  | "held_back"
  | "accepted"
  /** The provider definitely made no payout. */
  | "refused"
  | "no_answer"
  | "reported_pending"
  /** Confirmed, and all that was said of the amount agrees with ours. */
  | "paid_exact"
  /** Confirmed, and what was said of the amount or the currency disagrees with ours. */
  | "paid_disagreeing"
  /** An end or a reversal that a query must confirm first. */
  | "unconfirmed"
  /** Confirmed, and no callback asserts that money went out. */
  | "reported_failed"
  /** A query says "failed", and a callback asserts that money went out. */
  | "contradicted"
  /** Money that had gone out has come back. */
  | "reversed"
  /** "No such order" for 15 minutes after a creation without an answer. */
  | "absent"
  /** The watch has ended, and something is still open. */
  | "time_over"
  | "operator_succeeded"
  | "operator_failed";

type Row = Readonly<Record<PayoutFactKind, PayoutStatus | null>>;

/** Decisions about a payout that was to be approved, once it has been decided about. */
const decided = {
  approved: null,
  rejected: null,
  handed_over: null,
  held_back: null,
} as const satisfies Partial<Row>;

/**
 * Nobody has called the provider. A provider that has the order all the same knows it from before the database was
 * restored from a backup.
 */
const unsent = {
  ...decided,
  accepted: null,
  refused: null,
  no_answer: null,
  reported_pending: null,
  paid_exact: "succeeded",
  paid_disagreeing: "review",
  unconfirmed: null,
  reported_failed: null,
  contradicted: null,
  reversed: null,
  absent: null,
  // A callback says that it was paid, and nobody can be asked: a person looks.
  time_over: "review",
  operator_succeeded: null,
  operator_failed: null,
} as const satisfies Row;

/** From a state in which the end is not known yet. */
const undecided = {
  ...decided,
  paid_exact: "succeeded",
  paid_disagreeing: "review",
  unconfirmed: null,
  reported_failed: "failed",
  reversed: "failed",
  operator_succeeded: null,
  operator_failed: null,
} as const satisfies Partial<Row>;

const table: Readonly<Record<PayoutStatus, Row>> = {
  awaiting_approval: { ...unsent, approved: "creating", rejected: "rejected" },
  creating: {
    ...undecided,
    handed_over: "creating",
    held_back: "awaiting_approval",
    accepted: "pending",
    refused: "failed",
    no_answer: "unknown",
    reported_pending: "pending",
    contradicted: "pending",
    absent: null,
    time_over: "review",
  },
  unknown: {
    ...undecided,
    accepted: "pending",
    refused: null,
    no_answer: "unknown",
    reported_pending: "pending",
    contradicted: "pending",
    absent: "failed",
    time_over: "review",
  },
  pending: {
    ...undecided,
    accepted: "pending",
    refused: null,
    no_answer: null,
    reported_pending: null,
    contradicted: null,
    absent: null,
    time_over: "review",
  },
  // An operator settles it, or the source that disagreed says otherwise.
  review: {
    ...decided,
    accepted: null,
    refused: null,
    no_answer: null,
    reported_pending: null,
    paid_exact: "succeeded",
    paid_disagreeing: "review",
    unconfirmed: null,
    reported_failed: "failed",
    contradicted: null,
    reversed: "failed",
    absent: "failed",
    time_over: "review",
    operator_succeeded: "succeeded",
    operator_failed: "failed",
  },
  // Never left. What turns up later is an exception beside it.
  succeeded: {
    ...decided,
    accepted: null,
    refused: null,
    no_answer: null,
    reported_pending: null,
    paid_exact: "succeeded",
    paid_disagreeing: "succeeded",
    unconfirmed: null,
    reported_failed: null,
    contradicted: null,
    reversed: "succeeded",
    absent: null,
    time_over: "succeeded",
    // Only whether it was reversed is left to an operator.
    operator_succeeded: "succeeded",
    operator_failed: null,
  },
  // A payout that failed may succeed after all.
  failed: {
    ...decided,
    accepted: null,
    refused: null,
    no_answer: null,
    reported_pending: null,
    paid_exact: "succeeded",
    paid_disagreeing: "review",
    unconfirmed: null,
    reported_failed: null,
    contradicted: null,
    reversed: "failed",
    absent: null,
    time_over: "review",
    operator_succeeded: null,
    operator_failed: null,
  },
  rejected: unsent,
};

/** Every change of state that the table knows, each once. `from` and `to` are the same where only data is recorded. */
export const payoutMoves = movesIn<PayoutStatus>(
  Object.entries(table).map(([from, row]) => ({ from, to: Object.values(row) })),
);

/** @returns the state after the fact (possibly the same), or null if the fact is only recorded. */
export function payoutMoveOf(status: PayoutStatus, fact: PayoutFactKind): PayoutStatus | null {
  return table[status][fact];
}
