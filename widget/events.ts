import type { Report } from "./machine/state.ts";

/** The detail of the report that may have this name; one report may have several. */
type DetailOf<Name extends Report["name"], One extends Report = Report> = One extends Report
  ? Name extends One["name"]
    ? One["detail"]
    : never
  : never;

/** The session is loaded and the widget can be used. `status` is that of the session. Fires once. */
export type PayReadyEvent = CustomEvent<DetailOf<"pay-ready">>;
/** The customer chose a payment method. */
export type PayMethodSelectedEvent = CustomEvent<DetailOf<"pay-method-selected">>;
/** The widget shows a code or QR, or starts a redirect. After `preventDefault()`, the page must redirect by itself. */
export type PayActionEvent = CustomEvent<DetailOf<"pay-action">>;
/** What the page may know of the widget has changed; `detail` is the element's `state`. */
export type PayStateChangedEvent = CustomEvent<DetailOf<"pay-state-changed">>;
/** The customer wants to pay, and the order is not made yet. After `preventDefault()`, none is. */
export type PayBeforeStartEvent = CustomEvent<DetailOf<"pay-before-start">>;
/** The payment succeeded, failed, expired or was canceled. */
export type PayOutcomeEvent = CustomEvent<DetailOf<"pay-succeeded">>;
/** Something went wrong, and the widget shows it to the customer. */
export type PayErrorEvent = CustomEvent<DetailOf<"pay-error">>;

/** The events of `<pay-checkout>` by name. All bubble and cross shadow roots. */
export interface PayCheckoutEventMap {
  "pay-ready": PayReadyEvent;
  "pay-method-selected": PayMethodSelectedEvent;
  "pay-state-changed": PayStateChangedEvent;
  "pay-before-start": PayBeforeStartEvent;
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

/** The DOM event for a report. Only `pay-action` and `pay-before-start` can be prevented. */
export function toEvent({ name, detail }: Report): CustomEvent {
  const cancelable = name === "pay-action" || name === "pay-before-start";
  return new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable });
}
