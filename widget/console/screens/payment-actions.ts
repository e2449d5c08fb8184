/** What an operator can do with a payment, each asked to be confirmed in words. */

import { html, nothing, type TemplateResult } from "lit";
import type { Money, Payment, Refund } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import { fill, isZero } from "../i18n/format.ts";
import { isPayment, isRefund } from "../net/answers.ts";
import { beneficiaryFields, readBeneficiary } from "../pieces/beneficiary.ts";
import { field, longField, radios, select, textOf } from "../pieces/fields.ts";
import { askRefresh, askResolve, type Order } from "../pieces/order-actions.ts";
import type { Shell } from "../shell.ts";
import { leftToRefund } from "../story/refunded.ts";

type Take = (payment: Payment) => void;

const orderOf = (payment: Payment, take: Take): Order<Payment> => {
  const { id, account } = payment;
  return { id, account, before: payment, path: `v1/payments/${id}`, guard: isPayment, take };
};

const reasons = ["duplicate", "overpaid", "late", "requested", "other"] as const;

/** The reason that the payment itself suggests. */
function likelyReason({ exceptions }: Payment): (typeof reasons)[number] {
  if (exceptions.includes("duplicate_paid")) return "duplicate";
  if (exceptions.includes("overpaid")) return "overpaid";
  return exceptions.includes("paid_late") ? "late" : "requested";
}

function askRefund(shell: Shell, payment: Payment, left: Money, then: (refund: Refund) => void): void {
  const { confirm, word } = shell.texts();
  const { refund } = confirm;
  let how: "claim" | "payout" = "claim";
  let typed = left.value;
  const sum = () => shell.format().money({ ...left, value: typed });
  const chooseHow = (value: string) => {
    how = value === "payout" ? "payout" : "claim";
    shell.redraw();
  };
  const follow = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLElement) {
      typed = currentTarget.querySelector("input")?.value.trim() || left.value;
      shell.redraw();
    }
  };
  const fields = (): TemplateResult => html`
    <div @input=${follow}>${field({
      name: "amount",
      label: `${word.amount} (${left.currency})`,
      value: left.value,
      hint: fill(refund.available, { amount: shell.format().money(left) }),
      inputmode: "decimal",
      isRequired: true,
    })}</div>
    ${select({
      name: "reason",
      label: word.reason,
      value: likelyReason(payment),
      choices: reasons.map((value) => ({ value, label: refund.reasons[value] })),
    })}
    ${radios({
      name: "how",
      label: refund.how,
      value: how,
      choices: [
        { value: "claim", label: refund.claim },
        { value: "payout", label: refund.payout },
      ],
      onChange: chooseHow,
    })}
    ${how === "payout" ? beneficiaryFields(shell) : nothing}
    ${longField({ name: "note", label: word.note })}
    <p class="words" role="status">${fill(how === "claim" ? refund.claimWords : refund.payoutWords, {
      amount: sum(),
      account: payment.account,
    })} ${refund.approval}</p>`;
  shell.ask({
    title: refund.title,
    words: [],
    fields,
    confirm: refund.doPlain,
    done: refund.done,
    run: (form, key) =>
      shell.api.send({
        path: `v1/payments/${payment.id}/refunds`,
        body: {
          amount: { value: textOf(form, "amount"), currency: left.currency },
          reason: textOf(form, "reason"),
          ...(textOf(form, "note") === "" ? {} : { note: textOf(form, "note") }),
          ...(how === "payout" ? { beneficiary: readBeneficiary(form) } : {}),
        },
        key,
        guard: isRefund,
      }),
    after: (value) => isRefund(value) && then(value),
  });
}

/** The buttons of a payment: those that its state and the operator's permissions allow. */
export function paymentButtons(
  shell: Shell,
  payment: Payment,
  options: { readonly take: Take; readonly refunded: (refund: Refund) => void },
): TemplateResult {
  const { confirm } = shell.texts();
  const left = leftToRefund(payment);
  return html`<div class="buttons">
    ${
      shell.may(allowed.refreshPayments)
        ? html`<button type="button" @click=${() => askRefresh(shell, orderOf(payment, options.take))}>${confirm.refresh.title}</button>`
        : nothing
    }
    ${
      shell.may(allowed.operate) && payment.status === "review"
        ? html`<button type="button" class="primary" @click=${() => askResolve(shell, orderOf(payment, options.take), confirm.resolve)}>${confirm.resolve.title}</button>`
        : nothing
    }
    ${
      shell.may(allowed.refunds) && payment.status !== "review" && !isZero(left)
        ? html`<button type="button" @click=${() => askRefund(shell, payment, left, options.refunded)}>${confirm.refund.title}</button>`
        : nothing
    }
  </div>`;
}
