import type { BrowserSession, PaymentMethodOffer } from "../../bff/contract.ts";

/** The session's offer for a method. */
export function offerOf(session: BrowserSession, method: string | null): PaymentMethodOffer | null {
  return session.methods.find((offer) => offer.id === method) ?? null;
}

/** The same, where the customer can choose it: it is not shown as unavailable. */
export function choosableOffer(session: BrowserSession, method: string | null): PaymentMethodOffer | null {
  const offer = offerOf(session, method);
  return offer?.unavailable === undefined ? offer : null;
}
