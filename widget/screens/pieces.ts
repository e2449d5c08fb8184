import { html, nothing, type TemplateResult } from "lit";
import type { Money } from "../../bff/contract.ts";
import { fill } from "../i18n/text.ts";
import { isFramed } from "../net/framed.ts";
import { problemKind } from "../net/problem.ts";
import { type FirstView, moneyText } from "../view.ts";

export type Piece = TemplateResult | typeof nothing;

/** The screen's heading, which gets the focus when the screen appears. */
export function heading(text: string): TemplateResult {
  return html`<h2 id="heading" part="heading" tabindex="-1">${text}</h2>`;
}

/**
 * "Continue", which says under its name what it leads to. The second line is a description and no part of the name: one
 * name in each language, by which voice control and tests find the button. None is seen where the page has one of its own.
 */
export function continueButton(view: FirstView, amount: Money): TemplateResult {
  // By a button that nobody sees, Enter sends a form of any number of fields.
  if (view.noSubmit)
    return html`<input class="sr" type="submit" tabindex="-1" aria-hidden="true" @click=${sendForm} />`;
  const { messages } = view.language;
  const leadsTo = fill(messages.pay, { amount: moneyText(view, amount) });
  return primaryButton(view, { text: messages.continue, leadsTo });
}

/**
 * Sends a form without the browser: in a frame that is sandboxed without `allow-forms`, the browser drops a submission before
 * anybody hears of it. Enter in a field clicks the button, too.
 */
function sendForm(event: Event): void {
  event.preventDefault();
  const { currentTarget } = event;
  if (!(currentTarget instanceof Element)) return;
  currentTarget.closest("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
}

/** The main button. While a request runs it is busy, but it keeps its place and the focus. */
export function primaryButton(
  view: FirstView,
  button: { readonly text: string; readonly onClick?: () => void; readonly leadsTo?: string },
): TemplateResult {
  const isBusy = view.state.busy !== null;
  const { text, leadsTo } = button;
  const named =
    leadsTo === undefined
      ? text
      : html`<span>${text}</span><span class="small" id="leads-to" aria-hidden="true">${leadsTo}</span>`;
  const content = isBusy
    ? html`<span class="spinner" aria-hidden="true"></span>${view.language.messages.busy}`
    : named;
  return html`<button
    class="primary"
    part="button primary"
    aria-describedby=${leadsTo === undefined || isBusy ? nothing : "leads-to"}
    type=${button.onClick === undefined ? "submit" : "button"}
    aria-disabled=${isBusy ? "true" : "false"}
    @click=${button.onClick ?? sendForm}
  >${content}</button>`;
}

/** The way on when a part of the widget cannot be loaded: the hosted page has it all. */
export function hostedLink(view: FirstView): Piece {
  return view.hostedUrl === null
    ? nothing
    : html`<a
        class="button"
        part="button"
        href=${view.hostedUrl}
        target=${isFramed() ? "_blank" : nothing}
        rel="noopener noreferrer"
      >${view.language.messages.openPage}</a>`;
}

/** The notice about the failure of the last request, or about being offline. */
export function notice(view: FirstView): Piece {
  const { problem, session } = view.state;
  const { messages } = view.language;
  if (!view.isOnline) return html`<p class="notice calm" part="notice">${messages.offline}</p>`;
  if (problem === null || session === null) return nothing;
  return html`<div class="notice" part="notice">
    <p>${messages.errors[problemKind(problem)]}</p>
    ${requestNumber(view, problem.requestId)}
  </div>`;
}

/** The request id, for the support of the shop. */
export function requestNumber(view: FirstView, requestId: string | null): Piece {
  return requestId === null
    ? nothing
    : html`<p class="muted small">${fill(view.language.messages.requestId, { id: requestId })}</p>`;
}

/** The link back to the shop. */
export function shopLink(view: FirstView): Piece {
  const { session } = view.state;
  if (session === null || !/^https?:/i.test(session.returnUrl)) return nothing;
  const text = fill(view.language.messages.backTo, { merchant: session.merchantName });
  return html`<div class="exits"><a class="button quiet" part="button" href=${session.returnUrl}>${text}</a></div>`;
}
