/**
 * ChainUp's messages: the inner JSON texts that go out, and the schemas of what comes back.
 * Source: docs/providers/chainup.md#calls.
 */
import { z } from "zod";
import { shortestText } from "../../core/money.ts";
import type { OrderRef, OrderReport, PaymentOrder, ReportedStatus } from "../contract.ts";
import { urlUnder } from "../http-client.ts";
import { cleanOptionalText } from "../parsing/clean-text.ts";
import { cleanLine, detailsOf, undocumentedCode } from "../parsing/provider-details.ts";
import { saying } from "../parsing/refused-calls.ts";
import { longestScalar, numberText, scalarText, wordsText } from "../parsing/scalars.ts";
import type { ChainupCredentials, ChainupOptions } from "./credentials.ts";

export const acknowledgement = {
  status: 200,
  contentType: "application/json",
  body: '{"code":"0","msg":"success","data":"success"}',
} as const;

/** The paying user, by the exchange's own ids. `openId` wins if both are known. */
export interface PayingUser {
  readonly field: "openId" | "userId";
  readonly id: string;
  readonly token: string | null;
}

/** The paying user. Null if neither id is known. */
export function payingUser({ providerAccount }: PaymentOrder["payer"]): PayingUser | null {
  const { openId, userId, token } = providerAccount;
  if (openId) return { field: "openId", id: openId, token };
  return userId ? { field: "userId", id: userId, token } : null;
}

/**
 * What the creation of an order needs. It is the same the first time, and when an order in doubt is queried
 * by creating it again.
 */
export type Creation = Pick<
  PaymentOrder,
  "orderNo" | "amount" | "method" | "callbackUrl" | "returnUrl" | "description"
> & {
  readonly user: PayingUser;
};

/** The inner text of `createThirdOrder`. Every value is text. */
export function creationText(order: Creation, { orderSceneType }: ChainupOptions): string {
  const name = cleanOptionalText(order.description);
  return JSON.stringify({
    appOrderId: order.orderNo,
    [order.user.field]: order.user.id,
    orderAmount: shortestText(order.amount),
    payCoinSymbol: order.method.channel,
    returnPage: order.returnUrl,
    notifyPage: order.callbackUrl,
    ...(orderSceneType === null ? {} : { orderSceneType }),
    ...(order.user.token ? { token: order.user.token } : {}),
    ...(name === null ? {} : { goods: JSON.stringify([{ name, desc: name }]) }),
  });
}

/** The inner text of `orderDetail`, or the whole body if the account's query is flat. */
export function detailText(orderNum: string, token: string | null, { appId }: ChainupCredentials): string {
  return JSON.stringify({ appKey: appId, orderNum, ...(token ? { token } : {}) });
}

/** The address of the page where this user pays this order. */
export function payPageUrl(
  { orderNum, user, baseUrl }: { orderNum: string; user: PayingUser; baseUrl: string },
  { appId }: ChainupCredentials,
  { payPageBase }: ChainupOptions,
): string {
  const query = new URLSearchParams({ appKey: appId, orderNum, [user.field]: user.id });
  if (user.token) query.set("token", user.token);
  return urlUnder(payPageBase ?? new URL(baseUrl).origin, `/platform/pay.html?${query}`);
}

/** `code` may be a number. `data` may be empty or missing, on errors. */
export const answerEnvelope = z.object({
  code: scalarText,
  msg: wordsText.nullish(),
  data: z.string().nullish(),
  sign: z.string().nullish(),
});

/** A callback's envelope. `time` is not signed, so it is not read. */
export const callbackEnvelope = z.object({
  app_id: z.string().max(longestScalar),
  data: z.string().min(1),
  sign: z.string().min(1),
});

const orderNumber = scalarText.pipe(z.string().regex(/^[\x21-\x7e]{1,64}$/));

export const createdOrder = z.object({ orderNum: orderNumber });

export const orderDetail = z.object({
  appOrderId: z.string().max(longestScalar),
  orderNum: orderNumber,
  orderStatus: scalarText,
  orderAmount: numberText.nullish(),
  payAmount: numberText.nullish(),
  payCoinSymbol: z.string().max(longestScalar).nullish(),
});

export const notifiedOrder = z.object({
  outOrderId: z.string().min(1).max(64),
  orderNum: orderNumber,
  orderStatus: scalarText,
  payAmount: numberText.nullish(),
});

const statuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ["0", "canceled"],
  ["1", "pending"],
  ["2", "failed"],
  ["3", "succeeded"],
]);

/** What a callback or a query says of an order, besides our own number. */
export interface ToldOrder {
  readonly orderNum: string;
  readonly orderStatus: string;
  /** What was paid. */
  readonly paidAmount: string | null;
  /** What was ordered: a query names nothing else. */
  readonly orderedAmount: string | null;
  readonly currency: string | null;
  /**
   * True if it leaves open how much of what was paid: a callback without its amount, a query without the amount
   * that was ordered or without the coin.
   */
  readonly isAmountOpen: boolean;
}

/** A report about one order. An undocumented status is pending, and is named. */
export function reportOf(orderNo: string, order: ToldOrder): OrderReport {
  const status = statuses.get(order.orderStatus);
  const isPaid = status === "succeeded";
  return {
    orderNo,
    providerOrderId: order.orderNum,
    status: status ?? "pending",
    amountText: isPaid ? order.paidAmount : null,
    ...(isPaid && order.isAmountOpen ? { amountUntold: true } : {}),
    orderedAmountText: isPaid ? order.orderedAmount : null,
    currency: isPaid ? order.currency : null,
    nextAction: null,
    undocumentedStatus: status === undefined ? undocumentedCode(order.orderStatus) : null,
    ...saying(detailsOf({ code: order.orderStatus })),
  };
}

/**
 * Our name for the coin: the method's currency if it is the method's symbol, in whatever letters, else what the
 * provider wrote. Null if it wrote none.
 */
export function currencyOf(symbol: string | null | undefined, { method }: OrderRef): string | null {
  return isSameCoin(symbol, method.channel) ? method.currency : cleanLine(symbol, longestCoin);
}

/** Platforms write a coin in capitals in one place and in small letters in another. */
export function isSameCoin(one: string | null | undefined, other: string): boolean {
  return one?.toUpperCase() === other.toUpperCase();
}

const longestCoin = 20;
