/**
 * Giving a payment's money back by the provider's own refund. The provider knows who paid, so no beneficiary is named.
 * What becomes of it is treated as a payout: it is sent once, and a query or a callback says how it ended.
 */
import type { Amount } from "../../core/money.ts";
import type { CallbackResult, RawCallback } from "./callback.ts";
import type { PayerDetails } from "./payer.ts";
import type { QueryResult } from "./payment.ts";
import type { PayoutFieldError, PayoutResult } from "./payout.ts";

/** The paid order, as the provider knows it. */
export interface RefundedOrder {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  /** The method's channel. */
  readonly channel: string;
  /** What was ordered. */
  readonly amount: Amount;
  /** Who paid, as the provider was told. Without any details once they were erased. */
  readonly payer: PayerDetails;
}

export interface RefundOrder {
  /** Of the refund: 30 characters, as of a payout. */
  readonly orderNo: string;
  readonly amount: Amount;
  readonly payment: RefundedOrder;
  /** Where the provider posts its callback about the refund. */
  readonly callbackUrl: string;
  readonly now: number;
}

export interface RefundRef {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly amount: Amount;
  readonly payment: RefundedOrder;
  readonly now: number;
  /** As in `OrderRef`. */
  readonly resendCallback?: boolean;
}

/** The part of an adapter that gives money back. */
export interface RefundSide {
  /** What speaks against this refund, as far as it can be known without calling the provider. */
  check(order: Pick<RefundOrder, "amount" | "payment">): readonly PayoutFieldError[];
  create(order: RefundOrder): Promise<PayoutResult>;
  query(ref: RefundRef): Promise<QueryResult>;
  readCallback(raw: RawCallback): CallbackResult;
}
