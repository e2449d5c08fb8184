/**
 * ChainUp's answer codes, and what each means for a call that it refuses. A code that is not listed says
 * nothing about the order.
 * Source: docs/providers/chainup.md#answer-codes.
 */
export const success = "0";
export const duplicateOrder = "70002";
export const noSuchOrder = "70001";
export const orderState = "70003";
export const tooFrequent = "10005";

export interface Refusal {
  readonly code: string;
  /** True if the mistake is ours, and an operator must correct it. */
  readonly alarm: boolean;
}

const refusals: ReadonlyMap<string, Refusal> = new Map([
  ["50005", { code: "signature_refused", alarm: true }],
  ["50010", { code: "time_refused", alarm: true }],
  ["70005", { code: "account_refused", alarm: true }],
  ["70006", { code: "insufficient_balance", alarm: false }],
  ["70007", { code: "coin_refused", alarm: true }],
  ["70008", { code: "amount_refused", alarm: false }],
  [tooFrequent, { code: "too_frequent", alarm: false }],
]);

/**
 * Our word for a refusal. Undefined for `10001` (system), `70002`, `70003`, and codes that are not listed.
 */
export function refusalOf(code: string): Refusal | undefined {
  return refusals.get(code);
}
