/**
 * Compares a provider's report with what is held and says which kind of fact it is. Order number and account were
 * checked before (a callback's address belongs to one order, a query names the order); amount and currency are checked
 * here.
 *
 * Source: docs/lifecycle.md#rule-5-success-needs-agreement
 */
import { type Amount, parseProviderDecimal } from "../money.ts";
import type { OrderReport } from "../report.ts";
import type { Certainty } from "./facts.ts";
import type { PaymentStatus } from "./status.ts";
import type { FactKind } from "./transitions.ts";

/** The part of a report that decides. Amounts are decimal text as the provider wrote them. */
export type Reported = Pick<
  OrderReport,
  "orderNo" | "status" | "amountText" | "orderedAmountText" | "currency"
> &
  Partial<Pick<OrderReport, "amountUntold" | "undocumentedStatus">>;

/** The part of a payment that a report is compared with. */
export interface Expected {
  readonly status: PaymentStatus;
  readonly orderNo: string;
  readonly amount: Amount;
  /** A reversal was reported and is not settled. */
  readonly reversalPending: boolean;
}

export interface Classified {
  readonly fact: FactKind;
  /** What was received, in minor units; null when the report does not say. */
  readonly receivedMinor: bigint | null;
  /** A sentence for the timeline; null when there is nothing to add. */
  readonly detail: string | null;
}

/** @returns the fact that the report is for this payment. */
export function classifyReport(reported: Reported, expected: Expected, certainty: Certainty): Classified {
  switch (reported.status) {
    case "pending":
      return plain(confirmsReversal(reported, expected, certainty) ? "reversed" : "reported_pending");
    case "failed":
      return plain(confirmsReversal(reported, expected, certainty) ? "reversed" : "reported_failed");
    case "canceled":
      return plain(confirmsReversal(reported, expected, certainty) ? "reversed" : "reported_canceled");
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
        receivedMinor: readAmount(reported.amountText, expected.amount),
        detail: null,
      };
    }
    case "succeeded":
      return certainty === "must_confirm"
        ? { fact: "unconfirmed", receivedMinor: null, detail: "success reported" }
        : classifyPaid(reported, expected);
    default:
      return reported.status satisfies never;
  }
}

function classifyPaid(reported: Reported, expected: Expected): Classified {
  const received = reported.amountText === null ? null : readAmount(reported.amountText, expected.amount);
  const disagreeing = (detail: string): Classified => ({
    fact: "paid_disagreeing",
    receivedMinor: received,
    detail,
  });
  if (reported.orderNo !== expected.orderNo) return disagreeing("paid under another order number");
  if (reported.currency !== null && reported.currency !== expected.amount.currency) {
    return { fact: "paid_disagreeing", receivedMinor: null, detail: "paid in another currency" };
  }
  if (reported.amountText !== null && received === null)
    return disagreeing("paid an amount that cannot be read");
  if (expected.reversalPending) return disagreeing("paid while a reversal is in doubt");
  if (received === null && reported.amountUntold === true) {
    return { fact: "unconfirmed", receivedMinor: null, detail: "success reported without its amount" };
  }
  if (reported.orderedAmountText !== null) {
    const ordered = readAmount(reported.orderedAmountText, expected.amount);
    if (ordered !== expected.amount.minor) return disagreeing("another amount was ordered than ours");
  }
  // An answer about one order that names no amount means the amount that was ordered.
  const minor = received ?? expected.amount.minor;
  if (minor < expected.amount.minor) return { fact: "paid_less", receivedMinor: minor, detail: null };
  if (minor > expected.amount.minor) return { fact: "paid_more", receivedMinor: minor, detail: null };
  return { fact: "paid_exact", receivedMinor: minor, detail: null };
}

/** Rule 7: such a status is neither success nor failure, so it answers no open question either. */
export function isUndocumented(reported: Reported): boolean {
  return reported.undocumentedStatus != null;
}

/**
 * Rule 11: a reversal was reported of a payment that counts as paid, and a query no longer says paid. A callback that says
 * so does not confirm it. What the report does to the pending reversal: reversal.ts.
 */
function confirmsReversal(reported: Reported, expected: Expected, certainty: Certainty): boolean {
  const countsAsPaid = expected.status === "succeeded" || expected.status === "review";
  return expected.reversalPending && countsAsPaid && certainty === "confirmed" && !isUndocumented(reported);
}

function readAmount(text: string | null, amount: Amount): bigint | null {
  return text === null ? null : (parseProviderDecimal(text, amount.decimals) ?? null);
}

const plain = (fact: FactKind): Classified => ({ fact, receivedMinor: null, detail: null });
