import { css, html, nothing, type TemplateResult } from "lit";
import { type FirstView, moneyText, pictureAddress } from "../view.ts";
import { renderHelpLinks } from "./help-links.ts";
import { settlePicture } from "./marks.ts";
import type { Piece } from "./pieces.ts";
import { renderRows } from "./rows.ts";

/** More of them scroll inside the card, so they need the focus. */
const mostItems = 5;

/** The shop's logo. Where it cannot be loaded, its name stands alone. */
export function renderLogo(view: FirstView): TemplateResult {
  const address = pictureAddress(view, view.state.session?.merchant?.logo);
  const settle = (event: Event) => {
    settlePicture(event);
    if (event.target instanceof Element)
      event.target.parentElement?.toggleAttribute("hidden", event.type === "error");
  };
  return html`<img src=${address} alt="" width="40" height="40" @error=${settle} @load=${settle} />`;
}

function unfold({ currentTarget }: Event): void {
  if (!(currentTarget instanceof Element)) return;
  const isOpen = currentTarget.getAttribute("aria-expanded") === "true";
  currentTarget.setAttribute("aria-expanded", isOpen ? "false" : "true");
}

/**
 * What is paid for, as the shop has it: nothing is added up here. In one column it is folded, so that the ways to pay are
 * near; beside them it is open. The page's style sheet decides which, so the button changes only its own attribute.
 */
export function renderOrder(view: FirstView): Piece {
  const { guide, state, language } = view;
  const items = state.session?.items ?? [];
  if (guide === null || items.length === 0) return nothing;
  const count = new Intl.NumberFormat(language.tag);
  const rows = items.map(({ name, quantity, amount }) => {
    const times =
      quantity === 1 ? nothing : html`<span class="muted">${count.format(quantity)} ×&nbsp;</span>`;
    return [html`${times}<bdi>${name}</bdi>`, moneyText(view, amount)] as const;
  });
  return html`<button
      class="quiet fold"
      part="button"
      type="button"
      id="order"
      aria-expanded="false"
      aria-controls="items"
      @click=${unfold}
    >${guide.order} (${count.format(items.length)})</button>
    <div
      class="items"
      id="items"
      role="region"
      aria-labelledby="order"
      tabindex=${items.length > mostItems ? "0" : nothing}
    >${renderRows(rows)}</div>`;
}

/** The ways to the shop's help and terms. */
export function renderLinks({ guide, state }: FirstView): Piece {
  return guide === null
    ? nothing
    : renderHelpLinks(state.session?.merchant ?? {}, { guide, allowHttp: state.allowHttp });
}

export const lookStyles = css`
  .logo[hidden] {
    display: none;
  }
  .fold {
    margin-inline-start: -8px;
    padding: 8px;
  }
  .fold::after {
    content: "";
    width: 7px;
    height: 7px;
    margin: -3px 0 0;
    margin-inline-start: 10px;
    border: solid;
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }
  .fold[aria-expanded="true"]::after {
    margin-top: 4px;
    transform: rotate(225deg);
  }
  .fold[aria-expanded="false"] + .items {
    display: none;
  }
  .items {
    max-height: 15em;
    overflow: auto;
  }
  .items dt {
    display: flex;
    flex: 1 1 8em;
    min-width: 0;
    color: inherit;
  }
  .items dt > * {
    flex: none;
  }
  .items dt bdi {
    display: -webkit-box;
    flex: 0 1 auto;
    min-width: 0;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .foot a {
    display: inline-block;
    padding: 4px 0;
    margin-inline-end: 20px;
    color: var(--_muted);
  }
  @container (min-width: 44em) {
    .fold {
      display: none;
    }
    .fold[aria-expanded] + .items {
      display: block;
      max-height: 24em;
      margin-top: var(--_space);
      padding-top: var(--_space);
      border-top: 1px solid var(--_line);
    }
  }
`;
