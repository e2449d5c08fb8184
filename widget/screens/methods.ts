import { css, html, type TemplateResult } from "lit";
import type { BrowserSession, PaymentMethodOffer } from "../../bff/contract.ts";
import { methodIcon } from "../icons/method-icons.ts";
import { methodLabel, type View } from "../view.ts";
import { heading, notice, primaryButton, shopLink } from "./pieces.ts";

function renderMethod(view: View, offer: PaymentMethodOffer): TemplateResult {
  const { hints } = view.language.messages;
  const hint = offer.action === "redirect_form" ? hints.redirect : hints[offer.action];
  const { selected } = view.state;
  return html`<label class="method" part="method">
    <span class="mark">${methodIcon(offer.id)}</span>
    <span class="words">
      <span class="name" id="name-${offer.id}">${methodLabel(view, offer.id)}</span>
      <span class="muted small" id="hint-${offer.id}">${hint}</span>
    </span>
    <input
      type="radio"
      name="method"
      value=${offer.id}
      aria-labelledby="name-${offer.id}"
      aria-describedby="hint-${offer.id}"
      .checked=${selected === offer.id}
      @change=${() => view.send({ type: "method-selected", method: offer.id })}
    />
  </label>`;
}

/** The list of payment methods, a real radio group. */
export function renderMethods(view: View, session: BrowserSession): TemplateResult {
  const { messages } = view.language;
  if (session.methods.length === 0) {
    return html`${heading(messages.choose)} ${notice(view)}
      <p>${messages.noMethods}</p>
      ${shopLink(view)}`;
  }
  const proceed = (event: SubmitEvent) => {
    event.preventDefault();
    if (view.state.selected !== null) {
      view.send({ type: "continue" });
      return;
    }
    view.announce(messages.choose);
    if (event.target instanceof HTMLFormElement) event.target.querySelector("input")?.focus();
  };
  return html`<form class="form" novalidate @submit=${proceed}>
    ${heading(messages.choose)} ${notice(view)}
    <div class="methods" role="radiogroup" aria-labelledby="heading" aria-required="true">
      ${session.methods.map((offer) => renderMethod(view, offer))}
    </div>
    ${primaryButton(view, { text: messages.continue })}
    <div class="exits">
      <button
        class="quiet"
        part="button"
        type="button"
        ?disabled=${view.state.busy !== null}
        @click=${() => view.send({ type: "cancel" })}
      >
        ${messages.cancel}
      </button>
    </div>
  </form>`;
}

export const methodsStyles = css`
  .form {
    display: grid;
    gap: 1.25rem;
  }
  .methods {
    display: grid;
    gap: 0.625rem;
  }
  .method {
    display: flex;
    align-items: center;
    gap: 0.875rem;
    min-block-size: 4.25rem;
    padding-block: 0.75rem;
    padding-inline: 0.875rem 1rem;
    border-radius: var(--_radius);
    box-shadow: inset 0 0 0 1px var(--_line);
    cursor: pointer;
    transition:
      box-shadow 0.15s,
      background-color 0.15s;
  }
  .method:hover {
    box-shadow: inset 0 0 0 1px var(--_control);
  }
  .method:has(:checked) {
    background: var(--_tint);
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .method:has(:focus-visible) {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: var(--_small-radius);
    background: var(--_soft);
    color: var(--_muted);
  }
  .method:has(:checked) .mark {
    background: var(--_surface);
    color: var(--_accent);
  }
  .words {
    flex: 1;
    display: grid;
    min-inline-size: 0;
    line-height: 1.35;
  }
  .name {
    font-weight: 600;
  }
  .method input {
    flex: none;
    appearance: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin: 0;
    border: 2px solid var(--_control);
    border-radius: 50%;
    outline: none;
    cursor: pointer;
  }
  .method input:checked {
    border: 7px solid var(--_accent);
  }
  @media (forced-colors: active) {
    .method {
      border: 1px solid CanvasText;
    }
    .method:has(:checked) {
      border: 2px solid Highlight;
    }
    .method input {
      appearance: auto;
    }
  }
`;
