/**
 * LHXPay's messages: what goes out, and the schemas of what comes back.
 * Source: docs/providers/lhxpay.md#calls.
 */
import { z } from "zod";
import { parseProviderDecimal, twoDecimalText } from "../../core/money.ts";
import type { OrderReport, PaymentOrder, PayoutOrder, ReportedStatus } from "../contract.ts";
import { cleanOptionalText, cleanText } from "../parsing/clean-text.ts";
import { undocumentedCode } from "../parsing/provider-details.ts";
import {
  ifReadable,
  longestLink,
  longestNumber,
  longestScalar,
  numberText,
  scalarText,
  wordsText,
} from "../parsing/scalars.ts";
import type { LhxpayCredentials } from "./credentials.ts";
import { signLhxpay } from "./signature.ts";

export const acknowledgement = { status: 200, contentType: "text/plain", body: "success" } as const;

/** In characters, of a payer, a payee and a bank. */
export const longestName = 64;

/** What LHXPay accepts as `mrn`, without the characters that could be misread inside a signed text. */
export const mrnPattern = /^[0-9A-Za-z_-]{1,64}$/;

/**
 * The fields of a pay-in, as text. `payer` is never signed. Undefined if the amount has more than two
 * decimals.
 */
export function payInFields(
  order: PaymentOrder,
  { appKey, secret }: LhxpayCredentials,
): Readonly<Record<string, string>> | undefined {
  const amount = twoDecimalText(order.amount);
  if (amount === undefined) return undefined;
  const signed = {
    amount,
    appKey,
    callbackUrl: order.callbackUrl,
    channelId: order.method.channel,
    mrn: order.orderNo,
    returnUrl: order.returnUrl,
  };
  const payer = cleanOptionalText(order.payer.name, longestName);
  return {
    ...signed,
    ...(payer === null ? {} : { payer }),
    sign: signLhxpay("payIn", signed, secret),
  };
}

/**
 * The JSON body of `/api/Pay/Create`. Everything is text but `channelId`, which the documentation calls an
 * integer.
 */
export function payInBody(fields: Readonly<Record<string, string>>): string {
  return JSON.stringify({ ...fields, channelId: Number(fields.channelId) });
}

/** The JSON body of `/api/Payouts/Create`. `amount` is whole yuan, as the account's option writes it. */
export function payoutBody(order: PayoutOrder, amount: string, credentials: LhxpayCredentials): string {
  const { beneficiary } = order;
  const signed = {
    accountName: cleanText(beneficiary.name),
    accountNumber: beneficiary.accountNumber,
    amount,
    appKey: credentials.appKey,
    bankName: cleanText(beneficiary.bankName ?? ""),
    callbackUrl: order.callbackUrl,
    mrn: order.orderNo,
  };
  return JSON.stringify({ ...signed, sign: signLhxpay("payout", signed, credentials.secret) });
}

/** The signed query string of both order queries. */
export function queryString(mrn: string, resend: boolean, { appKey, secret }: LhxpayCredentials): string {
  const sign = signLhxpay("query", { appKey, mrn }, secret);
  return new URLSearchParams({ appKey, mrn, sign, callback: String(resend) }).toString();
}

/** The signed query string of the balance. */
export function balanceString({ appKey, secret }: LhxpayCredentials): string {
  return new URLSearchParams({ appKey, sign: signLhxpay("balance", { appKey }, secret) }).toString();
}

export const createAnswer = z.object({
  success: z.boolean(),
  errorMsg: wordsText.nullish(),
  payUrl: z.string().nullish(),
});

/** Of queries, payouts and the balance: `error` is `success` or a code. */
export const answerEnvelope = z.object({
  error: z.string().max(longestScalar),
  errorMessage: wordsText.nullish(),
  result: z.unknown().optional(),
});

export const queryAnswer = z
  .object({
    Mrn: scalarText.nullish(),
    mrn: scalarText.nullish(),
    status: scalarText,
    amount: numberText.nullish(),
    fee: ifReadable(numberText),
    errorMsg: ifReadable(wordsText),
  })
  .transform(({ Mrn, mrn, status, amount, fee, errorMsg }) => ({
    /** Empty if the two spellings disagree. */
    mrn: Mrn != null && mrn != null && Mrn !== mrn ? "" : (Mrn ?? mrn ?? ""),
    status,
    amount: amount ?? null,
    fee,
    errorMsg,
  }));

export const balanceAnswer = numberText;

const statuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ["0", "pending"],
  ["1", "succeeded"],
  ["2", "failed"],
]);

/**
 * A report about one order. An undocumented status is pending, and is named.
 *
 * @param amountText what was paid; ignored unless the order is paid.
 */
export function reportOf(orderNo: string, status: string, amountText: string | null): OrderReport {
  const known = statuses.get(status);
  const isUntold = known === "succeeded" && !amountText;
  return {
    orderNo,
    providerOrderId: null,
    status: known ?? "pending",
    amountText: known === "succeeded" ? amountText || null : null,
    ...(isUntold ? { amountUntold: true } : {}),
    orderedAmountText: null,
    currency: null,
    nextAction: null,
    undocumentedStatus: known === undefined ? undocumentedCode(status) : null,
  };
}

/**
 * The address of the pay page: the answer's path and query on the gateway's own origin. Null if it leads
 * elsewhere.
 */
export function payPageUrl(payUrl: string, baseUrl: string): string | null {
  const { origin } = new URL(baseUrl);
  if (payUrl === "" || payUrl.length > longestLink || !URL.canParse(payUrl, origin)) return null;
  const url = new URL(payUrl, origin);
  return url.origin === origin && url.username === "" && url.password === "" ? url.href : null;
}

/** A posted amount, with exactly two decimals. Null if it is no amount of yuan and fen. */
export function inTwoDecimals(text: string): string | null {
  const isDecimal = text.length <= longestNumber && /^\d+(?:\.\d+)?$/.test(text);
  const minor = isDecimal ? parseProviderDecimal(text, 2) : undefined;
  return minor === undefined ? null : (twoDecimalText({ minor, currency: "CNY", decimals: 2 }) ?? null);
}
