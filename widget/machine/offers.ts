import type { BrowserSession, PaymentMethod, PaymentMethodOffer } from "../../bff/contract.ts";

/** The session's offer for a method. */
export function offerOf(session: BrowserSession, method: PaymentMethod | null): PaymentMethodOffer | null {
  return session.methods.find((offer) => offer.id === method) ?? null;
}

/** Whether a method can be chosen: it is offered, and some provider of it takes orders. */
export function isUsable(session: BrowserSession | null, method: PaymentMethod | null): boolean {
  const offer = session === null ? null : offerOf(session, method);
  return offer !== null && offer.unavailable === undefined;
}
