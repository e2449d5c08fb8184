import type { BrowserSession, PaymentMethod, PaymentMethodOffer } from "../../bff/contract.ts";

/** The session's offer for a method. */
export function offerOf(session: BrowserSession, method: PaymentMethod | null): PaymentMethodOffer | null {
  return session.methods.find((offer) => offer.id === method) ?? null;
}
