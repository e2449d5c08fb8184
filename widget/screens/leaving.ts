import { html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../machine/screen.ts";
import { isFramed } from "../net/framed.ts";
import { submitForm } from "../net/redirect.ts";
import type { View } from "../view.ts";
import { exitButtons } from "./exits.ts";
import { heading, notice } from "./pieces.ts";
import { renderSteps } from "./steps.ts";
import { renderCountdown, renderWaiting } from "./waiting.ts";

type LeavingScreen = Extract<Screen, { name: "leaving" }>;

/** The link to the provider's page, for when the redirect did not happen or the customer came back without paying. */
function renderWayOver(view: View, { action }: LeavingScreen): TemplateResult {
  const text = view.language.messages.openPage;
  const framed = isFramed();
  if (action.type === "redirect") {
    return html`<a
      class="button primary"
      part="button primary"
      href=${action.url}
      target=${framed ? "_blank" : nothing}
      rel="noopener noreferrer"
    >${text}</a>`;
  }
  const go = () => submitForm(action, framed ? "_blank" : "_self");
  return html`<button class="primary" part="button primary" type="button" @click=${go}>${text}</button>`;
}

/** The customer is being redirected to the provider's page, or came back from it. */
export function renderLeaving(view: View, screen: LeavingScreen): TemplateResult {
  const { messages } = view.language;
  const { guide } = view;
  const isMoving = view.state.leaving === screen.payment.id;
  return html`
    ${heading(isMoving && guide !== null ? guide.leaving : messages.waiting)} ${notice(view)}
    <p class="muted">${guide?.leavingNote ?? nothing} ${isFramed() ? guide?.newTab : nothing}</p>
    ${renderWayOver(view, screen)} ${renderCountdown(view, screen.payment.expiresAt)}
    ${isMoving ? renderWaiting(view) : nothing} ${renderSteps(view, screen)} ${exitButtons(view)}
  `;
}
