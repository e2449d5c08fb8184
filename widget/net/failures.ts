import type { Messages } from "../locales/messages.ts";

/**
 * What a payment's `failure.code` means to the customer, by which of the translated sentences tells it; null where
 * none of them would be true and the general one says enough. The codes are those that the BFF's providers and
 * services give a payment.
 */
export const failureKinds: Readonly<Record<string, keyof Messages["failures"] | null>> = {
  payment_failed: "declined",
  amount_refused: "amount",
  payer_unknown: "details",
  no_capacity: "busy",
  too_frequent: "busy",
  provider_unreachable: "busy",
  // The provider wants none of this order, mostly for a reason that the merchant must mend: not the customer's doing.
  provider_refused: "busy",
  signature_refused: "busy",
  time_refused: "busy",
  account_refused: "busy",
  coin_refused: "busy",
  request_refused: "busy",
  insufficient_balance: "busy",
  // The order never came to be, or an operator closed it: whose doing it was is not known.
  not_created: null,
  resolved_as_failed: null,
};

/** Which sentence tells the customer why; null for none, as for a code of a later BFF. */
export function failureKind(code: string): keyof Messages["failures"] | null {
  return Object.hasOwn(failureKinds, code) ? (failureKinds[code] ?? null) : null;
}
