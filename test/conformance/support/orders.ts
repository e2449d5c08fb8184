/** Orders, payouts and queries as the services would make them. */

import { randomBytes } from "node:crypto";
import { newOrderNo } from "../../../bff/core/ids.ts";
import { type Amount, isoDecimalsOf, parseDecimal } from "../../../bff/core/money.ts";
import type {
  CreateResult,
  OrderRef,
  PaymentOrder,
  PayoutOrder,
  PayoutRef,
} from "../../../bff/providers/contract.ts";
import type { MethodCase, PayoutCase } from "../data-shape.ts";

const testCallbackUrl = "http://127.0.0.1:8787/callbacks/account/0123456789abcdefghijABCDEFGHIJ01";
const testReturnUrl = "http://127.0.0.1:8787/return/pay_4sX.0123456789abcdef";
const dayMs = 86_400_000;

const random = { bytes: (length: number) => randomBytes(length) };

/** Decimal text as an amount of that currency. */
export function amountOf(text: string, currency: string, decimals: number): Amount {
  const minor = parseDecimal(text, decimals);
  if (minor === undefined) throw new Error(`${text} is no amount of ${decimals} decimals`);
  return { minor, currency, decimals };
}

/** An order by this method, with whatever is to be different. */
export function paymentOrder(methodCase: MethodCase, different: Partial<PaymentOrder> = {}): PaymentOrder {
  const now = Date.now();
  const { method, amount, payer } = methodCase;
  return {
    orderNo: newOrderNo(now, random),
    amount: amountOf(amount, method.currency, method.decimals),
    method,
    payer,
    description: "2 × coffee beans",
    callbackUrl: testCallbackUrl,
    returnUrl: testReturnUrl,
    now,
    expiresAt: now + dayMs,
    ...different,
  };
}

/** The query about an order, with what its creation returned. */
export function orderRef(order: PaymentOrder, created: CreateResult | null): OrderRef {
  const { orderNo, method, amount, payer, description, callbackUrl, returnUrl } = order;
  return {
    orderNo,
    providerOrderId: created?.kind === "accepted" ? created.providerOrderId : null,
    method,
    amount,
    payer,
    description,
    callbackUrl,
    returnUrl,
    now: Date.now(),
    isCreationInDoubt: created?.kind !== "accepted",
  };
}

export function payoutOrder(payout: PayoutCase): PayoutOrder {
  const now = Date.now();
  return { ...payout, orderNo: newOrderNo(now, random), callbackUrl: testCallbackUrl, now };
}

export function payoutRef(order: PayoutOrder, providerOrderId: string | null): PayoutRef {
  return { orderNo: order.orderNo, providerOrderId, amount: order.amount, now: Date.now() };
}

/** A payout's amount, in a currency of ISO 4217. */
export function isoAmount(text: string, currency: string): Amount {
  return amountOf(text, currency, isoDecimalsOf(currency) ?? 2);
}
