import { CheckoutElement } from "./checkout-element.ts";
import type { OwnMessages } from "./i18n/text-kinds.ts";
import type { PageState } from "./machine/state.ts";
import { firstStyles } from "./styles/first.ts";

/**
 * A checkout: the payment methods, the instructions for paying, and the status of the payment.
 *
 * @summary Lets a customer pay a session of the BFF.
 *
 * @fires {PayReadyEvent} pay-ready - The session is loaded; `detail.status` is its status.
 * @fires {PayMethodSelectedEvent} pay-method-selected - The customer chose a payment method: `detail.method`.
 * @fires {PayStateChangedEvent} pay-state-changed - The element's `state` has changed; `detail` is the new one.
 * @fires {PayBeforeStartEvent} pay-before-start - The customer wants to pay, and the order is not made yet: `detail.method`, `detail.amount`. After `preventDefault()` nothing is sent, and the button can be pressed again.
 * @fires {PayActionEvent} pay-action - The widget shows a code or QR, or starts a redirect: `detail.action`, `detail.payment`. After `preventDefault()`, the page must redirect by itself.
 * @fires {PayOutcomeEvent} pay-succeeded - The money has arrived.
 * @fires {PayOutcomeEvent} pay-failed - The provider refused the payment. The customer may try again.
 * @fires {PayOutcomeEvent} pay-expired - The time to pay is over.
 * @fires {PayOutcomeEvent} pay-canceled - The payment or the session was canceled.
 * @fires {PayErrorEvent} pay-error - Something went wrong: `detail.code`, `detail.message`, `detail.requestId`.
 *
 * @slot header - Above the shop's name and the amount.
 * @slot footer - At the bottom of every screen.
 * @slot paid - On the screen for a received payment.
 *
 * @csspart card - The whole card.
 * @csspart header - Shop, amount and description.
 * @csspart merchant - The shop's name.
 * @csspart amount - The amount.
 * @csspart sandbox - The sign of a sandbox. It stays with `hide="header"`.
 * @csspart logo - The shop's logo.
 * @csspart order - The items of the order.
 * @csspart links - The links to the shop's help and terms.
 * @csspart body - The current screen.
 * @csspart heading - The screen's heading.
 * @csspart badge - The sign above the heading where something has ended, went wrong or is being checked.
 * @csspart skeleton - A bar in place of what is being loaded.
 * @csspart notice - A message about what went wrong.
 * @csspart method - A payment method in the list.
 * @csspart method-checked - The chosen method.
 * @csspart method-… - One method by its id, such as `method-store` or `method-bank_transfer`.
 * @csspart mark - The picture of a method.
 * @csspart radio - The circle of a method that shows whether it is chosen.
 * @csspart radio-checked - That of the chosen method.
 * @csspart method-details - The details of the chosen method and the button under it (`layout="accordion"`).
 * @csspart input - A field for the payer's details.
 * @csspart button - Every button and link that looks like one.
 * @csspart primary - The screen's main button.
 * @csspart copy - The button that copies.
 * @csspart tool - Print, save, share, remind.
 * @csspart app - A link that opens a payment app.
 * @csspart code - The number to pay with.
 * @csspart barcode - The barcode on its white ground.
 * @csspart qr - The QR code on its white ground.
 * @csspart apps - The links that open payment apps.
 * @csspart rows - Names and values, such as amount and reference.
 * @csspart countdown - The time left.
 * @csspart waiting - The line that is shown until money arrives.
 * @csspart steps - The instructions for paying.
 * @csspart tab - A tab of the instructions.
 * @csspart tools - The row of tools.
 *
 * @cssprop [--pay-accent=light-dark(#2447d6, #93a9ff)] - Buttons, links, the chosen method.
 * @cssprop [--pay-on-accent=light-dark(#ffffff, #0c1226)] - Text on the accent.
 * @cssprop [--pay-surface=light-dark(#ffffff, #15181f)] - The card.
 * @cssprop [--pay-soft=light-dark(#f4f5f8, #1f232d)] - Panels on the card.
 * @cssprop [--pay-text=light-dark(#14171f, #f0f2f6)] - Text.
 * @cssprop [--pay-muted=light-dark(#596070, #a9b0bf)] - Less important text.
 * @cssprop [--pay-line=light-dark(#e1e4ea, #333947)] - Lines that only divide.
 * @cssprop [--pay-control=light-dark(#818998, #79818f)] - Borders of buttons and fields.
 * @cssprop [--pay-success=light-dark(#0b7a43, #62d99e)] - Paid, copied.
 * @cssprop [--pay-danger=light-dark(#b3261e, #ffa39a)] - Failed, wrong.
 * @cssprop [--pay-focus=var(--pay-accent)] - The focus ring.
 * @cssprop [--pay-radius=14px] - Roundness of panels; smaller things follow.
 * @cssprop [--pay-shadow] - Outline and shadow of the card (`box-shadow`); `none` for a flat widget.
 * @cssprop [--pay-font=system-ui] - Font family.
 * @cssprop [--pay-text-size=medium] - Size of the text, which all other text follows. `medium` is the browser's own setting, so it grows with it.
 * @cssprop [--pay-space=16px] - Distances between and around the large pieces.
 * @cssprop [--pay-padding=calc(var(--pay-space) * 1.5)] - Between the edges of the card and what is in it.
 * @cssprop [--pay-gap=10px] - Between two methods of the list.
 * @cssprop [--pay-method-height=68px] - The least height of a method in the list.
 * @cssprop [--pay-control-height=52px] - The least height of the main button. Fields have 4 px less, other buttons 8 px.
 * @cssprop [--pay-control-padding=14px] - Inside of methods and fields at their sides. Buttons have 2 px more.
 * @cssprop [--pay-control-radius=calc(var(--pay-radius) * 0.7)] - Roundness of buttons, fields and marks.
 * @cssprop [--pay-width=480px] - The maximum width.
 *
 * @tag pay-checkout
 * @tagname pay-checkout
 */
