import type { Report } from "./machine/state.ts";

type DetailOf<Name extends Report["name"]> = Extract<Report, { name: Name }>["detail"];

/** The session is loaded and the widget can be used; `status` is the session's as it stands. Comes once. */
export type PayReadyEvent = CustomEvent<DetailOf<"pay-ready">>;
/** The customer chose a way to pay. */
export type PayMethodSelectedEvent = CustomEvent<DetailOf<"pay-method-selected">>;
/** A code, a QR or a redirect is up. `preventDefault()` on a redirect lets the page do it itself. */
export type PayActionEvent = CustomEvent<DetailOf<"pay-action">>;
/** The payment succeeded, failed, expired or was canceled. */
export type PayOutcomeEvent = CustomEvent<DetailOf<"pay-succeeded">>;
/** Something went wrong that the customer was told of. */
export type PayErrorEvent = CustomEvent<DetailOf<"pay-error">>;

/** The events of `<pay-checkout>` by name. All bubble and cross shadow roots. */
export interface PayCheckoutEventMap {
  "pay-ready": PayReadyEvent;
  "pay-method-selected": PayMethodSelectedEvent;
  "pay-action": PayActionEvent;
  "pay-succeeded": PayOutcomeEvent;
  "pay-failed": PayOutcomeEvent;
  "pay-expired": PayOutcomeEvent;
  "pay-canceled": PayOutcomeEvent;
  "pay-error": PayErrorEvent;
}

declare global {
  interface HTMLElementEventMap extends PayCheckoutEventMap {}
}

/** The DOM event for a report. Only `pay-action` can be prevented. */
export function toEvent({ name, detail }: Report): CustomEvent {
  return new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: name === "pay-action" });
}
