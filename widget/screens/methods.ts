import { css, html, nothing, type TemplateResult } from "lit";
import type { BrowserSession, PaymentMethodOffer } from "../../bff/contract.ts";
import { methodIcon } from "../icons/method-icons.ts";
import { type Details, type FirstView, methodLabel } from "../view.ts";
import { continueButton, heading, notice, type Piece, primaryButton, shopLink } from "./pieces.ts";

function renderMethod(view: FirstView, offer: PaymentMethodOffer, opened: Piece): TemplateResult {
  const { hints, unavailable } = view.language.messages;
  const isOff = offer.unavailable !== undefined;
  const hint = offer.action === "redirect_form" ? hints.redirect : hints[offer.action];
  const isChosen = view.state.selected === offer.id;
  return html`<label class="method ${isChosen ? "chosen" : ""} ${isOff ? "off" : ""}" part="method method-${offer.id} ${isChosen ? "method-checked" : ""}">
    <span class="mark" part="mark">${view.later?.renderMark(view, offer) ?? methodIcon(offer.id)}</span>
    <span class="words">
      <span class="name" id="name-${offer.id}">${methodLabel(view, offer.id)}</span>
      <span class="muted small" id="hint-${offer.id}">${isOff ? unavailable : hint}</span>
    </span>
    <input
      type="radio"
      part=${isChosen ? "radio radio-checked" : "radio"}
      name="method"
      value=${offer.id}
      aria-labelledby="name-${offer.id}"
      aria-describedby="hint-${offer.id}"
      .checked=${isChosen}
      ?disabled=${isOff}
      @change=${() => view.send({ type: "method-selected", method: offer.id })}
    />
  </label>
  ${
    opened === nothing || !isChosen
      ? nothing
      : html`<div class="opened" part="method-details" role="group" aria-labelledby="name-${offer.id}">${opened}</div>`
  }`;
}

/**
 * The list of payment methods, a real radio group.
 * @param details of the chosen method, which are asked for under it; null for none
 */
export function renderMethods(
  view: FirstView,
  session: BrowserSession,
  details: Details | null,
): TemplateResult {
  const { messages } = view.language;
  if (session.methods.length === 0) {
    return html`${heading(messages.choose)} ${notice(view)}
      <p>${messages.noMethods}</p>
      ${shopLink(view)}`;
  }
  const chooseFirst = view.guide?.chooseFirst ?? messages.choose;
  const { unchosen } = view.state;
  const isNoneUsable = session.methods.every(({ unavailable }) => unavailable);
  const proceed = (event: Event) => {
    event.preventDefault();
    if (isNoneUsable) {
      view.send({ type: "refresh" });
      return;
    }
    if (details !== null) {
      details.give(event);
      return;
    }
    view.send({ type: "continue" });
    if (view.state.selected !== null) return;
    view.announce(chooseFirst);
    if (event.target instanceof HTMLFormElement)
      event.target.querySelector<HTMLElement>("input:enabled")?.focus();
  };
  // Both send the form, as Enter and the page's `submit()` do.
  const button = isNoneUsable
    ? primaryButton(view, { text: messages.tryAgain })
    : continueButton(view, session.amount);
  const isOpen = view.isAccordion && view.state.selected !== null;
  const opened = isOpen ? html`${details?.fields ?? nothing} ${button}` : nothing;
  return html`<form class="form" novalidate @submit=${proceed}>
    ${heading(messages.choose)} ${details?.isRefused ? nothing : notice(view)}
    ${unchosen ? html`<p class="notice" part="notice" id="unchosen">${chooseFirst}</p>` : nothing}
    <div
      class="methods"
      role="radiogroup"
      aria-labelledby="heading"
      aria-required="true"
      aria-invalid=${unchosen ? "true" : "false"}
      aria-describedby=${unchosen ? "unchosen" : nothing}
    >
      ${session.methods.map((offer) => renderMethod(view, offer, opened))}
    </div>
    ${isOpen ? nothing : button} ${view.hidden.includes("cancel") ? nothing : renderCancel(view)}
  </form>`;
}

function renderCancel(view: FirstView): TemplateResult {
  return html`<div class="exits">
      <button
        class="quiet"
        part="button"
        type="button"
        ?disabled=${view.state.busy !== null}
        @click=${() => view.send({ type: "cancel" })}
      >
        ${view.language.messages.cancel}
      </button>
    </div>`;
}

export const methodsStyles = css`
  .primary {
    flex-wrap: wrap;
  }
  #leads-to {
    width: 100%;
    margin-top: -4px;
    font-weight: 500;
  }
  .methods {
    gap: var(--_gap);
  }
  .method {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    min-height: var(--_method-height);
    padding: 8px var(--_control-pad);
    border-radius: var(--_radius);
    box-shadow: inset 0 0 0 1px var(--_line);
    cursor: pointer;
    transition: 0.15s;
  }
  .method:hover {
    box-shadow: inset 0 0 0 1px var(--_control);
  }
  .chosen,
  .chosen:hover {
    background: var(--_tint);
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .opened {
    padding: 0 var(--_control-pad) 12px;
  }
  .method:focus-within {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .method:focus-within:not(:has(:focus-visible)) {
    outline: none;
  }
  .off,
  .off:hover {
    color: var(--_muted);
    box-shadow: inset 0 0 0 1px var(--_line);
    cursor: default;
  }
  .off .mark,
  .off input {
    opacity: 0.5;
    cursor: default;
  }
  .mark {
    flex: none;
    display: grid;
    place-items: center;
    width: 40px;
    height: 40px;
    margin: 4px 0;
    margin-inline-end: 14px;
    border-radius: var(--_small-radius);
    background: var(--_soft);
    color: var(--_muted);
  }
  .chosen .mark {
    background: var(--_surface);
    color: var(--_accent);
  }
  .words {
    flex: 1 1 8em;
    gap: 0;
    min-width: 0;
    line-height: 1.35;
  }
  .method input {
    flex: none;
    -webkit-appearance: none;
    appearance: none;
    width: 24px;
    height: 24px;
    margin: 0;
    margin-inline-start: 14px;
    border: 2px solid var(--_control);
    border-radius: 50%;
    outline: none;
    cursor: pointer;
  }
  .method input:checked {
    border: 7px solid var(--_accent);
  }
  @container (max-width: 17em) {
    .words {
      order: 1;
      flex-basis: 100%;
    }
    .method input {
      margin-inline-start: auto;
    }
  }
  @media (forced-colors: active) {
    .method {
      border: 1px solid CanvasText;
    }
    .chosen {
      border: 2px solid Highlight;
    }
    .off {
      color: GrayText;
    }
    .method input {
      -webkit-appearance: auto;
      appearance: auto;
    }
  }
`;
