import type { Messages } from "../locales/messages.ts";

/**
 * The translated sentence for each `failure.code` of a payment; null when none of them would be true, so that the general
 * one must do. The codes are those of the BFF's providers and services.
 */
export const failureKinds: Readonly<Record<string, keyof Messages["failures"] | null>> = {
  payment_failed: "declined",
  amount_refused: "amount",
  payer_unknown: "details",
  payer_refused: "details",
  no_capacity: "busy",
  provider_unreachable: "busy",
  // The provider refused the order, mostly for a reason that the merchant must mend. It is not the customer's fault.
  provider_refused: "busy",
  signature_refused: "busy",
  time_refused: "busy",
  account_refused: "busy",
  coin_refused: "busy",
  request_refused: "busy",
  redirect_refused: "busy",
  permission_refused: "busy",
  quota_exceeded: "busy",
  payments_not_supported: "busy",
  scene_refused: "busy",
  insufficient_balance: "busy",
  // The provider has no such order, or an operator closed it. The cause is unknown.
  not_created: null,
  resolved_as_failed: null,
};

const kinds = new Map(Object.entries(failureKinds));

/** The sentence that explains a failure to the customer; null for none, as for a code of a newer BFF. */
export function failureKind(code: string): keyof Messages["failures"] | null {
  return kinds.get(code) ?? null;
}
