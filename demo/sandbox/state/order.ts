/** The five providers the sandbox plays. */
export const providerIds = ["paypro", "cxpay", "lhxpay", "chainup", "bharatpay"] as const;
export type ProviderId = (typeof providerIds)[number];

/**
 * Where an order stands at the provider. `closed` is an order nobody can pay any more (canceled, timed
 * out); `reversed` one whose money went back after it had been paid.
 */
export type OrderStatus = "pending" | "partially_paid" | "succeeded" | "failed" | "closed" | "reversed";

/** One callback, as it was sent, with every answer it got. */
export interface CallbackRecord {
  readonly id: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly twist: string | null;
  readonly attempts: readonly CallbackAttempt[];
  readonly acknowledged: boolean;
  /** Epoch ms of the next attempt; null when there will be none. */
  readonly nextAttemptAt: number | null;
}

/** `status` is the HTTP status, null when no answer came; `answer` its first characters. */
export interface CallbackAttempt {
  readonly at: number;
  readonly status: number | null;
  readonly answer: string;
}

/** A pay-in or a payout as the provider holds it. Amounts are integer minor units of `decimals` digits. */
export interface Order {
  readonly provider: ProviderId;
  readonly kind: "payment" | "payout";
  /** The merchant's number: unique for provider and kind. */
  readonly orderNo: string;
  /** The provider's own number. */
  readonly platformNo: string;
  /** Unguessable part of this order's page. */
  readonly token: string;
  /** The call that made it, such as `payInApi` or `page`. */
  readonly via: string;
  readonly currency: string;
  readonly decimals: number;
  readonly amountMinor: bigint;
  readonly paidMinor: bigint;
  readonly status: OrderStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly paidAt: number | null;
  readonly callbackUrl: string | null;
  readonly returnUrl: string | null;
  /** What only this provider knows about an order: way code, channel, the code itself, the payee, … */
  readonly detail: Readonly<Record<string, string>>;
  readonly history: readonly { readonly at: number; readonly what: string }[];
  readonly callbacks: readonly CallbackRecord[];
}

/** What a request to create gives; the rest starts empty. */
export type NewOrder = Pick<
  Order,
  | "provider"
  | "kind"
  | "orderNo"
  | "platformNo"
  | "via"
  | "currency"
  | "decimals"
  | "amountMinor"
  | "callbackUrl"
  | "returnUrl"
  | "detail"
>;
