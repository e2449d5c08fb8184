/** What the growth tests need about a provider: its way of writing, and templates of its callbacks and answers. */
import type { MethodConfig, Provider } from "../../../bff/providers/contract.ts";
import type { Template } from "./leaves.ts";

export type CallName =
  | "create"
  | "query"
  | "cancel"
  | "payout"
  | "payout_query"
  | "balance"
  | "statement"
  | "probe";

export interface AnswerTemplate {
  readonly call: CallName;
  readonly template: Template;
  /** The adapter's result for the unchanged template. */
  readonly kind: string;
}

export interface CallbackTemplate {
  readonly side: "payment" | "payout";
  readonly template: Template;
  /** The body, signed or sealed, of JSON text like the template's. */
  readonly write: (json: string) => string;
}

export interface SpokenProvider {
  readonly name: string;
  readonly provider: Provider;
  readonly credentials: Readonly<Record<string, string>>;
  readonly method: MethodConfig;
  readonly amount: string;
  readonly answers: readonly AnswerTemplate[];
  /** The body of an answer whose readable part is this JSON text. */
  readonly writeAnswer: (json: string) => string;
  readonly callbacks: readonly CallbackTemplate[];
  /** Sealed by RSA: a field may have few characters only, and each takes its time. */
  readonly isSlow: boolean;
}

export const key = "s3cr3t-of-the-growth-tests-00000";
export const orderNo = "20261120120000abcdefgh12345678";
export const payoutNo = "20261120120000payout0123456789";
export const link = "https://pay.example/cashier?order=1";

export function methodOf(method: string, channel: string, currency: string, decimals: number): MethodConfig {
  return { method, channel, currency, decimals, expiresInSeconds: 3_600 };
}
