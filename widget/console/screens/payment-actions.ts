/** What an operator can do with a payment, each asked to be confirmed in words. */

import { html, nothing, type TemplateResult } from "lit";
import type { Payment, Refund, RefundOptions } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { isZero } from "../i18n/format.ts";
import { textFor } from "../i18n/texts.ts";
import { isPayment } from "../net/answers.ts";
import type { Resource } from "../net/resource.ts";
import { trouble } from "../pieces/basics.ts";
import { askRefresh, askResolve, canBeSettled, type Order } from "../pieces/order-actions.ts";
import type { Shell } from "../shell.ts";
import { payableOf } from "../story/refunded.ts";
import { askRefund } from "./refund-dialog.ts";

type Take = (payment: Payment) => void;

const orderOf = (payment: Payment, take: Take): Order<Payment> => {
  const { id, account } = payment;
  return { id, account, before: payment, path: `v1/payments/${id}`, guard: isPayment, take };
};

/** Why the payment cannot be refunded, as the BFF would say; null: it can be. */
function objectionTo(shell: Shell, payment: Payment, options: RefundOptions): string | null {
  const { refund, refusal } = shell.texts().confirm;
  const { objection, own, accounts, left } = options;
  if (objection === "refund_exceeds_received") return refund.nothingLeft;
  if (objection !== null) return textFor(refusal, objection);
  if (own !== null) return null;
  if (accounts.length === 0) return fill(refund.noAccount, { currency: payment.amount.currency });
  const canBePaid = accounts.some(({ decimals }) => !isZero(payableOf(left, decimals)));
  return canBePaid ? null : fill(refund.tooSmall, { amount: shell.format().money(left) });
}

interface Refunding {
  readonly options: Resource<RefundOptions>;
  readonly refunded: (refund: Refund) => void;
}

function refundButton(shell: Shell, payment: Payment, { options, refunded }: Refunding) {
  const known = options.value();
  if (known === null || objectionTo(shell, payment, known) !== null) return nothing;
  const ask = () => askRefund(shell, { payment, options: known, refunded });
  return html`<button type="button" @click=${ask}>${shell.texts().confirm.refund.title}</button>`;
}

/** Why there is no button, of a payment that has money. */
function refundWords(shell: Shell, payment: Payment, { options }: Refunding) {
  if (isZero(payment.amountReceived)) return nothing;
  const known = options.value();
  if (known === null) {
    const wrong = options.trouble();
    return wrong === null ? nothing : trouble(shell, wrong, options.reload);
  }
  const objection = objectionTo(shell, payment, known);
  return objection === null ? nothing : html`<p class="second">${objection}</p>`;
}

/** The buttons of a payment: those that its state and the operator's permissions allow. */
export function paymentButtons(
  shell: Shell,
  payment: Payment,
  actions: {
    readonly take: Take;
    /** What is not as it should be, a sentence each. */
    readonly unexpected: readonly string[];
    /** Null without the permission to refund. */
    readonly refunding: Refunding | null;
  },
): TemplateResult {
  const { confirm } = shell.texts();
  const { take, refunding, unexpected } = actions;
  const inReview = fill(shell.texts().story.now.review, { account: payment.account });
  const why = unexpected.length > 0 ? unexpected : [inReview];
  const asked = { outcomes: confirm.resolve, ofReversal: confirm.resolve.reversal.payment, why };
  return html`<div class="buttons">
    ${
      shell.may(allowed.refreshPayments)
        ? html`<button type="button" @click=${() => askRefresh(shell, orderOf(payment, take))}>${confirm.refresh.title}</button>`
        : nothing
    }
    ${
      shell.may(allowed.operate) && canBeSettled(payment)
        ? html`<button type="button" class="primary" @click=${() => askResolve(shell, orderOf(payment, take), asked)}>${confirm.resolve.title}</button>`
        : nothing
    }
    ${refunding === null ? nothing : refundButton(shell, payment, refunding)}
  </div>
  ${refunding === null ? nothing : refundWords(shell, payment, refunding)}`;
}
