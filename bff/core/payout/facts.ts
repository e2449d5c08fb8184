/** What can happen to a payout. A fact says what happened; the reducer says what it means for the payout's state. */
import type { ErrorCode } from "../errors.ts";
import type { ProviderDetails } from "../report.ts";
import type { ReportFact } from "../report-fact.ts";

export type PayoutFact =
  /** Another person than the one who made it decided about it. */
  | {
      readonly kind: "approved";
      /** The time by whose day it counts toward the daily limit. Epoch ms. */
      readonly countedAt: number;
      readonly noteSealed: string | null;
    }
  | { readonly kind: "rejected"; readonly noteSealed: string | null }
  /** The process that reports it is about to call the provider. */
  | { readonly kind: "handed_over" }
  | { readonly kind: "accepted"; readonly providerOrderId: string | null }
  /** It was about to be sent, and its refund may not be sent any more. */
  | { readonly kind: "held_back"; readonly objection: ErrorCode }
  /** The provider definitely made no payout. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly retryable: boolean;
      readonly details?: ProviderDetails | undefined;
    }
  /** The creation got no answer that can be relied on. */
  | { readonly kind: "no_answer"; readonly reason: string; readonly details?: ProviderDetails | undefined }
  | ReportFact
  /** A query found no such payout. */
  | { readonly kind: "not_found" }
  /**
   * The provider was queried for as long as it is, and nobody knows the end. `answered`: its last query was. `saysPaid`: it
   * says that all of the money went out.
   */
  | { readonly kind: "time_over"; readonly answered: boolean; readonly saysPaid: boolean }
  | { readonly kind: "operator"; readonly outcome: "succeeded" | "failed"; readonly noteSealed: string };
