import type { ApiFault } from "../../hostility/faults.ts";
import { type ApiRequest, htmlAnswer, jsonAnswer, mediaType, type Outcome } from "../../http/answer.ts";
import { formFields, jsonFields, type ParsedFields } from "../../http/fields.ts";
import { checkFields } from "../../http/rules.ts";
import { isSame } from "../../http/same.ts";
import { randomText } from "../../ids.ts";
import { parseMinor } from "../../money.ts";
import { html } from "../../pages/html.ts";
import { renderPage } from "../../pages/layout.ts";
import type { Order } from "../../state/order.ts";
import type { SignatureVerdict } from "../../state/request-log.ts";
import { channelName } from "./channels.ts";
import { type LhxpayDesk, payInRules } from "./desk.ts";
import { lhxpaySign } from "./signature.ts";

interface Refused {
  readonly ok: false;
  readonly why: string;
  readonly orderNo: string;
  readonly signature: SignatureVerdict;
}
interface Accepted {
  readonly ok: true;
  readonly order: Order;
}

interface PayInRequest {
  readonly parsed: ParsedFields;
  readonly encoding: "json" | "form";
  readonly fault: ApiFault | null;
}

/** The checks of both modes: fields, merchant, sign, then the order itself. */
function accept(desk: LhxpayDesk, { parsed, encoding, fault }: PayInRequest): Accepted | Refused {
  if (!parsed.ok) return { ok: false, why: "无效的请求数据", orderNo: "", signature: "absent" };
  const orderNo = parsed.fields.get("mrn")?.text ?? "";
  const no = (why: string, signature: SignatureVerdict): Refused => ({ ok: false, why, orderNo, signature });
  const checked = checkFields(parsed.fields, payInRules(encoding));
  if (!checked.ok) return no(`无效的请求数据: ${checked.field} ${checked.why}`, "absent");
  const { text } = checked;
  if (!isSame(text("appKey"), desk.appKey)) return no("无效的商户账户", "absent");
  const sign = lhxpaySign("payIn", (name) => parsed.fields.get(name)?.text ?? "", desk.secret);
  if (!isSame(text("sign"), sign)) return no("签名错误", "refused");
  if (fault?.kind === "refuse") return no(fault.message ?? "该金额客满，请更换金额", "accepted");
  const channel = text("channelId");
  const order = desk.store.add({
    provider: "lhxpay",
    kind: "payment",
    orderNo,
    platformNo: randomText(20),
    via: encoding === "json" ? "api/Pay/Create" : "api/Pay",
    currency: "CNY",
    decimals: 2,
    amountMinor: parseMinor(text("amount"), 2) ?? 0n,
    callbackUrl: text("callbackUrl"),
    returnUrl: text("returnUrl"),
    detail: { channel, method: channelName(channel), payer: text("payer") },
  });
  return order ? { ok: true, order } : no("平台单号冲突", "accepted");
}

const taken = (order: Order): Omit<Outcome, "answer"> => ({
  signature: "accepted",
  orderNo: order.orderNo,
  result: "ok",
});

const refusal = ({ why, orderNo, signature }: Refused): Omit<Outcome, "answer"> => ({
  signature,
  orderNo: orderNo || null,
  result: why,
});

/** The path and query of the pay page. `payUrl` has no origin. */
export function payPath(order: Order): string {
  return `/api/Pay?id=${order.token}&channel=${order.detail.channel ?? ""}`;
}

/** `POST /api/Pay/Create` (WebAPI 对接模式). */
export function createByApi(desk: LhxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const parsed: ParsedFields =
    mediaType(request.headers) === "application/json"
      ? jsonFields(request.body)
      : { ok: false, why: "not JSON" };
  const made = accept(desk, { parsed, encoding: "json", fault });
  if (!made.ok) {
    const body = JSON.stringify({ success: false, errorMsg: made.why, payUrl: null });
    return { answer: jsonAnswer(body), ...refusal(made) };
  }
  const body = JSON.stringify({ success: true, errorMsg: null, payUrl: payPath(made.order) });
  return { answer: jsonAnswer(body), ...taken(made.order) };
}

/** `POST /api/Pay` (页面对接模式): the customer's browser posts the form and gets the pay page. */
export function createByPage(desk: LhxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const parsed: ParsedFields =
    mediaType(request.headers) === "application/x-www-form-urlencoded"
      ? formFields(request.body.toString("utf8"))
      : { ok: false, why: "not a form" };
  const made = accept(desk, { parsed, encoding: "form", fault });
  if (made.ok) {
    const answer = { ...htmlAnswer("", 303), location: payPath(made.order) };
    return { answer, ...taken(made.order) };
  }
  const page = renderPage({
    title: made.why,
    brand: { id: "lhxpay", name: "LHXPay" },
    body: html`<h1>${made.why}</h1><p class="soft">The order was refused. Go back to the shop and choose another way to pay.</p>`,
  });
  return { answer: htmlAnswer(page, 400), ...refusal(made) };
}
