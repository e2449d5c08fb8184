/**
 * The side of an adapter that carries a payout. Most are paid out to a beneficiary; the provider's own refund goes back
 * to whoever has paid, so it names the paid order instead.
 */
import { amountOf } from "../../core/amount-of.ts";
import type { PaymentRecord, PayoutRecord } from "../../core/records.ts";
import type {
  CallbackResult,
  PayoutOrder,
  PayoutResult,
  QueryResult,
  RawCallback,
  RefundedOrder,
} from "../../providers/contract.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { refundById } from "../../storage/repositories/refunds.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";
import { readBeneficiary } from "../rows/beneficiaries.ts";
import { openPayer } from "../rows/payer.ts";

/** An account, with what it does for one payout. */
export interface PayingAccount {
  readonly account: ProviderAccount;
  send(order: { readonly callbackUrl: string; readonly now: number }): Promise<PayoutResult>;
  query(): Promise<QueryResult>;
}

type CarriedBy = Pick<PayoutRecord, "account_id" | "side">;

/** Undefined when the payout's account is not in the configuration, or has no such side. */
export function payingAccountOf(context: ServiceContext, payout: PayoutRecord): PayingAccount | undefined {
  const account = context.accounts.get(payout.account_id);
  if (account === undefined || !carries(account, payout)) return undefined;
  return payout.side === "refunds" ? asRefund(context, account, payout) : asPayout(context, account, payout);
}

export function carries(account: ProviderAccount, { side }: CarriedBy): boolean {
  return account.adapter[side] !== undefined;
}

export function readPayoutCallback(
  { adapter }: ProviderAccount,
  { side }: CarriedBy,
  raw: RawCallback,
): CallbackResult {
  return adapter[side]?.readCallback(raw) ?? { kind: "refused", reason: "no payouts here" };
}

function asPayout(context: ServiceContext, account: ProviderAccount, payout: PayoutRecord): PayingAccount {
  const side = account.adapter.payouts;
  const amount = amountOf(payout);
  return {
    account,
    async send(order) {
      if (side === undefined) return notSent;
      return await side.create({
        ...order,
        orderNo: payout.order_no,
        amount,
        channel: payout.channel,
        beneficiary: beneficiaryOf(context, payout),
      });
    },
    async query() {
      if (side === undefined) return cannotQuery;
      const { order_no: orderNo, provider_order_id: providerOrderId } = payout;
      return await side.query({ orderNo, providerOrderId, amount, now: context.clock.now() });
    },
  };
}

function asRefund(context: ServiceContext, account: ProviderAccount, payout: PayoutRecord): PayingAccount {
  const side = account.adapter.refunds;
  const amount = amountOf(payout);
  return {
    account,
    async send(order) {
      const payment = await refundedOrderOf(context, payout);
      if (side === undefined || payment === undefined) return notSent;
      return await side.create({ ...order, orderNo: payout.order_no, amount, payment });
    },
    async query() {
      const payment = await refundedOrderOf(context, payout);
      if (side === undefined || payment === undefined) return cannotQuery;
      const { order_no: orderNo, provider_order_id: providerOrderId } = payout;
      return await side.query({ orderNo, providerOrderId, amount, payment, now: context.clock.now() });
    },
  };
}

const notSent = { kind: "unknown", cause: "interrupted" } as const;
const cannotQuery = { kind: "cannot_query" } as const;

/** Undefined once retention has removed the payment. */
async function refundedOrderOf(
  context: ServiceContext,
  { refund_id: refundId }: PayoutRecord,
): Promise<RefundedOrder | undefined> {
  const { database } = context;
  const [refund] = refundId === null ? [] : await database.read(refundById({ id: refundId }));
  const [payment] = refund === undefined ? [] : await database.read(paymentById({ id: refund.payment_id }));
  return payment === undefined ? undefined : refundedOrder(context, payment);
}

/** A payment as the provider's own refund needs it. */
export function refundedOrder(context: ServiceContext, payment: PaymentRecord): RefundedOrder {
  const { order_no: orderNo, provider_order_id: providerOrderId, channel } = payment;
  return { orderNo, providerOrderId, channel, amount: amountOf(payment), payer: openPayer(context, payment) };
}

function beneficiaryOf(context: ServiceContext, payout: PayoutRecord): PayoutOrder["beneficiary"] {
  const to = readBeneficiary(context, payout);
  if (to === null) throw new TypeError("a payout has nobody to pay");
  return to;
}
