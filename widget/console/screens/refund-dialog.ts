/** The dialog in which a payment is refunded: how much, and by which of the ways that the BFF has for it. */
import { html, nothing, type TemplateResult } from "lit";
import type { ClaimMethod, Money, Payment, Refund, RefundOptions } from "../../../bff/contract.ts";
import { decimalsOf } from "../../i18n/money.ts";
import { fill } from "../../i18n/text.ts";
import { isZero, stillMissing } from "../i18n/format.ts";
import { isRefund } from "../net/answers.ts";
import { amountFault, amountField, notSent, readTypedAmount } from "../pieces/amount-field.ts";
import { beneficiaryFields, readBeneficiary } from "../pieces/beneficiary.ts";
import { field, longField, radios, select, textOf } from "../pieces/fields.ts";
import type { Shell } from "../shell.ts";
import { payableOf, suggestedRefund, unreturnedExcess } from "../story/refunded.ts";

const reasons = ["duplicate", "overpaid", "late", "requested", "other"] as const;

/** The reason that the payment itself suggests. */
function likelyReason({ exceptions }: Payment): (typeof reasons)[number] {
  if (exceptions.includes("duplicate_paid")) return "duplicate";
  if (exceptions.includes("overpaid")) return "overpaid";
  return exceptions.includes("paid_late") ? "late" : "requested";
}

type Account = RefundOptions["accounts"][number];
type AmountTyped =
  | { readonly amount: Money; readonly fault?: undefined }
  | { readonly amount?: undefined; readonly fault: string };

/** What is typed and chosen in the dialog, besides what the form keeps by itself. */
interface Choices {
  typed: string;
  account: Account | null;
  way: "claim" | "payout";
  method: ClaimMethod | null;
}

export interface RefundDialog {
  readonly payment: Payment;
  readonly options: RefundOptions;
  readonly refunded: (refund: Refund) => void;
}

/** How many decimals the refund's amount may have, by the account that pays it. */
export function decimalsFor({ own, left }: RefundOptions, account: Account | null): number {
  return own === null && account !== null ? account.decimals : decimalsOf(left.value);
}

/** Which amounts the account pays. */
function ruleWords(shell: Shell, account: Account): string {
  const { refund } = shell.texts().confirm;
  const text = account.decimals === 0 ? refund.wholeOnly : refund.fewDecimals;
  return fill(text, { account: account.id, decimals: String(account.decimals) });
}

/** What is left, what of it can be paid, and why that amount is suggested, a sentence each. */
function leftWords(shell: Shell, { payment, options }: RefundDialog, account: Account | null): string {
  const { refund } = shell.texts().confirm;
  const { money } = shell.format();
  const { left, held, unconfirmed } = options;
  const decimals = decimalsFor(options, account);
  const payable = payableOf(left, decimals);
  const excess = unreturnedExcess(payment, options);
  const cut = stillMissing(excess ?? left, payableOf(excess ?? left, decimals));
  return [
    fill(refund.available, { amount: money(payable) }),
    ...(isZero(held) ? [] : [fill(refund.underWay, { amount: money(held) })]),
    ...(isZero(unconfirmed) ? [] : [fill(refund.unconfirmed, { amount: money(unconfirmed) })]),
    ...(excess === null || isZero(payableOf(excess, decimals))
      ? []
      : [fill(refund.excess, { amount: money(excess) })]),
    ...(account === null || decimals >= decimalsOf(left.value) ? [] : [ruleWords(shell, account)]),
    ...(cut === null ? [] : [fill(refund.remainder, { amount: money(cut) })]),
  ].join(" ");
}

function readAmountOf(
  shell: Shell,
  typed: string,
  { options, account }: { readonly options: RefundOptions; readonly account: Account | null },
): AmountTyped {
  const { left } = options;
  const { refund } = shell.texts().confirm;
  const read = readTypedAmount(shell, typed, left);
  if (!read.ok) return { fault: amountFault(shell, typed, { why: read.why, like: left }) };
  const amount = { value: read.value, currency: left.currency };
  if (isZero(amount)) return { fault: refund.zero };
  const payable = payableOf(left, decimalsFor(options, account));
  if (stillMissing(amount, left) !== null) {
    return { fault: fill(refund.tooMuch, { amount: shell.format().money(payable) }) };
  }
  const isTaken = payableOf(amount, decimalsFor(options, account)).value === amount.value;
  return isTaken || account === null ? { amount } : { fault: ruleWords(shell, account) };
}

