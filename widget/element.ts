import { html, type PropertyValues, type TemplateResult } from "lit";
import { type Checkout, openCheckout } from "./checkout.ts";
import { Announcer } from "./controllers/announcer.ts";
import { LanguageChoice } from "./controllers/language.ts";
import { toEvent } from "./events.ts";
import { focusHeading } from "./focus-heading.ts";
import { GuardedElement } from "./guarded-element.ts";
import { showLastResort } from "./last-resort.ts";
import type { LaterView } from "./later-view.ts";
import { firstScreenOf, problemReport } from "./machine/first.ts";
import type { Screen } from "./machine/screen.ts";
import { initialState, type Report, type State } from "./machine/state.ts";
import { bffAddress } from "./net/bff-address.ts";
import { createFetching } from "./net/fetching.ts";
import { hostedPageUrl } from "./net/hosted-page.ts";
import { problemKind } from "./net/problem.ts";
import { renderBody, renderFoot, renderHead } from "./render.ts";
import { createResources, laterName, missingPart } from "./resources.ts";
import { addStyles, linkForbiddenStyles } from "./styles/adopt.ts";
import { firstStyles } from "./styles/first.ts";
import type { FirstView } from "./view.ts";

/**
 * A checkout: the payment methods, the instructions for paying, and the status of the payment.
 *
 * @summary Lets a customer pay a session of the BFF.
 *
 * @fires {PayReadyEvent} pay-ready - The session is loaded; `detail.status` is its status.
 * @fires {PayMethodSelectedEvent} pay-method-selected - The customer chose a payment method: `detail.method`.
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
 * @csspart body - The current screen.
 * @csspart heading - The screen's heading.
 * @csspart notice - A message about what went wrong.
 * @csspart method - A payment method in the list.
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
 * @cssprop [--pay-width=480px] - The maximum width.
 *
 * @tag pay-checkout
 * @tagname pay-checkout
 */
export class PayCheckout extends GuardedElement {
  static override readonly styles = firstStyles;

  static override readonly properties = {
    bff: { type: String },
    clientToken: { type: String, attribute: "client-token" },
    clienttoken: {},
    locale: { type: String },
    theme: { type: String, reflect: true },
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

  #checkout: Checkout | null = null;
  #state: State = initialState;
  #isOnline = true;
  #laterView: LaterView | null = null;
  #shown: string | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;
  readonly #announcer = new Announcer(this);
  readonly #fetching = createFetching((name) => this.guard(() => this.#takePart(name)));
  readonly #language = new LanguageChoice(this.#fetching);
  readonly #resources = createResources(this.#fetching);

  constructor() {
    super();
    this.bff = null;
    this.clientToken = null;
    this.locale = null;
    this.theme = "auto";
  }

  /** Loads the session from the BFF again. */
  refresh(): void {
    this.#checkout?.send({ type: "refresh" });
  }

  /** Cancels the open payment, as the customer's "Cancel" does. */
  cancel(): void {
    this.#checkout?.send({ type: "cancel", sure: true });
  }

  override connectedCallback(): void {
    this.guard(() => {
      super.connectedCallback();
      this.#ticking = setInterval(() => this.guard(() => this.#tick()), 1000);
      if (this.hasUpdated) this.#open();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  #stop(): void {
    clearInterval(this.#ticking);
    this.#fetching.close();
    this.#checkout?.close();
    this.#checkout = null;
  }

  protected override firstUpdated(): void {
    linkForbiddenStyles(this.renderRoot, bffAddress(this.bff));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated || changed.has("bff") || changed.has("clientToken")) this.#open();
    this.#language.choose([this.locale, this.#state.session?.locale ?? null, ...navigator.languages, "en"]);
    this.#resources.prepareFor(this.#state, this.#language.current.source);
  }

  protected override updated(): void {
    const later = this.#resources.later();
    addStyles(this.renderRoot, PayCheckout.styles, later?.laterStyles);
    later?.fitBarcode(this.shadowRoot);
    this.dir = this.#language.current.direction;
    const screen = this.#screen();
    if (screen === null || this.#isLoading(screen)) return;
    const { session, question } = this.#state;
    const key = `${screen.name} ${session?.payment?.id ?? ""} ${question?.paymentId ?? ""}`;
    if (key === this.#shown) return;
    const isFirst = this.#shown === null;
    this.#shown = key;
    if (!isFirst) focusHeading(this, (text) => this.#announcer.say(text));
  }

  protected override breakDown(error: unknown): void {
    this.#stop();
    this.#report(showLastResort(this, error, this.#language.current));
  }

  #open(): void {
    this.#checkout?.close();
    this.#state = initialState;
    this.#shown = null;
    this.#isOnline = navigator.onLine;
    this.#checkout = openCheckout({
      bff: bffAddress(this.bff),
      clientToken: this.clientToken || null,
      onChange: (state) => this.#change(state),
      onReport: (report) => this.#report(report),
      onCrash: (error) => this.crash(error),
      onOnline: (isOnline) => {
        this.#isOnline = isOnline;
        if (!isOnline) this.#announcer.say(this.#language.current.messages.offline);
        this.requestUpdate();
      },
    });
    this.#complete();
  }

  #complete(): void {
    const later = this.#resources.later();
    if (later === null) return;
    this.#laterView ??= new later.LaterView(this);
    this.#checkout?.complete(later);
  }

  /** A part has come, or could not be fetched. */
  #takePart(name: string): void {
    this.#complete();
    if (name === laterName && this.#fetching.failures(name) === 1) this.#report(problemReport(missingPart));
    this.requestUpdate();
  }

  #change(state: State): void {
    const { problem } = state;
    this.#laterView?.change(this.#state, state, (text) => this.#announcer.say(text));
    if (problem !== null && problem !== this.#state.problem) {
      this.#announcer.say(this.#language.current.messages.errors[problemKind(problem)]);
    }
    this.#state = state;
    this.requestUpdate();
  }

  #report(report: Report): void {
    const isWanted = this.dispatchEvent(toEvent(report));
    if (report.name !== "pay-action" || !isWanted) return;
    const { action, payment } = report.detail;
    const isRedirect = action.type === "redirect" || action.type === "redirect_form";
    // Only the page that started the payment redirects. A second tab, or a reloaded page, shows the link.
    if (isRedirect && this.#state.leaving === payment.id) {
      this.#resources.later()?.leave(action, (input) => this.#checkout?.send(input));
    }
  }

