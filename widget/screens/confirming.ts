import { html, nothing, type TemplateResult } from "lit";
import { missingAmount } from "../i18n/format.ts";
import { fill } from "../i18n/text.ts";
import type { Screen } from "../machine/screen.ts";
import type { View } from "../view.ts";
import { renderNumber } from "./code.ts";
import { copyableAmount, copyNotice } from "./copying.ts";
import { renderDetails } from "./details.ts";
import { exitButtons } from "./exits.ts";
import { heading, notice, shopLink } from "./pieces.ts";
import { arrivedRow, hasArrived, renderArrived, renderRows } from "./rows.ts";

type ConfirmingScreen = Extract<Screen, { name: "confirming" }>;

function renderPartial(view: View, { payment, session }: ConfirmingScreen): TemplateResult {
  const { messages } = view.language;
  const action = payment.nextAction;
  const missing = missingAmount(payment.amount, payment.amountReceived);
  return html`
    ${heading(messages.partial)} ${notice(view)}
    <div class="panel">
      ${renderRows([arrivedRow(view, payment), [messages.missing, copyableAmount(view, missing, "missing")]])}
      ${
        action?.type === "display_code"
          ? html`${renderNumber(view, { action, session })} ${renderDetails(view, action)}`
          : nothing
      }
      ${copyNotice(view)}
    </div>
    <p class="muted">${messages.lateNote}</p>
    ${shopLink(view)}
  `;
}

/** The outcome is unknown, or only a part of the amount has arrived. The screen never says "failed". */
export function renderConfirming(view: View, screen: ConfirmingScreen): TemplateResult {
  const { messages } = view.language;
  const { payment, session } = screen;
  if (payment.status === "partially_paid") return renderPartial(view, screen);
  const isReview = payment.status === "review";
  // A payment of which nobody could say how it ended is checked, too.
  const note = isReview && hasArrived(payment) ? messages.reviewNote : messages.confirmingNote;
  return html`
    <div class="badge" part="badge" aria-hidden="true"><span class="spinner"></span></div>
    <div class="center">
      ${heading(isReview ? messages.review : messages.confirming)}
      <p class="muted">${fill(note, { merchant: session.merchantName })}</p>
    </div>
    ${renderArrived(view, payment)} ${notice(view)} ${exitButtons(view)} ${shopLink(view)}
  `;
}
