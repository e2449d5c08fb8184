/**
 * ChainUp's answer codes, and what each means for a call that it refuses. A code that is not listed says
 * nothing about the order.
 * Source: docs/providers/chainup.md#answer-codes.
 */
import type { PayerFieldError, UnknownCause, UnknownOutcome } from "../contract.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { saying } from "../parsing/refused-calls.ts";

export const success = "0";
export const duplicateOrder = "70002";
export const noSuchOrder = "70001";
export const orderState = "70003";

export interface Refusal {
  readonly code: string;
  /** True if the mistake is ours, and an operator must correct it. */
  readonly alarm: boolean;
  /** The payer's detail that is wrong, if the mistake is the payer's. */
  readonly wrongField?: PayerFieldError;
}

const thePayers: Refusal = {
  code: "payer_refused",
  alarm: false,
  wrongField: { name: "exchangeUid", message: "is not an account that can pay at the exchange" },
};

const refusals: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ["10020", { code: "request_refused", alarm: true }],
  ["50000", { code: "request_refused", alarm: true }],
  ["50001", { code: "account_refused", alarm: true }],
  ["50002", { code: "redirect_refused", alarm: true }],
  ["50004", { code: "account_refused", alarm: true }],
  ["50005", { code: "signature_refused", alarm: true }],
  ["50010", { code: "time_refused", alarm: true }],
  ["50012", { code: "permission_refused", alarm: true }],
  ["50013", { code: "quota_exceeded", alarm: true }],
  ["50014", { code: "payments_not_supported", alarm: true }],
  ["60001", thePayers],
  ["60002", thePayers],
  ["60003", thePayers],
  ["60004", thePayers],
  ["70004", thePayers],
  ["70005", { code: "account_refused", alarm: true }],
  ["70006", { code: "insufficient_balance", alarm: false }],
  ["70007", { code: "coin_refused", alarm: true }],
  ["70008", { code: "amount_refused", alarm: false }],
  ["70009", { code: "scene_refused", alarm: true }],
]);

/** The platform could not get to an answer. */
const unanswered: ReadonlyMap<string, UnknownCause> = new Map([
  ["10001", "server_error"],
  ["10005", "rate_limited"],
  ["10015", "server_error"],
  ["50009", "server_error"],
  ["50011", "server_error"],
]);

/** What a refusal of the platform's says about us. Undefined for all other codes. */
export function refusalOf(code: string): Refusal | undefined {
  return refusals.get(code);
}

/** A code that leaves the order in doubt: one of those above, or one that nobody has documented. */
export function doubtOf({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): UnknownOutcome {
  const cause = unanswered.get(code) ?? "unclear_refusal";
  return { kind: "unknown", cause, ...saying(detailsOf({ code, message })) };
}
