import { css, html, nothing, type TemplateResult } from "lit";
import type { Money } from "../../bff/contract.ts";
import { rawAmount } from "../i18n/format.ts";
import { uiIcon } from "../icons/ui-icons.ts";
import { type CopyTarget, moneyText, type View } from "../view.ts";
import { isPhone } from "./phone.ts";

const outcome = (view: View, target: CopyTarget) => (view.copied?.target === target ? view.copied.ok : null);

/**
 * A button that copies a text, and shows "Copied" only when it is done.
 * @param isMain whether the customer goes on with it: on a phone the text goes into an app of the same phone
 */
export function copyButton(view: View, target: CopyTarget, raw: string, isMain = isPhone()): TemplateResult {
  const { messages } = view.language;
  const isCopied = outcome(view, target) === true;
  return html`<button
    class="copy ${isMain ? "wide" : ""} ${isCopied ? "done" : ""}"
    part="button copy"
    type="button"
    @click=${() => view.copy(target, raw)}
  >${uiIcon(isCopied ? "check" : "copy")}<span .textContent=${isCopied ? messages.copied : messages.copy}></span></button>`;
}

/** The notice after the browser refused to copy. The text is selected then. */
export function copyNotice(view: View): TemplateResult | typeof nothing {
  return view.copied?.ok === false
    ? html`<p class="notice calm" part="notice">${view.language.messages.copyFailed}</p>`
    : nothing;
}

/** A value as a button that copies `raw`, by default what is shown. */
export function copyable(view: View, target: CopyTarget, shown: string, raw = shown): TemplateResult {
  const isCopied = outcome(view, target) === true;
  return html`<button
    class="inline"
    type="button"
    aria-description=${isCopied ? view.language.messages.copied : view.language.messages.copy}
    @click=${() => view.copy(target, raw)}
  ><bdi data-copy=${target}>${shown}</bdi>${uiIcon(isCopied ? "check" : "copy")}</button>`;
}

/** The amount, as a button that copies the bare number for a bank's app. */
export function copyableAmount(
  view: View,
  amount: Money,
  target: "amount" | "missing" = "amount",
): TemplateResult {
  return copyable(view, target, moneyText(view, amount), rawAmount(amount));
}

export const copyingStyles = css`
  :host {
    --_success-tint: var(--_soft);
  }
  @supports (color: color-mix(in srgb, red, red)) {
    :host {
      --_success-tint: color-mix(in srgb, var(--_success) 13%, var(--_surface));
    }
  }
  button svg,
  .button svg {
    flex: none;
    width: 20px;
    height: 20px;
    margin-inline-end: 8px;
  }
  .copy {
    flex: none;
    border-color: transparent;
    background: var(--_tint);
    color: var(--_accent);
  }
  .copy.wide {
    width: 100%;
    min-height: 52px;
  }
  .copy.wide:not(.done) {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .copy:hover {
    background: var(--_soft);
  }
  .copy.done {
    background: var(--_success-tint);
    color: var(--_success);
  }
  .inline {
    max-width: 100%;
    min-height: 28px;
    padding: 0;
    padding-inline-start: 6px;
    border-color: transparent;
    color: inherit;
    -webkit-user-select: text;
    user-select: text;
  }
  .inline bdi {
    min-width: 0;
    text-align: end;
  }
  .inline svg {
    margin: 0;
    margin-inline-start: 8px;
    color: var(--_accent);
  }
`;
