/** What can happen to a payment. A fact says what happened; the reducer says what it means for the payment's state. */
import type { NextAction } from "../next-action.ts";
import type { OrderReport, ProviderDetails } from "../report.ts";

/** How sure a report is: a query's answer counts; what a weakly signed callback says must be confirmed by a query. */
export type Certainty = "confirmed" | "must_confirm";

/** A provider's report about the order, by callback or by query. */
export interface ReportFact {
  readonly kind: "report";
  readonly report: OrderReport;
  readonly certainty: Certainty;
  /** SHA-256 hex of the callback's body and query; null for a query's answer. */
  readonly digest: string | null;
}

export type PaymentFact =
  /** The provider took the order. */
  | {
      readonly kind: "accepted";
      readonly providerOrderId: string | null;
      readonly nextAction: NextAction;
      /** Epoch ms; null when the provider names no expiry. */
      readonly expiresAt: number | null;
    }
  /** The provider definitely made no order. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly retryable: boolean;
      readonly details?: ProviderDetails | undefined;
    }
  /** The creation got no answer that can be relied on. */
  | { readonly kind: "no_answer"; readonly reason: string; readonly details?: ProviderDetails | undefined }
  | ReportFact
  /** A query found no such order. */
  | { readonly kind: "not_found" }
  /** The customer or the merchant abandons the payment. */
  | { readonly kind: "given_up"; readonly detail: string }
  /** Its time is over, and the provider has answered (or has no query that could be answered). */
  | { readonly kind: "time_over"; readonly detail: string }
  /** The watch is over, and the provider has not answered the last queries, or could not be queried. */
  | { readonly kind: "unanswered"; readonly detail: string }
  | { readonly kind: "operator"; readonly outcome: "succeeded" | "failed"; readonly note: string };

/** What callbacks had said that waited for a query, at some time. */
interface Waiting {
  readonly confirm_pending: number;
  readonly testimony: string | null;
}

/**
 * True for a query's answer that is older than a report which still waits for its confirming query. Such an answer
 * neither confirms the report nor contradicts it: the provider gave it before it knew. Only money counts all the same.
 * The confirming query asks again.
 */
export function isOvertaken(
  fact:
    | { readonly kind: "report"; readonly report: OrderReport }
    | { readonly kind: string; readonly report?: never },
  { queried, held }: { readonly queried: Waiting | undefined; readonly held: Waiting },
): boolean {
  if (queried === undefined || held.confirm_pending === 0) return false;
  // Another report may have waited already when the query began.
  const waitedAlready = queried.confirm_pending === 1 && queried.testimony === held.testimony;
  const saysMoney = fact.report?.status === "succeeded" || fact.report?.status === "partially_paid";
  return !waitedAlready && !saysMoney;
}
