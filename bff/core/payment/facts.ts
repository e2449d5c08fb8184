/** What can happen to a payment. A fact says what happened; the reducer says what it means for the payment's state. */
import type { Detail } from "../details.ts";
import type { NextAction } from "../next-action.ts";
import type { ProviderDetails } from "../report.ts";
import type { ReportFact } from "../report-fact.ts";

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
  | { readonly kind: "abandoned"; readonly detail: Detail }
  /** Its time is over, and the provider has answered (or has no query that could be answered). */
  | { readonly kind: "time_over"; readonly detail: Detail }
  /** The watch is over, and the provider has not answered the last queries, or could not be queried. */
  | { readonly kind: "unanswered"; readonly detail: Detail }
  | { readonly kind: "operator"; readonly outcome: "succeeded" | "failed"; readonly noteSealed: string };
