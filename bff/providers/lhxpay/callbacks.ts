/**
 * LHXPay's callbacks, which are sent for success only.
 * Source: docs/providers/lhxpay.md#callback, docs/providers/lhxpay.md#payouts.
 */
import type { CallbackResult, RawCallback } from "../contract.ts";
import { readCallbackFields } from "../parsing/callback-fields.ts";
import { equalText } from "../signing/constant-time.ts";
import type { LhxpayCredentials } from "./credentials.ts";
import { verifyLhxpay } from "./signature.ts";
import { inTwoDecimals, mrnPattern, reportOf } from "./wire.ts";

const succeeded = "1";

/** Reads a pay-in callback. The amount ordered may be called `originAmount` or `originalAmount`. */
export function readPayInCallback(raw: RawCallback, credentials: LhxpayCredentials): CallbackResult {
  const reading = readCallbackFields(raw);
  if (!reading.ok) return refuse(reading.reason);
  const field = (name: string) => reading.fields.get(name) ?? "";
  const ordered = new Set([field("originAmount"), field("originalAmount")].filter((text) => text !== ""));
  const [originAmount = ""] = ordered;
  const amount = field("amount");
  const mrn = field("mrn");
  const channel = field("channel");
  const exactAmount = inTwoDecimals(amount);
  const exactOrigin = inTwoDecimals(originAmount);
  // Any other text could hold `&` and `=`, and the signed text could be read in two ways.
  if (ordered.size !== 1 || exactAmount === null || exactOrigin === null) return refuse("unexpected_fields");
  if (!mrnPattern.test(mrn) || !/^\d{1,4}$/.test(channel)) return refuse("unexpected_fields");
  if (!equalText(field("appKey"), credentials.appKey)) return refuse("wrong_account");
  const whole = asInteger(exactOrigin);
  const amountPairs = [
    [amount, originAmount],
    [exactAmount, exactOrigin],
    ...(whole === null ? [] : [[amount, whole] as const, [exactAmount, whole] as const]),
  ] as const;
  const forms = amountPairs.map(([paid, wanted]) => ({
    amount: paid,
    appKey: credentials.appKey,
    channel,
    mrn,
    originAmount: wanted,
  }));
  if (!verifyLhxpay("payInCallback", { sign: field("sign"), forms, secret: credentials.secret })) {
    return refuse("wrong_signature");
  }
  // The amounts are reported as the number that was signed, however it was written.
  const report = { ...reportOf(mrn, succeeded, exactAmount), orderedAmountText: exactOrigin };
  return { kind: "facts", facts: [{ report, mustConfirm: true }] };
}

/** Reads a payout callback. */
export function readPayoutCallback(raw: RawCallback, credentials: LhxpayCredentials): CallbackResult {
  const reading = readCallbackFields(raw);
  if (!reading.ok) return refuse(reading.reason);
  const field = (name: string) => reading.fields.get(name) ?? "";
  const amount = field("amount");
  const mrn = field("mrn");
  const exact = inTwoDecimals(amount);
  if (exact === null || !mrnPattern.test(mrn)) return refuse("unexpected_fields");
  if (!equalText(field("appKey"), credentials.appKey)) return refuse("wrong_account");
  const whole = asInteger(exact);
  const forms = [amount, exact, ...(whole === null ? [] : [whole])].map((text) => ({
    amount: text,
    appKey: credentials.appKey,
    mrn,
  }));
  if (!verifyLhxpay("payoutCallback", { sign: field("sign"), forms, secret: credentials.secret })) {
    return refuse("wrong_signature");
  }
  return { kind: "facts", facts: [{ report: reportOf(mrn, succeeded, exact), mustConfirm: true }] };
}

/** `100.00` as `100`. Null if it has a fraction. */
function asInteger(exact: string): string | null {
  return exact.endsWith(".00") ? exact.slice(0, -3) : null;
}

function refuse(reason: string): CallbackResult {
  return { kind: "refused", reason };
}
