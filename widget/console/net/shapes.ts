/** Shapes of the console's own API. */
import type { Money, PaymentFailure, TimelineEntry } from "../../../bff/contract.ts";

/** Who is signed in. */
export interface Operator {
  readonly operator: string;
  readonly scopes: readonly string[];
  readonly csrfToken: string;
  readonly merchant: string;
  readonly environment: "sandbox" | "live";
}

export interface Refund {
  readonly id: string;
  readonly object: "refund";
  readonly payment: string;
  readonly status: string;
  readonly amount: Money;
  readonly reason: string;
  readonly method: string;
  readonly payout: string | null;
  readonly claimUrl: string | null;
  readonly note?: string | null;
  readonly account?: string | null;
  readonly createdAt: string;
  readonly expiresAt?: string | null;
  readonly failure: PaymentFailure | null;
  readonly timeline?: readonly TimelineEntry[];
}
export interface Exchange {
  readonly at: string;
  readonly direction: "out" | "in";
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly ms: number | null;
  readonly outcome: string;
  readonly request: string | null;
  readonly response: string | null;
}
export interface SearchHit {
  readonly object: string;
  readonly id: string;
  readonly why: string;
}
/** Something that needs a person. */
export interface TodayItem {
  readonly kind: string;
  readonly object: string;
  readonly id: string;
  readonly since: string | null;
  readonly detail: string | null;
  readonly amount: Money | null;
}
export interface Today {
  readonly items: readonly TodayItem[];
}
export interface Charts {
  readonly series: readonly unknown[];
}
