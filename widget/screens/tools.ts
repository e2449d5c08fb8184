import { css, html, nothing, type TemplateResult } from "lit";
import { formatDateTime } from "../i18n/format.ts";
import { fill } from "../i18n/text.ts";
import { type UiIconName, uiIcon } from "../icons/ui-icons.ts";
import { calendarFile } from "../tools/calendar.ts";
import { type PaymentSlip, paymentSlipText } from "../tools/payment-slip.ts";
import { canShare, printSlip, saveFile, saveSlip, shareSlip } from "../tools/share-slip.ts";
import { moneyText, type View } from "../view.ts";
import { instructionTabs, type Paying, stepTexts } from "./steps.ts";

/** The part of a payment slip that differs between screens: the code, its label, and what goes with it. */
export type SlipCode = Pick<PaymentSlip, "code" | "codeLabel" | "details">;

/** A button in the row of tools. */
function toolButton(icon: UiIconName, text: string, onClick: () => void): TemplateResult {
  return html`<button class="tool" part="button tool" type="button" @click=${onClick}>${uiIcon(icon)}${text}</button>`;
}

function makePaymentSlip(view: View, paying: Paying, shown: SlipCode, expiresAt: string): PaymentSlip {
  const { messages, tag, direction } = view.language;
  const { session, payment } = paying;
  const [first] = instructionTabs(paying);
  return {
    ...shown,
    merchant: session.merchantName,
    amount: moneyText(view, payment.amount),
    barcode: view.barcode,
    qr: view.qr,
    lines: [
      `${messages.reference}: ${session.reference}`,
      fill(messages.payBefore, { date: formatDateTime(expiresAt, tag) }),
    ],
    steps: first === undefined ? [] : stepTexts(view, paying, first),
    locale: tag,
    direction,
  };
}

/** The tools: print, save as an image, share, remind. None makes a request. */
export function renderTools(
  view: View,
  paying: Paying,
  shown: SlipCode,
  expiresAt: string,
): TemplateResult | typeof nothing {
  const { guide } = view;
  if (guide === null || view.hidden.includes("tools")) return nothing;
  const name = paying.session.reference.replace(/[^\w-]+/g, "-");
  const slip = () => makePaymentSlip(view, paying, shown, expiresAt);
  const remind = () => {
    const expiresAtMs = Date.parse(expiresAt);
    saveFile(
      calendarFile({
        id: paying.payment.id,
        title: fill(guide.reminder, { merchant: paying.session.merchantName }),
        description: paymentSlipText(slip()),
        expiresAtMs,
        nowMs: expiresAtMs - (view.leftMs ?? 0),
      }),
    );
  };
  return html`<div class="tools" part="tools">
    ${toolButton("print", guide.print, () => printSlip(slip()))}
    ${toolButton("image", guide.saveImage, () => void saveSlip(slip(), name))}
    ${canShare() ? toolButton("share", guide.share, () => void shareSlip(slip(), name)) : nothing}
    ${toolButton("bell", guide.remind, remind)}
  </div>`;
}

export const toolsStyles = css`
  .tools {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 5.25em), 1fr));
    gap: 8px;
  }
  .tool {
    flex-direction: column;
    padding: 10px 4px;
    border-color: var(--_line);
    font-size: 0.8125em;
    font-weight: 500;
    line-height: 1.25;
  }
  .tool svg {
    margin: 0 0 4px;
    color: var(--_accent);
  }
`;
