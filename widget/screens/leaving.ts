import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../machine/screen.ts";
import { isFramed } from "../net/framed.ts";
import { formBlocked, submitForm } from "../net/redirect.ts";
import type { View } from "../view.ts";
import { exitButtons } from "./exits.ts";
import { heading, notice } from "./pieces.ts";
import { renderSteps } from "./steps.ts";
import { renderCountdown, renderWaiting } from "./waiting.ts";

type LeavingScreen = Extract<Screen, { name: "leaving" }>;

/** Whether the page's policy forbids the provider's form. The hosted page has a policy of its own, which allows it. */
function isFormBlocked({ state, hostedUrl }: View): boolean {
  return state.problem === formBlocked && hostedUrl !== null;
}

/** The link to the provider's page, for when the redirect did not happen or the customer came back without paying. */
function renderWayOver(view: View, { action }: LeavingScreen): TemplateResult {
  const text = view.language.messages.openPage;
  const framed = isFramed();
  if (action.type === "redirect" || isFormBlocked(view)) {
    return html`<a
      class="button primary"
      part="button primary"
      href=${action.type === "redirect" ? action.url : view.hostedUrl}
      target=${framed ? "_blank" : nothing}
      rel="noopener noreferrer"
    >${text}</a>`;
  }
  const go = () => submitForm(action, framed ? "_blank" : "_self", view.send);
  return html`<button class="primary" part="button primary" type="button" @click=${go}>${text}</button>`;
}

/** The customer is being redirected to the provider's page, or came back from it, or cannot leave from here. */
export function renderLeaving(view: View, screen: LeavingScreen): TemplateResult {
  const { messages } = view.language;
  const { guide } = view;
  const isBlocked = isFormBlocked(view);
  const isMoving = !isBlocked && view.state.leaving === screen.payment.id;
  const waiting = isMoving && guide !== null ? guide.leaving : messages.waiting;
  return html`
    ${heading(isBlocked ? messages.error : waiting)} ${isBlocked ? nothing : notice(view)}
    <p class="muted">${guide?.leavingNote ?? nothing} ${isFramed() ? guide?.newTab : nothing}</p>
    ${renderWayOver(view, screen)} ${renderCountdown(view, screen.payment.expiresAt)}
    ${isMoving ? renderWaiting(view) : nothing} ${renderSteps(view, screen)} ${exitButtons(view)}
  `;
}
