/**
 * What a fact does to a payment. One table (state × fact → move), pure and exhaustive: a new state or a new fact does
 * not compile until every cell says what happens.
 *
 * Source: docs/lifecycle.md#payment-states, rules 2 and 5 to 11
 */
import type { LastingException, PaymentStatus } from "./status.ts";

/** What happened, reduced to what the table distinguishes. */
export type FactKind =
  /** The provider took the order. */
  | "accepted"
  /** The provider definitely made no order. */
  | "refused"
  /** Time-out, dropped connection, 5xx, unreadable: there may or may not be an order. */
  | "no_answer"
  | "reported_pending"
  | "reported_partial"
  /** Verified, and order number, account, currency and amount agree with ours. */
  | "paid_exact"
  | "paid_less"
  | "paid_more"
  /** The provider says paid and something else than the amount disagrees (currency, unreadable amount, a reversal in doubt). */
  | "paid_disagreeing"
  /** A success or reversal that a query must confirm first. */
  | "unconfirmed"
  | "reported_failed"
  | "reported_canceled"
  /** A query no longer says paid after a reversal was reported. */
  | "reversed"
  /** "No such order" for 15 minutes after a creation without an answer. */
  | "absent"
  /** The customer or the merchant gives it up. */
  | "given_up"
  /** Its time is over and the provider, asked once more, does not say otherwise. */
  | "time_over"
  | "operator_succeeded"
  | "operator_failed";

/** `to` may be the state it is in: then data is recorded and no transition is told. `null`: nothing changes. */
export interface Move {
  readonly to: PaymentStatus;
  readonly exceptions: readonly LastingException[];
}

const to = (status: PaymentStatus, ...exceptions: LastingException[]): Move => ({ to: status, exceptions });

type Row = Readonly<Record<FactKind, Move | null>>;

/** From a state in which nothing has been paid and the order may still be. */
const awaiting = {
  paid_exact: to("succeeded"),
  paid_less: to("review", "underpaid"),
  paid_more: to("review", "overpaid"),
  paid_disagreeing: to("review"),
  reported_partial: to("partially_paid"),
  reported_failed: to("failed"),
  reported_canceled: to("canceled"),
  unconfirmed: null,
  reversed: null,
  operator_succeeded: null,
  operator_failed: null,
} satisfies Partial<Row>;

/** From a state that was given up: money that arrives after all is never swallowed (rule 8). */
const givenUp: Row = {
  accepted: null,
  refused: null,
  no_answer: null,
  reported_pending: null,
  reported_partial: to("review", "underpaid", "paid_late"),
  paid_exact: to("succeeded", "paid_late"),
  paid_less: to("review", "underpaid", "paid_late"),
  paid_more: to("review", "overpaid", "paid_late"),
  paid_disagreeing: to("review", "paid_late"),
  unconfirmed: null,
  reported_failed: null,
  reported_canceled: null,
  reversed: null,
  absent: null,
  given_up: null,
  time_over: null,
  operator_succeeded: null,
  operator_failed: null,
};

const table: Readonly<Record<PaymentStatus, Row>> = {
  creating: {
    ...awaiting,
    accepted: to("pending"),
    refused: to("failed"),
    no_answer: to("unknown"),
    reported_pending: to("pending"),
    absent: null,
    given_up: null,
    time_over: null,
  },
  unknown: {
    ...awaiting,
    accepted: to("pending"),
    refused: null,
    no_answer: to("unknown"),
    reported_pending: to("pending"),
    absent: to("failed"),
    given_up: to("canceled"),
    time_over: to("expired"),
  },
  pending: {
    ...awaiting,
    accepted: to("pending"),
    refused: null,
    no_answer: null,
    reported_pending: to("pending"),
    absent: null,
    given_up: to("canceled"),
    time_over: to("expired"),
  },
  partially_paid: {
    ...awaiting,
    accepted: to("partially_paid"),
    refused: null,
    no_answer: null,
    reported_pending: null,
    reported_partial: to("partially_paid"),
    // Money is there, and the provider calls the order off: a person must look at that.
    reported_failed: to("review", "underpaid"),
    reported_canceled: to("review", "underpaid"),
    absent: null,
    given_up: null,
    time_over: to("expired", "partially_paid"),
  },
  review: {
    accepted: null,
    refused: null,
    no_answer: null,
    reported_pending: null,
    reported_partial: to("review"),
    paid_exact: to("succeeded"),
    paid_less: to("review", "underpaid"),
    paid_more: to("review", "overpaid"),
    paid_disagreeing: null,
    unconfirmed: null,
    reported_failed: null,
    reported_canceled: null,
    reversed: to("review", "reversed"),
    absent: null,
    given_up: null,
    time_over: null,
    operator_succeeded: to("succeeded"),
    operator_failed: to("failed"),
  },
  succeeded: {
    ...givenUp,
    reported_partial: null,
    paid_exact: null,
    paid_less: null,
    // More money than was asked for arrived after success: on record, for a refund.
    paid_more: to("succeeded", "overpaid"),
    paid_disagreeing: null,
    reversed: to("succeeded", "reversed"),
  },
  failed: givenUp,
  canceled: givenUp,
  expired: givenUp,
};

/** @returns what the fact does to a payment in that state, or null when it is only to be recorded. */
export function moveOf(status: PaymentStatus, fact: FactKind): Move | null {
  return table[status][fact];
}

/**
 * The exceptions after a move. An agreeing success takes back what said that amounts disagree; coming late,
 * coming twice and having been reversed stay true.
 */
export function lastingAfter(
  before: readonly LastingException[],
  move: Move,
  fact: FactKind,
): LastingException[] {
  const kept =
    fact === "paid_exact"
      ? before.filter((name) => name !== "underpaid" && name !== "overpaid" && name !== "partially_paid")
      : fact === "paid_less" || fact === "paid_more"
        ? before.filter((name) => name !== "underpaid" && name !== "overpaid")
        : before;
  return [...new Set([...kept, ...move.exceptions])];
}
