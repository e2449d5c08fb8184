import { html, nothing, type TemplateResult } from "lit";
import { formatMoney } from "./format.ts";
import type { Screen } from "./machine/screen.ts";
import { localProblem } from "./problem.ts";
import type { Resources } from "./resources.ts";
import { renderConfirming } from "./screens/confirming.ts";
import { renderClosed, renderError, renderFailed, renderPaid } from "./screens/ending.ts";
import { renderLoading } from "./screens/loading.ts";
import { renderMethods } from "./screens/methods.ts";
import { renderPayer } from "./screens/payer.ts";
import type { View } from "./view.ts";

/** Draws a screen. Those that are fetched on demand show the skeleton until they are here. */
export function renderScreen(view: View, screen: Screen, resources: Resources): TemplateResult {
  switch (screen.name) {
    case "loading":
      return renderLoading(view);
    case "methods":
      return renderMethods(view, screen.session);
    case "payer":
      return renderPayer(view, screen.session, screen.offer);
    case "confirming":
      return renderConfirming(view, screen);
    case "paid":
      return renderPaid(view, screen);
    case "failed":
      return renderFailed(view, screen);
    case "expired":
    case "canceled":
      return renderClosed(view, screen);
    case "error":
      return renderError(view, screen);
    case "code":
    case "qr":
    case "leaving":
      return renderPaying(view, screen, resources);
  }
  return screen satisfies never;
}

function renderPaying(
  view: View,
  screen: Extract<Screen, { name: "code" | "qr" | "leaving" }>,
  resources: Resources,
): TemplateResult {
  const screens = resources.screens();
  if (screens === null) {
    const problem = localProblem("network", "A part of the widget could not be loaded.");
    return resources.isFailed()
      ? renderError({ ...view, send: resources.retry }, { name: "error", problem, canChoose: false })
      : renderLoading(view);
  }
  switch (screen.name) {
    case "code":
      return screens.renderCode(view, screen);
    case "qr":
      return screens.renderQr(view, screen);
    case "leaving":
      return screens.renderLeaving(view, screen);
  }
  return screen satisfies never;
}

/** Who is paid, how much and what for. */
export function renderHead(view: View): TemplateResult {
  const { session } = view.state;
  if (session === null) {
    return html`<div class="bone title" aria-hidden="true"></div>
      <div class="bone wide" aria-hidden="true"></div>`;
  }
  return html`<p class="merchant" part="merchant">${session.merchantName}</p>
    <p class="total" part="amount"><span class="sr">${view.language.messages.amount} </span>${formatMoney(
      session.amount,
      view.language.tag,
    )}</p>
    ${session.description === null ? nothing : html`<p class="muted">${session.description}</p>`}`;
}
