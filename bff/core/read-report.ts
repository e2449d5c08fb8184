/**
 * Reads what a provider reported against what we hold, and says which kind of fact it is. Order number and
 * account were checked before (a callback is bound to one order by its URL, a query names the order); amount
 * and currency are checked here.
 * Source: docs/lifecycle.md#the-rules.
 */
import { type Amount, parseProviderDecimal } from "./money.ts";
import type { FactKind, PaymentStatus } from "./payment-state.ts";

/** The part of a provider's report that decides. Amounts are decimal text as the provider wrote them. */
export interface Reported {
  readonly orderNo: string;
  readonly status: "pending" | "partially_paid" | "succeeded" | "failed" | "canceled" | "reversed";
  readonly amountText: string | null;
  /** The provider calls paid what was paid in any amount, and does not say in which. */
  readonly amountUntold?: boolean;
  readonly orderedAmountText: string | null;
  readonly currency: string | null;
  /** A status that the provider's documentation does not cover: told as pending, and no answer to any question (rule 7). */
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
  /** What was received, in minor units; null when the report does not say or is no news. */
  readonly receivedMinor: bigint | null;
  /** A sentence for the timeline, null when there is nothing to add. */
  readonly detail: string | null;
}

/** How sure a report is: a query's answer counts; a weakly signed callback's success or reversal must be asked about first. */
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
  // A provider that names no amount when asked about one order speaks of the amount that was ordered.
  const minor = received ?? held.amount.minor;
  if (minor < held.amount.minor) return { fact: "paid_less", receivedMinor: minor, detail: null };
  if (minor > held.amount.minor) return { fact: "paid_more", receivedMinor: minor, detail: null };
  return { fact: "paid_exact", receivedMinor: minor, detail: null };
}

/** Rule 7: neither success nor failure, so it settles no doubt either. */
export function isUndocumented(reported: Reported): boolean {
  return reported.undocumentedStatus != null;
}

/**
 * Rule 11: once a reversal was reported, a query that no longer says paid settles it for a payment that counts as paid.
 * A callback that says so is not the answer to that question.
 */
function settlesReversal(reported: Reported, held: Held, certainty: Certainty): boolean {
  const countsAsPaid = held.status === "succeeded" || held.status === "review";
  return held.reversalPending && countsAsPaid && certainty === "confirmed" && !isUndocumented(reported);
}

function readAmount(text: string | null, amount: Amount): bigint | null {
  return text === null ? null : (parseProviderDecimal(text, amount.decimals) ?? null);
}

const plain = (fact: FactKind): Reading => ({ fact, receivedMinor: null, detail: null });
