import type { ApiFault } from "../../hostility/faults.ts";
import { orderAsTold } from "../../hostility/lies.ts";
import { type ApiRequest, jsonAnswer, mediaType, type Outcome } from "../../http/answer.ts";
import { formFields, jsonFields, type ParsedFields } from "../../http/fields.ts";
import { checkFields, oneOf, type Rule } from "../../http/rules.ts";
import { isSame } from "../../http/same.ts";
import { randomText } from "../../ids.ts";
import { fullText, parseMinor } from "../../money.ts";
import { holdings } from "../../state/holdings.ts";
import type { Order, OrderStatus } from "../../state/order.ts";
import type { SignatureVerdict } from "../../state/request-log.ts";
import { appKeyRule, type LhxpayDesk, mrnRule, payoutRules, signRule } from "./desk.ts";
import { lhxpaySign, type signedFields } from "./signature.ts";

type ErrorCode =
  | "invalid_data"
  | "sign_error"
  | "mrn_duplication"
  | "insufficient_balance"
  | "object_not_found";

interface Refusal {
  readonly error: string;
  readonly errorMessage?: string;
  readonly signature: SignatureVerdict;
  readonly orderNo?: string;
}

/**
 * LHXPay's error codes, with messages in Chinese as they answer. Source:
 * docs/providers/lhxpay.md#error-codes.
 */
const messages: Readonly<Record<ErrorCode, string>> = {
  invalid_data: "无效的请求数据",
  sign_error: "签名错误",
  mrn_duplication: "平台单号冲突",
  insufficient_balance: "商户余额不足",
  object_not_found: "无效的商户账户",
};

function refuse({ error, errorMessage, signature, orderNo = "" }: Refusal): Outcome {
  const known = Object.entries(messages).find(([code]) => code === error)?.[1];
  const body = { error, errorMessage: errorMessage ?? known ?? error };
  return {
    answer: jsonAnswer(JSON.stringify(body)),
    signature,
    orderNo: orderNo || null,
    result: errorMessage ? `${error} ${errorMessage}` : error,
  };
}

/** `result` is JSON text. Absent when the call returns none. */
function take(orderNo: string, result?: string): Outcome {
  const body =
    result === undefined ? '{"error":"success","errorMessage":""}' : `{"error":"success","result":${result}}`;
  return { answer: jsonAnswer(body), signature: "accepted", orderNo: orderNo || null, result: "ok" };
}

type Opened<Name extends string> =
  | { readonly ok: true; readonly text: (name: Name) => string }
  | { readonly ok: false; readonly refusal: Outcome };

interface OpenOptions<Name extends string> {
  readonly parsed: ParsedFields;
  readonly rules: Readonly<Record<Name, Rule>>;
  readonly message: keyof typeof signedFields;
  readonly fault: ApiFault | null;
}

function open<Name extends string>(
  desk: LhxpayDesk,
  { parsed, rules, message, fault }: OpenOptions<Name>,
): Opened<Name> {
  const no = (refusal: Refusal): Opened<Name> => ({ ok: false, refusal: refuse(refusal) });
  if (!parsed.ok) return no({ error: "invalid_data", signature: "absent" });
  const { fields } = parsed;
  const textOf = (name: string) => fields.get(name)?.text ?? "";
  const orderNo = textOf("mrn");
  const checked = checkFields(fields, rules);
  if (!checked.ok) {
    const errorMessage = `无效的请求数据: ${checked.field} ${checked.why}`;
    return no({ error: "invalid_data", errorMessage, signature: "absent", orderNo });
  }
  if (!isSame(textOf("appKey"), desk.appKey)) {
    return no({ error: "object_not_found", signature: "absent", orderNo });
  }
  if (!isSame(textOf("sign"), lhxpaySign(message, textOf, desk.secret))) {
    return no({ error: "sign_error", signature: "refused", orderNo });
  }
  if (fault?.kind === "refuse") {
    const { code = "invalid_data", message: errorMessage } = fault;
    return no({ error: code, errorMessage, signature: "accepted", orderNo });
  }
  return { ok: true, text: checked.text };
}

/** LHXPay's statuses. Source: docs/providers/lhxpay.md#query. */
const statusNumbers: Readonly<Record<OrderStatus, number>> = {
  pending: 0,
  partially_paid: 0,
  succeeded: 1,
  failed: 2,
  closed: 2,
  reversed: 2,
};

const queryRules = {
  appKey: appKeyRule,
  mrn: mrnRule,
  sign: signRule,
  callback: { required: false, test: oneOf("true", "false") },
} as const;

/** `GET /api/Payments/Query` and `GET /api/Payouts/Query`. `callback=true` sends the callback of a paid order again. */
export function query(kind: Order["kind"]) {
  return (desk: LhxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome => {
    const parsed = formFields(request.query.toString());
    const opened = open(desk, { parsed, rules: queryRules, message: "query", fault });
    if (!opened.ok) return opened.refusal;
    const orderNo = opened.text("mrn");
    const held = desk.store.find("lhxpay", kind, orderNo);
    const order = orderAsTold(held, fault);
    if (!held || !order) {
      return refuse({
        error: "object_not_found",
        errorMessage: "订单不存在",
        signature: "accepted",
        orderNo,
      });
    }
    if (opened.text("callback") === "true" && held.status === "succeeded") desk.callAgain(held);
    const lied = fault?.kind === "lie_amount" ? `,"amount":"${fullText(order.paidMinor, 2)}"` : "";
    return take(orderNo, `{"Mrn":${JSON.stringify(orderNo)},"status":${statusNumbers[order.status]}${lied}}`);
  };
}

/** `POST /api/Payouts/Create`. */
export function createPayout(desk: LhxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const parsed: ParsedFields =
    mediaType(request.headers) === "application/json"
      ? jsonFields(request.body)
      : { ok: false, why: "not JSON" };
  const opened = open(desk, {
    parsed,
    rules: payoutRules(desk.quirks.payoutAmounts),
    message: "payout",
    fault,
  });
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  const orderNo = text("mrn");
  const amountMinor = parseMinor(text("amount"), 2) ?? 0n;
  const no = (error: ErrorCode) => refuse({ error, signature: "accepted", orderNo });
  if (desk.store.find("lhxpay", "payout", orderNo)) return no("mrn_duplication");
  if (amountMinor > holdings(desk.store, "lhxpay", 2).availableMinor) return no("insufficient_balance");
  const order = desk.store.add({
    provider: "lhxpay",
    kind: "payout",
    orderNo,
    platformNo: randomText(20),
    via: "api/Payouts/Create",
    currency: "CNY",
    decimals: 2,
    amountMinor,
    callbackUrl: text("callbackUrl"),
    returnUrl: null,
    detail: { payee: text("accountName"), account: text("accountNumber"), bank: text("bankName") },
  });
  return order ? take(orderNo) : no("mrn_duplication");
}

/** `GET /api/Merchants/Balance`. */
export function queryBalance(desk: LhxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const parsed = formFields(request.query.toString());
  const opened = open(desk, {
    parsed,
    rules: { appKey: appKeyRule, sign: signRule },
    message: "balance",
    fault,
  });
  if (!opened.ok) return opened.refusal;
  return take("", fullText(holdings(desk.store, "lhxpay", 2).availableMinor, 2));
}