/** What will happen, for the amount as it is typed. What is wrong with it is said when the button is pressed. */
function wayWords(shell: Shell, choices: Choices, options: RefundOptions): string {
  const { own } = options;
  const { refund } = shell.texts().confirm;
  const { amount } = readAmountOf(shell, choices.typed, { options, account: choices.account });
  if (amount === undefined) return "";
  const account = own ?? choices.account?.id ?? "";
  const text =
    own !== null ? refund.providerWords : choices.way === "claim" ? refund.claimWords : refund.payoutWords;
  return `${fill(text, { amount: shell.format().money(amount), account })} ${refund.approval}`;
}

/** The fields for a refund that has to be paid out: by which account, and to whom. */
function payingFields(shell: Shell, choices: Choices, { accounts }: RefundOptions): TemplateResult {
  const { refund } = shell.texts().confirm;
  const { account, way, method } = choices;
  const chooseAccount = (id: string) => {
    choices.account = accounts.find((each) => each.id === id) ?? null;
    choices.method = choices.account?.methods[0] ?? null;
    shell.redraw();
  };
  const chooseWay = (value: string) => {
    choices.way = value === "payout" ? "payout" : "claim";
    shell.redraw();
  };
  const chooseMethod = (accountType: string) => {
    choices.method = account?.methods.find((each) => each.accountType === accountType) ?? null;
    shell.redraw();
  };
  const choicesOfAccounts = accounts.map(({ id }) => ({ value: id, label: id }));
  return html`${
    accounts.length < 2
      ? nothing
      : select({
          name: "account",
          label: refund.paying,
          value: account?.id ?? "",
          choices: choicesOfAccounts,
          onChange: chooseAccount,
        })
  }
    ${account?.needsChannel === true ? field({ name: "channel", label: refund.channel, isRequired: true }) : nothing}
    ${radios({
      name: "how",
      label: refund.how,
      value: way,
      choices: [
        { value: "claim", label: refund.claim },
        { value: "payout", label: refund.payout },
      ],
      onChange: chooseWay,
    })}
    ${
      way === "payout" && account !== null && method !== null
        ? beneficiaryFields(shell, { methods: account.methods, chosen: method, choose: chooseMethod })
        : nothing
    }`;
}

function bodyOf(form: FormData, amount: Money, choices: Choices): object {
  const { account, way, method } = choices;
  const optional = (name: string) => (textOf(form, name) === "" ? {} : { [name]: textOf(form, name) });
  return {
    amount,
    reason: textOf(form, "reason"),
    ...optional("note"),
    ...optional("account"),
    ...optional("channel"),
    ...(account !== null && way === "payout" && method !== null
      ? { beneficiary: readBeneficiary(form, method) }
      : {}),
  };
}

export function askRefund(shell: Shell, dialog: RefundDialog): void {
  const { payment, options, refunded } = dialog;
  const { left, accounts, own } = options;
  const { confirm, word } = shell.texts();
  const { refund } = confirm;
  const first = accounts.find((each) => !isZero(payableOf(left, each.decimals))) ?? null;
  const suggested = suggestedRefund(payment, options, decimalsFor(options, first));
  const shown = suggested ?? { value: "", currency: left.currency };
  const choices: Choices = {
    typed: shown.value,
    account: first,
    way: "claim",
    method: first?.methods[0] ?? null,
  };
  const follow = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return;
    choices.typed = currentTarget.querySelector("input")?.value.trim() ?? "";
    shell.redraw();
  };
  const fields = (): TemplateResult => html`
    <div @input=${follow}>${amountField(shell, shown, leftWords(shell, dialog, choices.account))}</div>
    ${select({
      name: "reason",
      label: word.reason,
      value: likelyReason(payment),
      choices: reasons.map((value) => ({ value, label: refund.reasons[value] })),
    })}
    ${own === null ? payingFields(shell, choices, options) : nothing}
    ${longField({ name: "note", label: word.note })}
    <p class="words" role="status">${wayWords(shell, choices, options)}</p>`;
  shell.ask({
    title: refund.title,
    words: [],
    fields,
    confirm: refund.doPlain,
    done: refund.done,
    async run(form, key) {
      const { amount, fault } = readAmountOf(shell, textOf(form, "amount"), {
        options,
        account: choices.account,
      });
      if (amount === undefined) return notSent(fault);
      const body = bodyOf(form, amount, choices);
      return await shell.api.send({ path: `v1/payments/${payment.id}/refunds`, body, key, guard: isRefund });
    },
    after: (value) => isRefund(value) && refunded(value),
  });
}
