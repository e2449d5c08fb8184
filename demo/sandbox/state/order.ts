/** The five providers of the sandbox. */
export const providerIds = ["paypro", "cxpay", "lhxpay", "chainup", "bharatpay"] as const;
export type ProviderId = (typeof providerIds)[number];

/**
 * How an order stands at the provider. `closed`: nobody can pay it any more (canceled, timed out).
 * `reversed`: the money went back after it had been paid.
 */
export type OrderStatus = "pending" | "partially_paid" | "succeeded" | "failed" | "closed" | "reversed";

/** One callback with all its attempts and their answers. */
export interface CallbackRecord {
  readonly id: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
  readonly twist: string | null;
  readonly attempts: readonly CallbackAttempt[];
  readonly acknowledged: boolean;
  /** Time of the next attempt, in epoch milliseconds; null when there is none. */
  readonly nextAttemptAt: number | null;
}

/** `status` is the HTTP status, null without an answer. `answer` holds the first characters of the body. */
export interface CallbackAttempt {
  readonly at: number;
  readonly status: number | null;
  readonly answer: string;
}

/** A pay-in or a payout at the provider. Amounts are integer minor units with `decimals` digits. */
export interface Order {
  readonly provider: ProviderId;
  readonly kind: "payment" | "payout";
  /** The merchant's number, unique for a provider and kind. */
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
  /** What only this provider has: way code, channel, the code itself, the payee … */
  readonly detail: Readonly<Record<string, string>>;
  readonly history: readonly { readonly at: number; readonly what: string }[];
  readonly callbacks: readonly CallbackRecord[];
}

/** What a request to create an order sets. The rest starts empty. */
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