export class PayCheckout extends CheckoutElement {
  static override readonly styles = firstStyles;

  static override readonly properties = {
    bff: { type: String },
    clientToken: { type: String, attribute: "client-token" },
    clienttoken: {},
    locale: { type: String },
    theme: { type: String, reflect: true },
    method: { type: String },
    noSubmit: { type: Boolean, attribute: "no-submit" },
    nosubmit: { type: Boolean },
    layout: { type: String },
    hide: { type: String },
    messages: { attribute: false },
  };

  /** Address of the BFF, such as `https://pay.example.com`. Default: where this script comes from, with its path. */
  declare bff: string | null;
  /** The session's client token (`ct_…`), from the merchant's backend. */
  declare clientToken: string | null;
  /** The same. React 19 and Vue write the attribute so when the script comes after the element. */
  set clienttoken(token: string | null) {
    this.clientToken = token;
  }
  /** BCP 47 tag, e.g. `es-MX`. Default: the session's, then the browser's. */
  declare locale: string | null;
  /** `auto` follows the system. */
  declare theme: "auto" | "light" | "dark";
  /** The payment method that is chosen from the start, such as `store`. A later value is chosen while the list is shown. A method that the session has not, or that is not available, is ignored. */
  declare method: string | null;
  /** The page has a button of its own, which calls `submit()`: the list and the form for the customer's details draw none. */
  declare noSubmit: boolean;
  /** The same. React 19 and Vue write the attribute so when the script comes after the element. */
  set nosubmit(isSet: boolean) {
    this.noSubmit = isSet;
  }
  /** `accordion`: the details of the chosen method, and the button, are under the method itself. */
  declare layout: "list" | "accordion";
  /** What is not to be seen: any of `header`, `cancel`, `reference`, `steps` and `tools`, with spaces between. */
  declare hide: string | null;
  /** Texts of the page's own in place of the widget's, for all languages or for one: `{ pay: "Give {amount}", es: { continue: "Seguir" } }`. A property only. What the widget does not know is ignored, and named in the console. */
  declare messages: OwnMessages | null;

  constructor() {
    super();
    this.bff = null;
    this.clientToken = null;
    this.locale = null;
    this.theme = "auto";
    this.method = null;
    this.noSubmit = false;
    this.layout = "list";
    this.hide = null;
    this.messages = null;
  }

  /** What the widget shows: `{ screen, method, canSubmit, busy, status, exceptions }`, frozen. There is a new object only when something has changed. */
  get state(): PageState {
    return this.pageState;
  }

  /** Chooses a payment method while the list is shown. Answers whether it is the chosen one now; does nothing when it cannot be chosen. */
  select(method: string): boolean {
    this.send({ type: "method-selected", method });
    const { screen, method: chosen } = this.state;
    return screen === "methods" && chosen === method;
  }

  /** Does what the main button of the screen does. With nothing chosen, or a detail missing, the widget says so. While a request runs, and in a `pay-before-start` handler, it only warns in the console. So two calls make one order. */
  submit(): void {
    const { screen, canSubmit, busy } = this.state;
    if (canSubmit || (screen === "methods" && !busy)) this.press();
    else if (busy)
      console.warn("submit() does nothing while an order is being made, or in pay-before-start.");
  }

  /** Loads the session from the BFF again. */
  refresh(): void {
    this.send({ type: "refresh" });
  }

  /** Cancels the open payment, as the customer's "Cancel" does. */
  cancel(): void {
    this.send({ type: "cancel", sure: true });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pay-checkout": PayCheckout;
  }
}

/** Registers the element. Does nothing when it is registered already, or without custom elements (on a server). */
export function define(tagName = "pay-checkout"): void {
  if (typeof customElements === "undefined" || customElements.get(tagName) !== undefined) return;
  customElements.define(tagName, PayCheckout);
}
