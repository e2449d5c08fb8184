import { html, nothing, type TemplateResult } from "lit";
import type { LaterParts, LaterView } from "./later-view.ts";
import type { FirstScreen } from "./machine/first.ts";
import type { Screen } from "./machine/screen.ts";
import { missingPart } from "./resources.ts";
import { renderError } from "./screens/error.ts";
import { renderLoading } from "./screens/loading.ts";
import { renderMethods } from "./screens/methods.ts";
import type { Piece } from "./screens/pieces.ts";
import { type FirstView, moneyText, pictureAddress } from "./view.ts";

function isFirst(screen: Screen): screen is FirstScreen {
  return (
    screen.name === "loading" || screen.name === "methods" || (screen.name === "error" && !screen.canChoose)
  );
}

/** What the body of the card is rendered from, besides the view. */
export interface Body {
  /** null for a screen whose code is not there yet. */
  readonly screen: Screen | null;
  readonly isLoading: boolean;
  /** Fetches the later screens again; null where no fetch has failed. */
  readonly again: (() => void) | null;
  /** Whether something that the customer did waits for the later screens. */
  readonly isWaiting: boolean;
  readonly later: LaterView | null;
  readonly parts: LaterParts;
}

function renderFirst(view: FirstView, screen: FirstScreen, { later, parts }: Body): TemplateResult {
  switch (screen.name) {
    case "loading":
      return renderLoading(view);
    case "methods":
      return renderMethods(
        view,
        screen.session,
        view.isAccordion && later !== null ? later.askFor(view, screen.session, parts) : null,
      );
    case "error":
      return renderError(view, screen.problem);
  }
  return screen satisfies never;
}

/**
 * Renders the screen; the skeleton while its code is fetched. Where that has failed: a way to try again, and the hosted
 * page, which has it all.
 */
export function renderBody(view: FirstView, body: Body): TemplateResult {
  const { screen, again, later } = body;
  if (again !== null && (screen === null || body.isWaiting)) {
    // An order may be under way, which must not keep the customer from trying again.
    return renderError({ ...view, state: { ...view.state, busy: null }, send: again }, missingPart);
  }
  if (screen === null || body.isLoading) return renderLoading(view);
  if (isFirst(screen)) return renderFirst(view, screen, body);
  return later === null ? renderLoading(view) : later.render(view, screen, body.parts);
}

/** Said also where the page hides the header: nobody may take a sandbox for a shop. */
function renderSandbox({ state, guide }: FirstView): Piece {
  return state.session?.sandbox
    ? html`<p class="sandbox small" part="sandbox"><b translate="no">Sandbox</b> ${guide?.sandbox}</p>`
    : nothing;
}

function renderAmount(view: FirstView, isKnown: boolean): TemplateResult {
  const { session } = view.state;
  if (session === null || !isKnown) {
    return html`<div class="bone title" part="skeleton" aria-hidden="true"></div>
      <div class="bone wide" part="skeleton" aria-hidden="true"></div>`;
  }
  const { later } = view;
  const hasLogo = pictureAddress(view, session.merchant?.logo) !== null;
  return html`${renderSandbox(view)}
    <div class="shop">
      ${hasLogo ? html`<span class="logo" part="logo">${later?.renderLogo(view)}</span>` : nothing}
      <p class="merchant" part="merchant"><bdi>${session.merchantName}</bdi></p>
    </div>
    <p class="total" part="amount"><span class="sr">${view.language.messages.amount} </span>${moneyText(view, session.amount)}</p>
    ${session.description === null ? nothing : html`<p class="muted"><bdi>${session.description}</bdi></p>`}
    ${session.items === undefined ? nothing : html`<div class="order" part="order">${later?.renderOrder(view)}</div>`}`;
}

/** The links to the shop's help and terms. Their place is kept until they come. */
export function renderFoot(view: FirstView): Piece {
  const { support, terms } = view.state.session?.merchant ?? {};
  return support || terms
    ? html`<div class="foot small" part="links">${view.later?.renderLinks(view)}</div>`
    : nothing;
}

/** The shop, the amount and the description. Without a session, the error screen shows no placeholders for them. */
export function renderHead(view: FirstView, isKnown: boolean): Piece {
  if (view.hidden.includes("header")) {
    const sandbox = renderSandbox(view);
    return sandbox === nothing ? nothing : html`<div class="head bare">${sandbox}</div>`;
  }
  const isBare = view.state.session === null && view.state.problem !== null;
  return html`<header class=${isBare ? "head bare" : "head"} part="header">
    <slot name="header"></slot>
    ${isBare ? nothing : renderAmount(view, isKnown)}
  </header>`;
}
