import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../machine/screen.ts";
import { isFramed } from "../net/framed.ts";
import { frameClosed } from "../net/outward.ts";
import { keepsHere, openForm } from "../net/redirect.ts";
import type { View } from "../view.ts";
import { copyable, copyNotice } from "./copying.ts";
import { exitButtons } from "./exits.ts";
import { heading, notice } from "./pieces.ts";
import { renderSteps } from "./steps.ts";
import { renderCountdown, renderWaiting } from "./waiting.ts";

type LeavingScreen = Extract<Screen, { name: "leaving" }>;

/** Whether the page's policy or its frame keeps the customer here. */
function isKept({ state }: View): boolean {
  return state.problem !== null && keepsHere(state.problem);
}

/** The address that a link leads to. A form has none, so the hosted page sends it, which no policy of this page binds. */
function wayOver(view: View, { action }: LeavingScreen): string | null {
  if (action.type === "redirect") return action.url;
  return isKept(view) ? view.hostedUrl : null;
}

/** The link to the provider's page, for when the redirect did not happen or the customer came back without paying. */
function renderWayOver(view: View, screen: LeavingScreen): TemplateResult {
  const text = view.language.messages.openPage;
  const address = wayOver(view, screen);
  if (address !== null) {
    return html`<a
      class="button primary"
      part="button primary"
      href=${address}
      target=${isFramed() ? "_blank" : nothing}
      rel="noopener noreferrer"
    >${text}</a>`;
  }
  const { action } = screen;
  const go = () => action.type === "redirect_form" && openForm(action, view.send);
  return html`<button class="primary" part="button primary" type="button" @click=${go}>${text}</button>`;
}

/** What keeps the customer here; where nothing can be opened, the address to copy. */
function renderKept(view: View, screen: LeavingScreen): TemplateResult {
  const address = view.state.problem === frameClosed ? wayOver(view, screen) : null;
  return html`${notice(view)}
    ${address === null ? nothing : html`<p>${copyable(view, "address", address)}</p>`} ${copyNotice(view)}`;
}

/** The customer is being redirected to the provider's page, or came back from it, or cannot leave from here. */
export function renderLeaving(view: View, screen: LeavingScreen): TemplateResult {
  const { messages } = view.language;
  const { guide } = view;
  const isBlocked = isKept(view);
  const isClosed = view.state.problem === frameClosed;
  const isMoving = !isBlocked && view.state.leaving === screen.payment.id;
  const waiting = isMoving && guide !== null ? guide.leaving : messages.waiting;
  return html`
    ${heading(isBlocked ? messages.error : waiting)} ${isBlocked ? renderKept(view, screen) : notice(view)}
    ${isClosed ? nothing : html`<p class="muted">${guide?.leavingNote ?? nothing} ${isFramed() ? guide?.newTab : nothing}</p>`}
    ${renderWayOver(view, screen)} ${renderCountdown(view, screen.payment.expiresAt)}
    ${isMoving ? renderWaiting(view) : nothing} ${renderSteps(view, screen)} ${exitButtons(view)}
  `;
}
