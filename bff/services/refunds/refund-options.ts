import type { RefundOptions } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { toMoney } from "../../core/money.ts";
import { objectionToRefund } from "../../core/refund/decide-refund.ts";
import { heldMinor, refundableMinor, unconfirmedMinor } from "../../core/refund/on-payment.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { decimalsPaid, needsChannel, ownRefundOf, payingAccounts } from "./choose-refund-method.ts";
import { claimMethodsOf } from "./claims.ts";

/** Whether, how much and by whom a payment can be refunded now, by the rules of `createRefund`. Errors: `not_found`. */
export async function readRefundOptions(
  context: ServiceContext,
  { paymentId }: { readonly paymentId: string },
): Promise<Result<RefundOptions>> {
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  const amount = amountOf(payment);
  const left = { ...amount, minor: refundableMinor(payment) };
  const own = ownRefundOf(context, payment, null);
  const paying = own === undefined ? payingAccounts(context, payment.currency) : [];
  return succeed({
    objection: objectionToRefund(payment, null)?.code ?? null,
    left: toMoney(left),
    held: toMoney({ ...amount, minor: heldMinor(payment) }),
    unconfirmed: toMoney({ ...amount, minor: unconfirmedMinor(payment) }),
    own: own?.id ?? null,
    accounts: paying.map(({ account, side }) => ({
      id: account.id,
      needsChannel: needsChannel(side, left),
      decimals: decimalsPaid(side, left),
      methods: claimMethodsOf(side, payment.currency),
    })),
  });
}
