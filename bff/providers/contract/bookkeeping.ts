/** What a provider says about an account as a whole: its balance, and the entries of a day. */
import type { Amount } from "../../core/money.ts";
import type { UnknownOutcome } from "./unknown.ts";

export type BalanceResult =
  | {
      readonly kind: "balance";
      readonly available: Amount | null;
      readonly total: Amount | null;
      readonly frozen: Amount | null;
    }
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | UnknownOutcome;

export interface StatementRequest {
  /** `yyyy-MM-dd`, as the provider counts days. */
  readonly day: string;
  readonly type: "payment" | "transfer" | null;
  readonly page: number;
  readonly pageSize: number;
  readonly now: number;
}

export interface StatementEntry {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  /** A payout of ours is a transfer. */
  readonly type: "payment" | "transfer";
  readonly amount: Amount;
  readonly isPaid: boolean;
  /** Epoch ms. Null if it is not paid, or if the time cannot be read. */
  readonly paidAt: number | null;
}

export type StatementResult =
  | { readonly kind: "statement"; readonly total: number; readonly entries: readonly StatementEntry[] }
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | UnknownOutcome;
