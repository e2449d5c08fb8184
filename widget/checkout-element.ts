import { html, type PropertyValues, type TemplateResult } from "lit";
import { type Checkout, openCheckout } from "./checkout.ts";
import { Announcer } from "./controllers/announcer.ts";
import { LanguageChoice } from "./controllers/language.ts";
import { toEvent } from "./events.ts";
import { focusHeading } from "./focus-heading.ts";
import { GuardedElement } from "./guarded-element.ts";
import type { OwnMessages } from "./i18n/text-kinds.ts";
import { showLastResort } from "./last-resort.ts";
import type { LaterView } from "./later-view.ts";
import { firstScreenOf, problemReport } from "./machine/first.ts";
import { pageStateOf } from "./machine/page-state.ts";
import type { Screen } from "./machine/screen.ts";
import { type Input, initialState, type Report, type State } from "./machine/state.ts";
import { bffAddress } from "./net/bff-address.ts";
import { createFetching } from "./net/fetching.ts";
import { hostedPageUrl } from "./net/hosted-page.ts";
import { problemKind } from "./net/problem.ts";
import { renderBody, renderFoot, renderHead } from "./render.ts";
import { createResources, laterName, missingPart } from "./resources.ts";
import { linkForbiddenStyles } from "./styles/forbidden.ts";
import type { FirstView } from "./view.ts";

/**
 * What `<pay-checkout>` does by itself: it opens a checkout for its attributes, draws the screens and reports to the page.
 * The class of the element has what a page may read and call.
 */
export abstract class CheckoutElement extends GuardedElement {
  abstract bff: string | null;
  abstract clientToken: string | null;
  abstract locale: string | null;
  abstract method: string | null;
  abstract noSubmit: boolean;
  abstract layout: "list" | "accordion";
  abstract hide: string | null;
  abstract messages: OwnMessages | null;

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

  /** What the page may know of all this, as it was last told. */
  protected pageState = pageStateOf(initialState, { name: "loading" });

  /** Presses the main button of the screen; without one on a form, sends the form. */
  protected press(): void {
    // What the page has just changed may not be drawn yet.
    this.performUpdate();
    const form = this.renderRoot.querySelector("form");
    if (form === null) this.renderRoot.querySelector<HTMLElement>(".primary")?.click();
    // Without `requestSubmit()`, which Safari has from version 16 on.
    else form.dispatchEvent(new Event("submit", { cancelable: true }));
  }

  /** Gives the checkout an input. Does nothing while there is none. */
  protected send(input: Input): void {
    this.#checkout?.send(input);
  }

  override connectedCallback(): void {
    this.guard(() => {
      super.connectedCallback();
      // The page has only moved the element, so what the customer did stays.
      if (this.#checkout !== null) return;
      this.#ticking = setInterval(() => this.guard(() => this.#tick()), 1000);
      if (this.hasUpdated) this.#open();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A page that moves the element puts it in again in the same turn.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  /** If an element has this method, `moveBefore()` does not disconnect and reconnect it. */
  protected connectedMoveCallback(): void {
    // Nothing changes.
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
    // The page may have changed the layout while the details were a screen of their own.
    if (this.#isAccordion && this.#screen()?.name === "payer") this.send({ type: "other-method" });
    this.#language.adapt(this.messages ?? null);
    this.#language.choose([this.locale, this.#state.session?.locale ?? null, ...navigator.languages, "en"]);
    this.#resources.prepareFor(this.#state, this.#language.current.source);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#tell();
    if (changed.has("method") && this.method !== null) {
      this.send({ type: "method-selected", method: this.method });
    }
    const later = this.#resources.later();
    later?.addStyles(this.renderRoot);
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
    const problem = showLastResort(this, error, this.#language.current);
    this.#state = { ...initialState, problem };
    this.#tell();
    this.#report(problemReport(problem));
  }

  #open(): void {
    this.#checkout?.close();
    this.#state = initialState;
    this.#shown = null;
    this.#laterView?.forgetTyped();
    this.#isOnline = navigator.onLine;
    this.#checkout = openCheckout({
      bff: bffAddress(this.bff),
      clientToken: this.clientToken || null,
      method: () => this.method,
      isAccordion: () => this.#isAccordion,
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
    this.#laterView ??= new later.LaterView(this, (input) => this.send(input));
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
    this.#tell();
    this.requestUpdate();
  }

  /** Tells the page of a new state, once. */
  #tell(): void {
    const detail = pageStateOf(this.#state, this.#seen());
    if (JSON.stringify(detail) === JSON.stringify(this.pageState)) return;
    this.pageState = detail;
    this.#report({ name: "pay-state-changed", detail });
  }

  /** Answers whether the page lets happen what the report announces. */
  #report(report: Report): boolean {
    const isWanted = this.dispatchEvent(toEvent(report));
    if (report.name !== "pay-action" || !isWanted) return isWanted;
    const { action, payment } = report.detail;
    const isRedirect = action.type === "redirect" || action.type === "redirect_form";
    // Only the page that started the payment redirects. A second tab, or a reloaded page, shows the link.
    if (isRedirect && this.#state.leaving === payment.id) {
      this.#resources.later()?.leave(action, (input) => this.send(input));
    }
    return isWanted;
  }

  /** null for a screen whose code is not there yet. */
  #screen(): Screen | null {
    return (this.#resources.later()?.screenOf ?? firstScreenOf)(this.#state);
  }

  #isLoading(screen: Screen | null): boolean {
    // Show no text before its language is loaded, so that none changes its language.
    return screen === null || screen.name === "loading" || (this.#shown === null && this.#language.isPending);
  }

  get #isAccordion(): boolean {
    return this.layout === "accordion";
  }

  /** The screen as the customer sees it. */
  #seen(): Screen {
    const screen = this.#screen();
    if (screen === null && this.#fetching.failures(laterName) > 0) {
      return { name: "error", problem: missingPart, canChoose: false };
    }
    return screen === null || this.#isLoading(screen) ? { name: "loading" } : screen;
  }

  #tick(): void {
    this.#checkout?.tick();
    this.#laterView?.tick(this.#view(), this.#checkout?.leftMs() ?? null);
  }

  #view(): FirstView {
    const language = this.#language.current;
    const { guide } = this.#resources.parts(language.source);
    return {
      state: this.#state,
      language,
      guide: guide && language.adapt(guide, language.tag),
      later: this.#resources.later(),
      bff: bffAddress(this.bff),
      isOnline: this.#isOnline,
      noSubmit: this.noSubmit,
      isAccordion: this.#isAccordion,
      hidden: (this.hide ?? "").split(/\s+/),
      hostedUrl: hostedPageUrl(bffAddress(this.bff), this.clientToken),
      send: (input) => this.send(input),
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
