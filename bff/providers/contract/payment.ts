/** Creating, querying and canceling one order: what an adapter is given, and what it answers. */
import type { Amount } from "../../core/money.ts";
import type { NextAction } from "../../core/next-action.ts";
import type { OrderReport, ProviderDetails } from "../../core/report.ts";
import type { MethodConfig } from "./method.ts";
import type { PayerDetails, PayerFieldError } from "./payer.ts";
import type { UnknownOutcome } from "./unknown.ts";

/** One order to be created at the provider. */
export interface PaymentOrder {
  /** Our order number, 30 characters of `[0-9a-z]`. */
  readonly orderNo: string;
  readonly amount: Amount;
  readonly method: MethodConfig;
  readonly payer: PayerDetails;
  readonly description: string | null;
  /** Where the provider posts its callback. The address belongs to this one order. */
  readonly callbackUrl: string;
  /** Where the provider sends the customer back. */
  readonly returnUrl: string;
  /** Epoch ms. */
  readonly now: number;
  /** When the payment expires if the provider names no time of its own. Epoch ms. */
  readonly expiresAt: number;
}

export type CreateResult =
  | {
      readonly kind: "accepted";
      readonly providerOrderId: string | null;
      readonly nextAction: NextAction;
      /** The provider's own expiry, epoch ms. Null if it names none. */
      readonly expiresAt: number | null;
      /** Sentences of ours for the log, such as one about a CLABE with a wrong control digit. */
      readonly notes?: readonly string[];
      /** Set if the answer to the creation already says more than "pending" (PayPro's `data.status`). */
      readonly report: OrderReport | null;
    }
  /** The provider definitely created nothing, so another account may be tried. */
  | {
      readonly kind: "refused";
      /** A stable code of ours: `provider_refused`, `signature_refused`, `no_capacity`, `amount_refused` … */
      readonly code: string;
      /** True if the same customer may succeed by trying again, or with another method or account. */
      readonly retryable: boolean;
      /**
       * True if it is our own mistake (wrong key, wrong signature). It is logged as an error for the
       * operator.
       */
      readonly alarm: boolean;
      /** Set if the payer's own detail is wrong: then no other account is tried with it. */
      readonly wrongField?: PayerFieldError;
      /** What the provider said, if it said something. */
      readonly details?: ProviderDetails;
    }
  | UnknownOutcome;

/** What we know of an order when we query it. */
export interface OrderRef {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly method: MethodConfig;
  readonly amount: Amount;
  readonly payer: PayerDetails;
  readonly now: number;
  /** The same addresses as at the creation. A provider that is queried by creating again needs them. */
  readonly callbackUrl: string;
  readonly returnUrl: string;
  readonly description: string | null;
  /**
   * True while the creation got no answer and the order is still wanted. Then a provider that can be queried only by
   * creating again may be queried so, and one that finds no order is believed, after 15 minutes.
   */
  readonly isCreationInDoubt: boolean;
  /**
   * Asks a provider that can do so to send the callback of a paid order again: for an operator, or if the
   * amount is missing.
   */
  readonly resendCallback?: boolean;
}

export type QueryResult =
  | { readonly kind: "report"; readonly report: OrderReport }
  /** The provider says that it has no such order. */
  | { readonly kind: "not_found" }
  /** The provider cannot be queried about this order (yet). That is no error. */
  | { readonly kind: "cannot_query" }
  /** The provider refused the query itself (wrong key, wrong signature). It says nothing about the order. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly alarm: boolean;
      readonly details?: ProviderDetails;
    }
  | UnknownOutcome;

export type CancelResult =
  | { readonly kind: "canceled" }
  /** `alarm`: the provider objects to us, as in a refused creation. */
  | { readonly kind: "refused"; readonly code: string; readonly alarm?: boolean }
  | UnknownOutcome;
