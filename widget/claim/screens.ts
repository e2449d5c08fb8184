/** The screens of the claim page, drawn from its state. */
import { html, nothing, type TemplateResult } from "lit";
import type { ClaimView } from "../../bff/contract.ts";
import { formatDateTime } from "../i18n/format.ts";
import { formatMoney } from "../i18n/money.ts";
import { fill } from "../i18n/text.ts";
import { formatTimeLeft } from "../i18n/time-left.ts";
import { problemKind } from "../net/problem.ts";
import { renderHelpLinks } from "../screens/help-links.ts";
import { type Drawing, heading, type Piece, requestId } from "./drawing.ts";
import { renderForm, renderReview } from "./form-screen.ts";
import { leftOf } from "./state.ts";

function renderStatus({ language, state }: Drawing, claim: ClaimView): TemplateResult {
  const { texts, messages } = language;
  const merchant = claim.merchant.name;
  const ask = html`<p>${fill(messages.reversedNote, { merchant })}</p>`;
  const later = html`<p>${texts.sendingNote}</p>`;
  const end = (text: string, note: Piece) =>
    html`<div class="body">${heading(text)} ${note} ${state.problem === null ? nothing : offline(messages.offline)}</div>`;
  switch (claim.status) {
    case "awaiting_approval":
      return end(fill(texts.waiting, { merchant }), later);
    case "succeeded":
      return end(texts.sent, nothing);
    case "failed":
      return end(texts.failed, ask);
    case "canceled":
      return end(texts.canceled, ask);
    case "expired":
      return end(texts.expired, ask);
    // Nobody has claimed it, and nobody can any more: only the shop can help.
    case "awaiting_claim":
      return end(claim.closed === "expired" ? texts.expired : texts.failed, ask);
    default:
      return end(texts.sending, later);
  }
}

const offline = (text: string) => html`<p class="notice">${text}</p>`;

function renderBroken({ state, language, actions }: Drawing): TemplateResult {
  const { messages } = language;
  const kind = state.problem === null ? "unknown" : problemKind(state.problem);
  return html`<div class="body">
    ${heading(messages.error)}
    <p>${messages.errors[kind]}</p>
    ${requestId(language, state)}
    ${
      kind === "token"
        ? nothing
        : html`<button class="primary" type="button" ?disabled=${state.busy} @click=${actions.reload}>
            ${messages.tryAgain}
          </button>`
    }
  </div>`;
}

/** How long it can be claimed, and until when: the customer's clock may be wrong. */
function renderTimeLeft({ language, state, now }: Drawing, { expiresAt }: ClaimView): Piece {
  const left = leftOf(state, now);
  if (left === null) return nothing;
  const { messages, tag } = language;
  return html`<p class="muted small">
    ${messages.timeLeft}: <bdi>${formatTimeLeft(left, tag)}</bdi> (<time datetime=${expiresAt}
      >${formatDateTime(expiresAt, tag)}</time>)
  </p>`;
}

function renderFoot({ language, state, allowHttp }: Drawing): Piece {
  const { support, terms } = state.claim?.merchant ?? {};
  if (!support && !terms) return nothing;
  return html`<footer class="foot small">${renderHelpLinks({ support, terms }, { guide: language.guide, allowHttp })}</footer>`;
}

function renderHead(drawing: Drawing): Piece {
  const { language, state } = drawing;
  const { claim } = state;
  if (claim === null) return nothing;
  const { messages, tag, texts } = language;
  const isOver = claim.closed !== null && claim.closed !== "claimed";
  return html`<header class="head">
    ${claim.sandbox === true ? html`<p class="sandbox"><b translate="no">Sandbox</b> ${language.guide?.sandbox}</p>` : nothing}
    <p class="merchant">${fill(texts.title, { merchant: claim.merchant.name })}</p>
    <p class="total ${isOver ? "over" : ""}"><bdi>${formatMoney(claim.amount, tag, claim.country)}</bdi></p>
    <p class="muted small">${messages.reference}: <bdi>${claim.reference}</bdi></p>
    ${renderTimeLeft(drawing, claim)}
  </header>`;
}

function renderBody(drawing: Drawing): TemplateResult {
  const { screen, claim } = drawing.state;
  if (claim === null || screen === "loading" || screen === "broken") {
    return screen === "loading"
      ? html`<div class="body" aria-busy="true"><h1 id="heading" tabindex="-1">${drawing.language.messages.busy}</h1></div>`
      : renderBroken(drawing);
  }
  if (screen === "review") return renderReview(drawing);
  return screen === "form" ? renderForm(drawing, claim) : renderStatus(drawing, claim);
}

export function renderPage(drawing: Drawing): TemplateResult {
  return html`<div class="card">${renderHead(drawing)} ${renderBody(drawing)} ${renderFoot(drawing)}</div>`;
}
