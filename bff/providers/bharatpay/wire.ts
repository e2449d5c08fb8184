/**
 * BharatPay's messages: what goes out, and the schemas of what comes back.
 * Source: docs/providers/bharatpay.md#calls, docs/providers/bharatpay.md#answer.
 */
import { LosslessNumber, stringify } from "lossless-json";
import { z } from "zod";
import { type Amount, shortestText } from "../../core/money.ts";
import type { NextAction, OrderReport, PayoutOrder } from "../contract.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { saying } from "../parsing/refused-calls.ts";
import { ifReadable, numberText, scalarText, theirNumber, wordsText } from "../parsing/scalars.ts";
import { readProcessCode } from "./process-codes.ts";

export const acknowledgement = { status: 200, contentType: "text/plain", body: "success" } as const;

/** `Credit` collects from a payer, `Debit` pays out. */
export type Family = "Credit" | "Debit";

/** Our account type → BharatPay's. */
export const accountTypes: ReadonlyMap<string, string> = new Map([
  ["bank", "1"],
  ["upi", "2"],
]);

/** The JSON of a creation. `amount` is a number of rupees, written from whole paise without a float. */
export function creationText(order: {
  readonly orderNo: string;
  readonly amount: Amount;
  readonly callbackUrl: string;
}): string {
  return jsonText(creationFields(order));
}

/** The JSON of a payout's creation. */
export function payoutText(order: PayoutOrder): string {
  const { name, bankCode, bankName, accountNumber, accountType, phone } = order.beneficiary;
  return jsonText({
    ...creationFields(order),
    payeeAccountDetail: {
      accountName: name,
      ...(bankCode === null ? {} : { bankNo: bankCode }),
      ...(bankName === null ? {} : { bankName }),
      bankAccount: accountNumber,
      accountType: accountTypes.get(accountType),
      ...(phone === null ? {} : { mobile: phone }),
    },
  });
}

/**
 * The JSON of a query: by our own number. We may know BharatPay's number from a callback, whose text anybody can
 * change who has seen others: it might be another order's.
 */
export function queryText(orderNo: string): string {
  return jsonText({ sourceNo: orderNo });
}

function creationFields(order: { orderNo: string; amount: Amount; callbackUrl: string }) {
  return {
    amount: new LosslessNumber(shortestText(order.amount)),
    sourceNo: order.orderNo,
    callbackUrl: order.callbackUrl,
  };
}

function jsonText(value: Readonly<Record<string, unknown>>): string {
  return stringify(value) ?? "";
}

/** `result` may be an object. If it is text, it is encrypted. */
export const answerEnvelope = z.object({
  code: scalarText,
  errorDesc: wordsText.nullish(),
  result: z.unknown(),
});

const orderInfo = z.object({
  id: theirNumber,
  merchantSourceNo: scalarText,
  fiatAmount: numberText.nullish(),
  processCode: scalarText,
  cashierLink: ifReadable(z.string()),
});
export type OrderInfo = z.output<typeof orderInfo>;

/** The browser shows it. */
const linkName = /^[\w-]{1,32}$/;

/** One for each payment app that India uses, and more than a customer looks through. */
const mostLinks = 20;

const paymentRecord = z.object({
  upiUrl: ifReadable(z.string()),
  utr: ifReadable(scalarText),
  errorMessage: ifReadable(wordsText),
});
type PaymentRecord = z.output<typeof paymentRecord>;

const wrapped = z.object({
  channelCreditOrderSimpleInfo: orderInfo.nullish(),
  channelDebitOrderSimpleInfo: orderInfo.nullish(),
});

const payment = z.object({ channelPaymentRecordSimpleInfo: paymentRecord.nullish() });

const wayToPay = payment.extend({
  deeplink: z.record(z.string(), z.string().nullish().catch(null)).nullish(),
});

/** An order, and what is known of the transfer that pays it. */
export interface NotifiedOrder {
  readonly info: OrderInfo;
  readonly record: PaymentRecord | null;
}

export interface OrderResult extends NotifiedOrder {
  readonly upiUrl: string | null;
  /** In the order they came. */
  readonly deepLinks: readonly (readonly [name: string, url: string])[];
}

/** Reads the `result` of a query or a creation. Undefined if it is no order. */
export function readOrderResult(result: unknown): OrderResult | undefined {
  const info = readWrapped(result);
  const way = wayToPay.safeParse(result);
  if (info === undefined || !way.success) return undefined;
  const { channelPaymentRecordSimpleInfo, deeplink } = way.data;
  const deepLinks = Object.entries(deeplink ?? {})
    .slice(0, mostLinks)
    .flatMap(([name, url]) => (url && linkName.test(name) ? [[name, url] as const] : []));
  const record = channelPaymentRecordSimpleInfo ?? null;
  return { info, record, upiUrl: record?.upiUrl || null, deepLinks };
}

/**
 * Reads the order in a callback: wrapped under either name, or bare. Under both names it could be read in two
 * ways, and is refused.
 */
export function readNotifiedOrder(value: unknown): NotifiedOrder | undefined {
  const info = readWrapped(value) ?? orderInfo.safeParse(value).data;
  const record = payment.safeParse(value).data?.channelPaymentRecordSimpleInfo ?? null;
  return info === undefined ? undefined : { info, record };
}

function readWrapped(value: unknown): OrderInfo | undefined {
  const parsed = wrapped.safeParse(value);
  if (!parsed.success) return undefined;
  const { channelCreditOrderSimpleInfo: credit, channelDebitOrderSimpleInfo: debit } = parsed.data;
  return credit && debit ? undefined : (credit ?? debit ?? undefined);
}

export const balanceResult = z.object({
  balance: numberText.nullish(),
  frozenBalance: numberText.nullish(),
  remainBalance: numberText.nullish(),
});

/** A report about one order. */
export function reportOf({ info, record }: NotifiedOrder, nextAction: NextAction | null): OrderReport {
  const { status, undocumentedStatus } = readProcessCode(info.processCode);
  const isPaid = status === "succeeded";
  const amountText = isPaid ? info.fiatAmount || null : null;
  return {
    orderNo: info.merchantSourceNo,
    providerOrderId: info.id,
    status,
    amountText,
    // Whoever pays by UPI may change the amount: "paid" alone does not mean what was ordered.
    ...(isPaid && amountText === null ? { amountUntold: true } : {}),
    orderedAmountText: null,
    currency: null,
    nextAction,
    undocumentedStatus,
    ...saying(detailsOf({ utr: record?.utr, code: info.processCode, message: record?.errorMessage })),
  };
}

/**
 * What the answer to a creation says beyond "pending", pay-in and payout alike. A success is left out and noted: only
 * a query may say that.
 */
export function readBeyondPending(report: OrderReport): {
  readonly report: OrderReport | null;
  readonly notes: readonly string[];
} {
  if (report.status === "failed" || report.undocumentedStatus !== null) return { report, notes: [] };
  const notes = ["the creation answer had a status beyond pending; a query will tell"];
  return { report: null, notes: report.status === "pending" ? [] : notes };
}