  /** null for a screen whose code is not there yet. */
  #screen(): Screen | null {
    return (this.#resources.later()?.screenOf ?? firstScreenOf)(this.#state);
  }

  #isLoading(screen: Screen | null): boolean {
    // Show no text before its language is loaded, so that none changes its language.
    return screen === null || screen.name === "loading" || (this.#shown === null && this.#language.isPending);
  }

  #tick(): void {
    this.#checkout?.tick();
    this.#laterView?.tick(this.#view(), this.#checkout?.leftMs() ?? null);
  }

  #view(): FirstView {
    return {
      state: this.#state,
      language: this.#language.current,
      guide: this.#resources.parts(this.#language.current.source).guide,
      later: this.#resources.later(),
      bff: bffAddress(this.bff),
      isOnline: this.#isOnline,
      hostedUrl: hostedPageUrl(bffAddress(this.bff), this.clientToken),
      send: (input) => this.#checkout?.send(input),
      announce: (text) => this.#announcer.say(text),
    };
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    const { source, direction } = view.language;
    const screen = this.#screen();
    const isLoading = this.#isLoading(screen);
    const body = renderBody(view, {
      screen,
      isLoading,
      again: this.#fetching.failures(laterName) > 0 ? () => this.#fetching.again(laterName) : null,
      isWaiting: this.#checkout?.isWaiting() === true,
      later: this.#laterView,
      parts: { ...this.#resources.parts(source), leftMs: this.#checkout?.leftMs() ?? null },
    });
    return html`<div class="frame" dir=${direction} lang=${source}><div class="strut"></div><div class="card" part="card">
      <div class="sheet">
        ${renderHead(view, !isLoading || this.#shown !== null)}
        <div class="body" part="body" aria-busy=${isLoading ? "true" : "false"}>
          ${body}
        </div>
        ${renderFoot(view)}
      </div>
      <slot name="footer"></slot>
      <p class="sr" role="status" .textContent=${this.#announcer.text}></p>
    </div></div>`;
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
