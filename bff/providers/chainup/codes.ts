/**
 * ChainUp's answer codes, and what each means for an order that was to be created. Source: chainup's sheet. Codes
 * that it does not list say nothing about the order.
 */
import type { CreateResult } from "../contract.ts";

export const success = "0";
export const duplicateOrder = "70002";
export const noSuchOrder = "70001";
export const orderState = "70003";

type Refusal = Omit<Extract<CreateResult, { kind: "refused" }>, "kind" | "created">;

const refusals: ReadonlyMap<string, Refusal> = new Map([
  ["50005", { code: "signature_refused", retryable: false, alarm: true }],
  ["50010", { code: "time_refused", retryable: false, alarm: true }],
  ["70005", { code: "account_refused", retryable: false, alarm: true }],
  ["70006", { code: "insufficient_balance", retryable: true, alarm: false }],
  ["70007", { code: "coin_refused", retryable: false, alarm: true }],
  ["70008", { code: "amount_refused", retryable: false, alarm: false }],
  ["10005", { code: "too_frequent", retryable: true, alarm: false }],
]);

/** What a documented refusal is called here; undefined for `10001` (system), `70002`, `70003` and what nobody documents. */
export function refusalOf(code: string): Refusal | undefined {
  return refusals.get(code);
}
