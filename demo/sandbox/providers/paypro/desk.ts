import { type ApiRequest, jsonAnswer, mediaType, type Outcome } from "../../http/answer.ts";
import { jsonFields } from "../../http/fields.ts";
import { checkFields, matches, type Rule } from "../../http/rules.ts";
import { isSame } from "../../http/same.ts";
import type { Quirks } from "../../quirks.ts";
import type { Order, OrderStatus } from "../../state/order.ts";
import type { SignatureVerdict } from "../../state/request-log.ts";
import type { Desk } from "../contract.ts";
import { payproSign } from "./signature.ts";

export type PayproDesk = Desk & {
  readonly merchantNo: string;
  readonly appSecret: string;
  readonly quirks: Quirks["paypro"];
};

/** The fields that every signed request must have. */
export const signatureRules: Readonly<Record<"sign" | "timestamp", Rule>> = {
  sign: { required: true, test: matches(/^[0-9a-f]{32}$/) },
  timestamp: { required: true, test: matches(/^\d{13}$/) },
};

/** The merchant's order number: unique, at most 32 characters. */
export const tradeNoRule: Rule = { required: true, test: matches(/^[0-9A-Za-z_-]{1,32}$/) };

interface Refusal {
  readonly code: string;
  readonly msg: string;
  readonly signature?: SignatureVerdict;
}

/** An outer code other than 0000: nothing was done. */
export function refuse(
  desk: PayproDesk,
  { code, msg, signature = "absent" }: Refusal,
  orderNo = "",
): Outcome {
  const body = { msg, code, timestamp: desk.now(), success: false, data: null };
  return {
    answer: jsonAnswer(JSON.stringify(body)),
    signature,
    orderNo: orderNo || null,
    result: `${code} ${msg}`,
  };
}

/** The outer code 0000: the request was taken. `data` says what became of it. */
export function take(desk: PayproDesk, data: Record<string, unknown>, orderNo = ""): Outcome {
  const body = { msg: "success", code: "0000", timestamp: desk.now(), success: true, data };
  return {
    answer: jsonAnswer(JSON.stringify(body)),
    signature: "accepted",
    orderNo: orderNo || null,
    result: "ok",
  };
}

export type Opened<Name extends string> =
  | { readonly ok: true; readonly text: (name: Name | "sign" | "timestamp") => string }
  | { readonly ok: false; readonly refusal: Outcome };

/** Checks header, JSON, fields, merchant and signature of a request, in that order. */
export function open<Name extends string>(
  desk: PayproDesk,
  request: ApiRequest,
  rules: Readonly<Record<Name, Rule>>,
): Opened<Name> {
  const no = (refusal: Refusal, orderNo = ""): Opened<Name> => ({
    ok: false,
    refusal: refuse(desk, refusal, orderNo),
  });
  if (mediaType(request.headers) !== "application/json") {
    return no({ code: "4015", msg: "Content-Type must be application/json" });
  }
  const parsed = jsonFields(request.body);
  if (!parsed.ok) return no({ code: "4001", msg: `request body is not readable: ${parsed.why}` });
  const { fields } = parsed;
  const orderNo = fields.get("tradeNo")?.text ?? "";
  const checked = checkFields<Name | "sign" | "timestamp">(fields, { ...signatureRules, ...rules });
  if (!checked.ok) {
    return no({ code: "4002", msg: `parameter ${checked.field}: ${checked.why}` }, orderNo);
  }
  if (!isSame(request.headers.merchantno ?? "", desk.merchantNo)) {
    return no({ code: "4003", msg: "merchant does not exist" }, orderNo);
  }
  const texts = [...fields].map(([name, { text }]) => [name, text] as const);
  if (!isSame(checked.text("sign"), payproSign(texts, desk.appSecret, desk.quirks))) {
    return no({ code: "4004", msg: "sign verification failed", signature: "refused" }, orderNo);
  }
  return { ok: true, text: checked.text };
}

/** `data.status` of an order. Source: docs/providers/paypro.md#status-codes. */
export const statusCodes: Readonly<Record<OrderStatus, string>> = {
  pending: "0015",
  partially_paid: "0001",
  succeeded: "0000",
  failed: "00029",
  closed: "00029",
  reversed: "00029",
};

const descriptions: Readonly<Record<OrderStatus, string>> = {
  pending: "CREDIT_INPROGRESS",
  partially_paid: "Partial payment",
  succeeded: "SUCCESS",
  failed: "REJECTED_TRANSACTION",
  closed: "REJECTED_TRANSACTION",
  reversed: "REJECTED_TRANSACTION",
};

/** `data.status` and `data.desc`. An order that was refused at its creation keeps its error code. */
export function statusOf(order: Order): { readonly status: string; readonly desc: string } {
  const refusedAs = order.status === "failed" ? order.detail.errorCode : undefined;
  return {
    status: refusedAs ?? statusCodes[order.status],
    desc: refusedAs ? (order.detail.reason ?? "") : descriptions[order.status],
  };
}
