/** What a provider says about one order, in our words. What it means for us is decided in payment/ and payout/. */
import type { NextAction } from "./next-action.ts";

/** How an order stands, in the provider's view. */
export type ReportedStatus = "pending" | "partially_paid" | "succeeded" | "failed" | "canceled" | "reversed";

/**
 * What a provider said about an order beside how it stands: for the customer's bank, the operator and the books. No
 * decision rests on it. Each text is one line without control characters, at most 200 characters long, and null where
 * the provider said nothing.
 *
 * Source: docs/providers/README.md#what-a-provider-says-besides
 */
export interface ProviderDetails {
  /** The bank's number of the transfer, as the customer's bank knows it. */
  readonly utr: string | null;
  /** What the provider takes for the order, as decimal text in the order's currency. */
  readonly feeText: string | null;
  /** The provider's own code: of the order's status, or of a refusal. */
  readonly code: string | null;
  readonly message: string | null;
}

/** The columns that keep what a provider said besides. */
export interface KeptDetails {
  readonly details_sealed: string | null;
  readonly utr_digest: string | null;
}

/** Encrypts what a provider says besides, together with what it had said of the order before. */
export type KeepDetails = (
  row: KeptDetails & { readonly id: string },
  details: ProviderDetails,
) => KeptDetails;

/** What a fact says beside how the order stands, whichever kind of fact it is. */
export function saidBesides(fact: {
  readonly kind: string;
  readonly report?: OrderReport;
  readonly details?: ProviderDetails | undefined;
}): ProviderDetails | undefined {
  return fact.report?.details ?? fact.details;
}

/** What a provider said about one order, by callback or by query. It says only what the provider said. */
export interface OrderReport {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly status: ReportedStatus;
  /**
   * What was actually paid, as the provider wrote it (`1000`, `1000.00`). Null if the provider did not say.
   */
  readonly amountText: string | null;
  /**
   * True if the provider calls an order paid whatever amount was paid, and does not name the amount here
   * (LHXPay's query).
   */
  readonly amountUntold?: boolean;
  /**
   * The amount that the provider says was ordered, if it says so besides what was paid (LHXPay's
   * `originAmount`).
   */
  readonly orderedAmountText: string | null;
  /** Null if the provider names no currency. Then it is the account's. */
  readonly currency: string | null;
  /** A query may return the code or link again (PayPro's `paymentInfo`). */
  readonly nextAction: NextAction | null;
  /** The provider's own status code, if its documentation does not have it. It is logged and counted. */
  readonly undocumentedStatus: string | null;
  /** Absent if the provider said nothing besides. */
  readonly details?: ProviderDetails;
}
