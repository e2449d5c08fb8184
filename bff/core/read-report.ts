/**
 * Compares a provider's report with what we hold and classifies it as a fact. Order number and account have
 * been checked before (a callback's address belongs to one order, a query names the order). Amount and
 * currency are checked here.
 * Source: docs/lifecycle.md#the-rules.
 */
import { type Amount, parseProviderDecimal } from "./money.ts";
import type { FactKind, PaymentStatus } from "./payment-state.ts";

/**
 * The part of a provider's report that matters for the decision. Amounts are decimal text as the provider
 * wrote them.
 */
export interface Reported {
  readonly orderNo: string;
  readonly status: "pending" | "partially_paid" | "succeeded" | "failed" | "canceled" | "reversed";
  readonly amountText: string | null;
  /** The provider calls an order paid whatever amount was paid, and does not name the amount here. */
  readonly amountUntold?: boolean;
  readonly orderedAmountText: string | null;
  readonly currency: string | null;
  /**
   * A status that the provider's documentation does not have. It is reported as pending and answers no open
   * query (rule 7).
   */
  readonly undocumentedStatus?: string | null;
}

export interface Held {
  readonly status: PaymentStatus;
  readonly orderNo: string;
  readonly amount: Amount;
  /** A reversal was reported and is not settled yet. */
  readonly reversalPending: boolean;
}

export interface Reading {
  readonly fact: FactKind;
  /** What was received, in minor units. Null if the report does not say. */
  readonly receivedMinor: bigint | null;
  /** A sentence for the timeline, or null. */
  readonly detail: string | null;
}

/**
 * How sure a report is. The answer to a query is confirmed. A success or reversal in a weakly signed callback
 * must be confirmed by a query first.
 */
export type Certainty = "confirmed" | "must_confirm";

/** @returns the fact that the report is for this payment. */
export function readReport(reported: Reported, held: Held, certainty: Certainty): Reading {
  switch (reported.status) {
    case "pending":
      return plain(settlesReversal(reported, held, certainty) ? "reversed" : "reported_pending");
    case "failed":
      return plain(settlesReversal(reported, held, certainty) ? "reversed" : "reported_failed");
    case "canceled":
      return plain(settlesReversal(reported, held, certainty) ? "reversed" : "reported_canceled");
    case "reversed":
      return certainty === "must_confirm"
        ? { fact: "unconfirmed", receivedMinor: null, detail: "reversal reported" }
        : plain("reversed");
    case "partially_paid": {
      if (certainty === "must_confirm") {
        return { fact: "unconfirmed", receivedMinor: null, detail: "partial payment reported" };
      }
      return {
        fact: "reported_partial",
        receivedMinor: readAmount(reported.amountText, held.amount),
        detail: null,
      };
    }
    case "succeeded":
      return certainty === "must_confirm"
        ? { fact: "unconfirmed", receivedMinor: null, detail: "success reported" }
        : readPaid(reported, held);
    default:
      return reported.status satisfies never;
  }
}

function readPaid(reported: Reported, held: Held): Reading {
  const received = reported.amountText === null ? null : readAmount(reported.amountText, held.amount);
  const disagreeing = (detail: string): Reading => ({
    fact: "paid_disagreeing",
    receivedMinor: received,
    detail,
  });
  if (reported.orderNo !== held.orderNo) return disagreeing("paid under another order number");
  if (reported.currency !== null && reported.currency !== held.amount.currency) {
    return { fact: "paid_disagreeing", receivedMinor: null, detail: "paid in another currency" };
  }
  if (reported.amountText !== null && received === null)
    return disagreeing("paid an amount that cannot be read");
  if (held.reversalPending) return disagreeing("paid while a reversal is in doubt");
  if (received === null && reported.amountUntold === true) {
    return { fact: "unconfirmed", receivedMinor: null, detail: "success reported without its amount" };
  }
  if (reported.orderedAmountText !== null) {
    const ordered = readAmount(reported.orderedAmountText, held.amount);
    if (ordered !== held.amount.minor) return disagreeing("another amount was ordered than ours");
  }
  // If the provider names no amount in an answer about one order, it means the amount ordered.
  const minor = received ?? held.amount.minor;
  if (minor < held.amount.minor) return { fact: "paid_less", receivedMinor: minor, detail: null };
  if (minor > held.amount.minor) return { fact: "paid_more", receivedMinor: minor, detail: null };
  return { fact: "paid_exact", receivedMinor: minor, detail: null };
}

/** Rule 7: an undocumented status is neither success nor failure, so it settles nothing. */
export function isUndocumented(reported: Reported): boolean {
  return reported.undocumentedStatus != null;
}

/**
 * Rule 11: a reversal was reported of a payment that counts as paid. It is settled by a query that no longer
 * says paid. A callback that says so does not answer the query.
 */
function settlesReversal(reported: Reported, held: Held, certainty: Certainty): boolean {
  const countsAsPaid = held.status === "succeeded" || held.status === "review";
  return held.reversalPending && countsAsPaid && certainty === "confirmed" && !isUndocumented(reported);
}

function readAmount(text: string | null, amount: Amount): bigint | null {
  return text === null ? null : (parseProviderDecimal(text, amount.decimals) ?? null);
}

const plain = (fact: FactKind): Reading => ({ fact, receivedMinor: null, detail: null });
