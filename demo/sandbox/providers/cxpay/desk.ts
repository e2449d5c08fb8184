import { type ApiRequest, jsonAnswer, mediaType, type Outcome } from "../../http/answer.ts";
import { formFields, jsonFields, type ParsedFields } from "../../http/fields.ts";
import { checkFields, matches, type Rule } from "../../http/rules.ts";
import { isSame } from "../../http/same.ts";
import type { Quirks } from "../../quirks.ts";
import type { OrderStatus } from "../../state/order.ts";
import type { SignatureVerdict } from "../../state/request-log.ts";
import type { Desk } from "../contract.ts";
import { cxpaySign } from "./signature.ts";

export type CxpayDesk = Desk & {
  readonly merchant: string;
  readonly key: string;
  readonly quirks: Quirks["cxpay"];
};

/** "Merchant order number (unique), with a character length of 32 or less". */
export const orderIdRule: Rule = { required: true, test: matches(/^[0-9A-Za-z_-]{1,32}$/) };

interface Refusal {
  readonly code?: 400 | 500;
  readonly desc: string;
  readonly signature?: SignatureVerdict;
}

/** 400 is a business error, 500 anything else. HTTP stays 200. Source: docs/providers/cxpay.md#envelope. */
export function refuse({ code = 400, desc, signature = "absent" }: Refusal, orderNo = ""): Outcome {
  return {
    answer: jsonAnswer(JSON.stringify({ code, success: false, msg: "fail", desc, data: null })),
    signature,
    orderNo: orderNo || null,
    result: `${code} ${desc}`,
  };
}

/** `data` is JSON text, which keeps the way in which the provider writes numbers. */
export function take(data: string, orderNo = ""): Outcome {
  return {
    answer: jsonAnswer(`{"code":200,"success":true,"msg":"success","desc":"","data":${data}}`),
    signature: "accepted",
    orderNo: orderNo || null,
    result: "ok",
  };
}

function readBody(request: ApiRequest): ParsedFields {
  const type = mediaType(request.headers);
  if (type === "application/json") return jsonFields(request.body);
  if (type === "application/x-www-form-urlencoded") return formFields(request.body.toString("utf8"));
  return { ok: false, why: `Content-Type ${type || "is missing"}` };
}

export type Opened<Name extends string> =
  | { readonly ok: true; readonly text: (name: Name | "merchant" | "sign") => string }
  | { readonly ok: false; readonly refusal: Outcome };

/** Checks the body (JSON or form), the fields, the merchant and the sign of a request. */
export function open<Name extends string>(
  desk: CxpayDesk,
  request: ApiRequest,
  rules: Readonly<Record<Name, Rule>>,
): Opened<Name> {
  const parsed = readBody(request);
  if (!parsed.ok) return { ok: false, refusal: refuse({ desc: `unreadable request: ${parsed.why}` }) };
  const { fields } = parsed;
  const orderNo = fields.get("orderId")?.text ?? "";
  const checked = checkFields<Name | "merchant" | "sign">(fields, {
    merchant: { required: true },
    sign: { required: true, test: matches(/^[0-9a-f]{32}$/) },
    ...rules,
  });
  if (!checked.ok) {
    return { ok: false, refusal: refuse({ desc: `${checked.field}: ${checked.why}` }, orderNo) };
  }
  if (!isSame(checked.text("merchant"), desk.merchant)) {
    return { ok: false, refusal: refuse({ desc: "merchant does not exist" }, orderNo) };
  }
  const texts = [...fields].map(([name, { text }]) => [name, text] as const);
  if (!isSame(checked.text("sign"), cxpaySign(texts, desk.key))) {
    return { ok: false, refusal: refuse({ desc: "sign error", signature: "refused" }, orderNo) };
  }
  return { ok: true, text: checked.text };
}

/** CXPay's statuses. Source: docs/providers/cxpay.md#status-codes. */
export const statusNumbers: Readonly<Record<OrderStatus, number>> = {
  pending: 0,
  partially_paid: 0,
  succeeded: 1,
  failed: 2,
  closed: 2,
  reversed: 2,
};
