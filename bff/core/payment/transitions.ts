/**
 * What a fact does to a payment. One table (state × fact → move), pure and exhaustive: a new state or a new fact does
 * not compile until every cell says what happens.
 *
 * Source: docs/lifecycle.md#payment-states
 */
import { movesIn } from "../moves.ts";
import type { LastingException, PaymentStatus } from "./status.ts";

/** What has happened, as far as the table distinguishes it. */
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
  /**
   * The provider says paid, and something other than an amount disagrees: the order number, a reversal in doubt. An amount
   * that cannot be compared is `paid_less` or `paid_more`.
   */
  | "paid_disagreeing"
  /** A query must answer first: an assertion or a reversal is to be confirmed, or it forbids an end. */
  | "unconfirmed"
  | "reported_failed"
  | "reported_canceled"
  /** A query no longer says paid after a reversal was reported. */
  | "reversed"
  /** "No such order" for 15 minutes after a creation without an answer. */
  | "absent"
  /** The customer or the merchant cancels it. */
  | "abandoned"
  /** Its time is over, and the provider was queried once more and did not say otherwise. */
  | "time_over"
  /** The watch is over without the provider's answer. */
  | "unanswered"
  | "operator_succeeded"
  | "operator_failed";

/** What a fact does. `to` may be the present state: then data is recorded and no transition is announced. */
export interface Move {
  readonly to: PaymentStatus;
  readonly exceptions: readonly LastingException[];
}

const to = (status: PaymentStatus, ...exceptions: LastingException[]): Move => ({ to: status, exceptions });

type Row = Readonly<Record<FactKind, Move | null>>;

/** From a state in which nothing has been paid yet and the order can still be paid. */
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
  // Nobody could say how it stands: a person has to look.
  unanswered: to("review"),
  operator_succeeded: null,
  operator_failed: null,
} satisfies Partial<Row>;

/** From `failed`, `canceled` and `expired`: money that arrives after all still counts (rule 8). */
const ended: Row = {
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
  abandoned: null,
  time_over: null,
  unanswered: null,
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
    abandoned: null,
    time_over: null,
    unanswered: null,
  },
  unknown: {
    ...awaiting,
    accepted: to("pending"),
    refused: null,
    no_answer: to("unknown"),
    reported_pending: to("pending"),
    absent: to("failed"),
    abandoned: to("canceled"),
    time_over: to("expired"),
  },
  pending: {
    ...awaiting,
    accepted: to("pending"),
    refused: null,
    no_answer: null,
    reported_pending: to("pending"),
    absent: null,
    abandoned: to("canceled"),
    time_over: to("expired"),
  },
  partially_paid: {
    ...awaiting,
    accepted: to("partially_paid"),
    refused: null,
    no_answer: null,
    reported_pending: null,
    reported_partial: to("partially_paid"),
    // Money has arrived, and the provider calls the order off. An operator must look.
    reported_failed: to("review", "underpaid"),
    reported_canceled: to("review", "underpaid"),
    absent: null,
    abandoned: null,
    time_over: to("expired", "partially_paid"),
    unanswered: to("review", "underpaid"),
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
    abandoned: null,
    time_over: null,
    unanswered: null,
    operator_succeeded: to("succeeded"),
    operator_failed: to("failed"),
  },
  succeeded: {
    ...ended,
    reported_partial: null,
    // A success is never taken back, but what is known of its amount, or of its reversal, may change.
    paid_exact: to("succeeded"),
    paid_less: to("succeeded", "underpaid"),
    paid_more: to("succeeded", "overpaid"),
    paid_disagreeing: null,
    reversed: to("succeeded", "reversed"),
    // Only whether it was reversed is left to an operator.
    operator_succeeded: to("succeeded"),
  },
  failed: ended,
  canceled: ended,
  expired: ended,
};

/** Every change of state that the table knows, each once. `from` and `to` are the same where only data is recorded. */
export const paymentMoves = movesIn<PaymentStatus>(
  Object.entries(table).map(([from, row]) => ({
    from,
    to: Object.values(row).map((move) => move?.to ?? null),
  })),
);

/** @returns what the fact does to a payment in that state, or null if it is only recorded. */
export function moveOf(status: PaymentStatus, fact: FactKind): Move | null {
  return table[status][fact];
}

/**
 * The stored exceptions after a move. A report of a success says anew whether its amount is too small or too large, and
 * that the money is there again after a reversal. `paid_late` and `duplicate_paid` stay.
 */
export function lastingAfter(
  before: readonly LastingException[],
  move: Move,
  fact: FactKind,
): LastingException[] {
  const kept = before.filter((name) => !takenBack(fact).has(name));
  return [...new Set([...kept, ...move.exceptions])];
}

const byAmount: ReadonlySet<LastingException> = new Set(["underpaid", "overpaid", "reversed"]);
const byWholeAmount: ReadonlySet<LastingException> = new Set([...byAmount, "partially_paid"]);
const byNothing: ReadonlySet<LastingException> = new Set();

function takenBack(fact: FactKind): ReadonlySet<LastingException> {
  if (fact === "paid_exact" || fact === "paid_more") return byWholeAmount;
  return fact === "paid_less" ? byAmount : byNothing;
}
