import { html, nothing, type TemplateResult } from "lit";
import { isCancelable } from "../machine/snapshot.ts";
import type { View } from "../view.ts";
import { type Piece, primaryButton } from "./pieces.ts";

/** "Choose another method" and "Cancel", when the payment can be canceled. */
export function exitButtons(view: View): Piece {
  const { messages } = view.language;
  const payment = view.state.session?.payment ?? null;
  if (payment === null || !isCancelable(payment)) return nothing;
  return html`<div class="exits">
    ${otherMethodButton(view)}
    <button class="quiet" part="button" type="button" @click=${() => view.send({ type: "cancel" })}>
      ${messages.cancel}
    </button>
  </div>`;
}

/** "Choose another method", as a quiet button or as the main one of the screen. */
export function otherMethodButton(view: View, isMain = false): TemplateResult {
  const text = view.language.messages.otherMethod;
  const onClick = () => view.send({ type: "other-method" });
  return isMain
    ? primaryButton(view, { text, onClick })
    : html`<button class="quiet" part="button" type="button" @click=${onClick}>${text}</button>`;
}
