import { html, nothing, type TemplateResult } from "lit";
import { formatMoney } from "./i18n/money.ts";
import type { Screen } from "./machine/screen.ts";
import { type LaterScreens, missingPart, type Resources } from "./resources.ts";
import { renderError } from "./screens/error.ts";
import { renderLoading } from "./screens/loading.ts";
import { renderMethods } from "./screens/methods.ts";
import { hostedLink } from "./screens/pieces.ts";
import type { View } from "./view.ts";

type First = Extract<Screen, { name: "loading" | "methods" | "error" }>;
type Later = Exclude<Screen, First>;

function isFirst(screen: Screen): screen is First {
  return screen.name === "loading" || screen.name === "methods" || screen.name === "error";
}

/** Whether the widget can only show the skeleton yet. */
export function isAwaited(screen: Screen, resources: Resources): boolean {
  return screen.name === "loading" || (!isFirst(screen) && resources.screens() === null);
}

function renderFirst(view: View, screen: First): TemplateResult {
  switch (screen.name) {
    case "loading":
      return renderLoading(view);
    case "methods":
      return renderMethods(view, screen.session);
    case "error":
      return renderError(view, screen);
  }
  return screen satisfies never;
}

function renderLater(view: View, screen: Later, screens: LaterScreens): TemplateResult {
  switch (screen.name) {
    case "payer":
      return screens.renderPayer(view, screen.session, screen.offer);
    case "code":
      return screens.renderCode(view, screen);
    case "qr":
      return screens.renderQr(view, screen);
    case "leaving":
      return screens.renderLeaving(view, screen);
    case "confirming":
      return screens.renderConfirming(view, screen);
    case "paid":
      return screens.renderPaid(view, screen.session);
    case "reversed":
      return screens.renderReversed(view, screen.session);
    case "failed":
      return screens.renderFailed(view, screen);
    case "expired":
    case "canceled":
      return screens.renderClosed(view, screen);
  }
  return screen satisfies never;
}

/** Renders a screen; the skeleton while its code is being loaded, and an error when loading failed. */
export function renderScreen(view: View, screen: Screen, resources: Resources): TemplateResult {
  if (isFirst(screen)) return renderFirst(view, screen);
  const screens = resources.screens();
  if (screens !== null) return renderLater(view, screen, screens);
  if (!resources.isFailed()) return renderLoading(view);
  return html`${renderError({ ...view, send: resources.retry }, { name: "error", problem: missingPart, canChoose: false })}
    ${hostedLink(view)}`;
}

function renderAmount(view: View, isKnown: boolean): TemplateResult {
  const { session } = view.state;
  if (session === null || !isKnown) {
    return html`<div class="bone title" aria-hidden="true"></div>
      <div class="bone wide" aria-hidden="true"></div>`;
  }
  return html`<p class="merchant" part="merchant"><bdi>${session.merchantName}</bdi></p>
    <p class="total" part="amount"><span class="sr">${view.language.messages.amount} </span>${formatMoney(
      session.amount,
      view.language.tag,
    )}</p>
    ${session.description === null ? nothing : html`<p class="muted"><bdi>${session.description}</bdi></p>`}`;
}

/** The shop, the amount and the description. Without a session, the error screen shows no placeholders for them. */
export function renderHead(view: View, screen: Screen, isKnown: boolean): TemplateResult {
  const isBare = screen.name === "error" && view.state.session === null;
  return html`<header class=${isBare ? "head bare" : "head"} part="header">
    <slot name="header"></slot>
    ${isBare ? nothing : renderAmount(view, isKnown)}
  </header>`;
}
