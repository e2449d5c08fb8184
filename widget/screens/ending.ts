import { css, html, nothing, type TemplateResult } from "lit";
import type { BrowserPayment, BrowserSession } from "../../bff/contract.ts";
import { fill } from "../i18n/text.ts";
import { type UiIconName, uiIcon } from "../icons/ui-icons.ts";
import type { Screen } from "../machine/screen.ts";
import { failureKind } from "../net/failures.ts";
import { moneyText, type View } from "../view.ts";
import { renderError } from "./error.ts";
import { otherMethodButton } from "./exits.ts";
import { heading, notice, primaryButton, shopLink } from "./pieces.ts";
import { arrivedRow, referenceRows, renderArrived, renderRows } from "./rows.ts";

function renderEnd(
  view: View,
  end: {
    readonly kind: "good" | "bad" | "calm";
    readonly icon: UiIconName;
    readonly title: string;
    readonly note: string;
  },
): TemplateResult {
  return html`<div class="badge ${end.kind}" part="badge" aria-hidden="true">${uiIcon(end.icon)}</div>
    <div class="center">
      ${heading(end.title)}
      ${end.note === "" ? nothing : html`<p class="muted">${end.note}</p>`}
    </div>
    ${notice(view)}`;
}

/** Whether the payment counts as paid although another amount than the ordered one has arrived. */
function isOtherAmount({ exceptions }: BrowserPayment): boolean {
  return exceptions.includes("underpaid") || exceptions.includes("overpaid");
}

function renderReceipt(view: View, session: BrowserSession): TemplateResult {
  const { messages } = view.language;
  const { payment } = session;
  return html`<div class="panel">
    ${renderRows([
      [messages.amount, moneyText(view, session.amount)],
      ...(payment !== null && isOtherAmount(payment) ? [arrivedRow(view, payment)] : []),
      ...referenceRows(view, session),
    ])}
  </div>`;
}

/** The money has arrived. */
export function renderPaid(view: View, session: BrowserSession): TemplateResult {
  const { messages } = view.language;
  const note = fill(messages.paidNote, { merchant: session.merchantName });
  return html`
    ${renderEnd(view, { kind: "good", icon: "check", title: messages.paid, note })}
    ${renderReceipt(view, session)}
    <slot name="paid"></slot>
    ${shopLink(view)}
  `;
}

/** The money had arrived and was returned. Only the shop knows more. */
export function renderReversed(view: View, session: BrowserSession): TemplateResult {
  const { messages } = view.language;
  const note = fill(messages.reversedNote, { merchant: session.merchantName });
  return html`
    ${renderEnd(view, { kind: "calm", icon: "back", title: messages.reversed, note })}
    ${renderReceipt(view, session)} ${shopLink(view)}
  `;
}

/** The token is refused in mid-flow, so that nothing more will be known here. */
export function renderRefused(view: View, screen: Extract<Screen, { name: "refused" }>): TemplateResult {
  const { messages } = view.language;
  const { problem, session } = screen;
  return html`
    ${renderError(view, problem)}
    ${session.payment === null ? nothing : html`<p class="muted center">${messages.lateNote}</p>`} ${shopLink(view)}
  `;
}

/** The provider certainly refused the payment. Another attempt may succeed. */
export function renderFailed(view: View, screen: Extract<Screen, { name: "failed" }>): TemplateResult {
  const { messages } = view.language;
  const { failure } = screen.payment;
  const kind = failureKind(failure?.code ?? "");
  const canRetry = failure?.retryable !== false;
  const why = kind === null ? "" : messages.failures[kind];
  // Do not suggest another attempt when it cannot succeed.
  const note = canRetry ? `${why} ${messages.failedNote}`.trim() : why;
  const again = () => view.send({ type: "try-again" });
  return html`
    ${renderEnd(view, { kind: "bad", icon: "cross", title: messages.failed, note })}
    ${
      canRetry
        ? html`${primaryButton(view, { text: messages.tryAgain, onClick: again })}
            <div class="exits">${otherMethodButton(view)}</div>`
        : otherMethodButton(view, true)
    }
  `;
}

/**
 * The payment expired or was canceled. Money for an order that was made may still arrive, and the customer may choose
 * again.
 */
export function renderClosed(
  view: View,
  screen: Extract<Screen, { name: "expired" | "canceled" }>,
): TemplateResult {
  const { messages } = view.language;
  const isExpired = screen.name === "expired";
  return html`
    ${renderEnd(view, {
      kind: "calm",
      icon: isExpired ? "clock" : "cross",
      title: isExpired ? messages.expired : messages.canceled,
      note: screen.session.payment === null ? "" : messages.lateNote,
    })}
    ${renderArrived(view, screen.session.payment)}
    ${screen.canChoose ? otherMethodButton(view, true) : nothing} ${shopLink(view)}
  `;
}

export const endingStyles = css`
  .badge > * {
    width: 1em;
    height: 1em;
  }
  .badge.good {
    background: var(--_success-tint);
    color: var(--_success);
  }
`;
