import { css, html, nothing, type TemplateResult } from "lit";
import type { Guide } from "../locales/messages.ts";
import { isCancelable } from "../machine/snapshot.ts";
import type { Input } from "../machine/state.ts";
import type { View } from "../view.ts";
import { primaryButton } from "./pieces.ts";

function button(view: View, look: "quiet" | "primary", text: string, input: Input): TemplateResult {
  return html`<button
    class=${look}
    part=${look === "quiet" ? "button" : "button primary"}
    type="button"
    aria-disabled=${view.state.busy === null ? "false" : "true"}
    @click=${() => view.send(input)}
  >${text}</button>`;
}

/** The question in place of the buttons that give a code up. Its heading gets the focus. */
function renderQuestion(view: View, wish: "cancel" | "other-method", texts: Guide["giveUp"]): TemplateResult {
  const goOn = wish === "cancel" ? texts.cancel : view.language.messages.otherMethod;
  return html`<div class="question" role="group" aria-labelledby="question" aria-describedby="question-note">
    <h3 id="question" tabindex="-1">${texts.title}</h3>
    <p id="question-note">${texts.note}</p>
    ${button(view, "primary", texts.stay, { type: "stay" })}
    ${button(view, "quiet", goOn, { type: wish, sure: true })}
  </div>`;
}

/**
 * "Choose another method" and "Cancel", when the payment can be canceled; or the question before a code is given up.
 * While the question's texts are missing, the second press of a button is the answer.
 */
export function exitButtons(view: View): TemplateResult | typeof nothing {
  const payment = view.state.session?.payment ?? null;
  if (payment === null || !isCancelable(payment)) return nothing;
  const { question } = view.state;
  const asked = question?.paymentId === payment.id ? question.wish : null;
  if (asked !== null && view.guide !== null) return renderQuestion(view, asked, view.guide.giveUp);
  const { otherMethod, cancel } = view.language.messages;
  const exit = (wish: "cancel" | "other-method", text: string) =>
    button(view, "quiet", text, asked === wish ? { type: wish, sure: true } : { type: wish });
  return html`<div class="exits">${exit("other-method", otherMethod)} ${view.hidden.includes("cancel") ? nothing : exit("cancel", cancel)}</div>`;
}

/** "Choose another method", as a quiet button or as the main one of the screen. */
export function otherMethodButton(view: View, isMain = false): TemplateResult {
  const text = view.language.messages.otherMethod;
  const onClick = () => view.send({ type: "other-method" });
  return isMain
    ? primaryButton(view, { text, onClick })
    : html`<button class="quiet" part="button" type="button" @click=${onClick}>${text}</button>`;
}

export const exitStyles = css`
  .question {
    display: grid;
    gap: 8px;
    padding: var(--_space) min(4%, var(--_space));
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    text-align: center;
  }
  .question h3:focus {
    outline: none;
  }
`;
