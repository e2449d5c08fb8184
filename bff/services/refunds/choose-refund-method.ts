/** How a refund goes back, and by which account. */
import type { Beneficiary, CreateRefundRequest } from "../../contract.ts";
import { type FieldError, type Result, succeed, wrongFields } from "../../core/errors.ts";
import type { Amount } from "../../core/money.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { PayoutOrder, PayoutSide, RefundedOrder } from "../../providers/contract.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { currenciesOf, readPayoutDraft } from "../payouts/new-payout.ts";
import { refundedOrder } from "../payouts/paying-side.ts";

export type ChosenMethod = { readonly account: ProviderAccount; readonly channel: string | null } & (
  | { readonly method: "provider" }
  | { readonly method: "payout"; readonly beneficiary: PayoutOrder["beneficiary"] }
  | { readonly method: "claim" }
);

type RequestedRefund = Pick<CreateRefundRequest, "account" | "channel" | "beneficiary">;

/**
 * The provider's own refund where it has one and no other account is named; else a payout to the beneficiary; else a
 * claim. Errors: `validation_failed`.
 */
export function chooseRefundMethod(
  context: ServiceContext,
  payment: PaymentRecord,
  { requested, amount }: { readonly requested: RequestedRefund; readonly amount: Amount },
): Result<ChosenMethod> {
  const { beneficiary, channel = null } = requested;
  const own = ownRefundOf(context, payment, requested.account ?? null);
  if (own !== undefined) {
    return byProvider(own, refundedOrder(context, payment), { amount, beneficiary, channel });
  }
  const found = findPaying(context, amount.currency, requested.account ?? null);
  if (!found.ok) return found;
  const { account, side } = found.value;
  if (beneficiary == null) {
    const errors = objectionsToClaim(side, amount, channel);
    return errors.length > 0 ? wrongFields(errors) : succeed({ method: "claim", account, channel });
  }
  const draft = readPayoutDraft(account, side, { amount, channel, beneficiary });
  if (!draft.ok) return draft;
  return succeed({ method: "payout", account, channel, beneficiary: draft.value.beneficiary });
}

/** The payment's account, where its provider has a refund of its own and no other account is named. */
export function ownRefundOf(
  { accounts }: ServiceContext,
  { account_id, identity }: PaymentRecord,
  named: string | null,
): ProviderAccount | undefined {
  const account = accounts.get(account_id);
  const isMeant = named === null || named === account_id;
  const isSame = identity === null || identity === account?.identity;
  return isMeant && isSame && account?.adapter.refunds !== undefined ? account : undefined;
}

function byProvider(
  account: ProviderAccount,
  payment: RefundedOrder,
  rest: {
    readonly amount: Amount;
    readonly beneficiary: Beneficiary | null | undefined;
    readonly channel: string | null;
  },
): Result<ChosenMethod> {
  const message = "is not taken: the provider gives the money back to whoever paid it";
  const errors = [
    ...(rest.beneficiary == null ? [] : [{ path: "beneficiary", message }]),
    ...(rest.channel === null ? [] : [{ path: "channel", message }]),
    ...(account.adapter.refunds?.check({ amount: rest.amount, payment }) ?? []),
  ];
  return errors.length > 0 ? wrongFields(errors) : succeed({ method: "provider", account, channel: null });
}

interface Paying {
  readonly account: ProviderAccount;
  readonly side: PayoutSide;
}

/** All accounts that pay out the currency, in the order in which they are tried. */
export function payingAccounts({ accounts }: ServiceContext, currency: string): readonly Paying[] {
  return [...accounts.values()].flatMap((account) => {
    const side = account.adapter.payouts;
    const pays = side !== undefined && !account.retired && currenciesOf(account, side).includes(currency);
    return pays ? [{ account, side }] : [];
  });
}

function findPaying(context: ServiceContext, currency: string, named: string | null): Result<Paying> {
  if (named === null) {
    const [first] = payingAccounts(context, currency);
    if (first !== undefined) return succeed(first);
    return wrongFields([{ path: "account", message: `there is none that pays out ${currency}` }]);
  }
  const { accounts } = context;
  const account = accounts.get(named);
  if (account === undefined)
    return wrongFields([{ path: "account", message: "is not a configured account" }]);
  if (account.retired) {
    return wrongFields([{ path: "account", message: "is retired: it pays nothing new out" }]);
  }
  const side = account.adapter.payouts;
  if (side === undefined || !currenciesOf(account, side).includes(currency)) {
    return wrongFields([{ path: "account", message: `does not pay out ${currency}` }]);
  }
  return succeed({ account, side });
}

const anybody: PayoutOrder["beneficiary"] = {
  name: "Nobody",
  accountNumber: "0",
  accountType: "bank",
  bankName: null,
  bankCode: null,
  phone: null,
  email: null,
};

/** Whether a payout by it has to name a channel. */
export function needsChannel(side: PayoutSide, amount: Amount): boolean {
  return side.check({ amount, channel: null, beneficiary: anybody }).some(({ path }) => path === "channel");
}

/**
 * How many decimals an amount may have for the account, at most. It is found by the account's own check of 1.01, 1.1 and so
 * on.
 */
export function decimalsPaid(side: Pick<PayoutSide, "check">, { currency, decimals }: Amount): number {
  const one = 10n ** BigInt(decimals);
  const takes = (minor: bigint) =>
    !side
      .check({ amount: { minor, currency, decimals }, channel: null, beneficiary: anybody })
      .some(({ path }) => path === "amount.value");
  const fitting = Array.from({ length: decimals }, (_, index) => decimals - index);
  return fitting.find((digits) => takes(one + 10n ** BigInt(decimals - digits))) ?? 0;
}

/** What is wrong with any beneficiary, so that a claim could not be paid either. */
function objectionsToClaim(side: PayoutSide, amount: Amount, channel: string | null): FieldError[] {
  const errors = side
    .check({ amount, channel, beneficiary: anybody })
    .filter(({ path }) => path === "channel" || path.startsWith("amount."));
  if (errors.length > 0 || side.forms(amount.currency).length > 0) return errors;
  return [{ path: "account", message: "cannot be claimed by: name a beneficiary" }];
}
