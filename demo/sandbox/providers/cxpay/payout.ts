import type { ApiFault } from "../../hostility/faults.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, isAmount, isEmail, isWebAddress, matches, type Rule } from "../../http/rules.ts";
import { randomDigits } from "../../ids.ts";
import { parseMinor, shortText } from "../../money.ts";
import { holdings } from "../../state/holdings.ts";
import { refuseAs } from "./collect.ts";
import { type CxpayDesk, open, orderIdRule, refuse, take } from "./desk.ts";
import { type PayCode, payCodeOf } from "./pay-codes.ts";

const payoutRules = {
  payCode: { required: true, test: matches(/^\d{1,8}$/) },
  amount: { required: true, test: (text: string) => isAmount(text, 2) },
  orderId: orderIdRule,
  notifyUrl: { required: true, test: isWebAddress },
  bankAccount: { required: true, test: atMost(128) },
  customName: { required: true, test: atMost(128) },
  remark: { required: false, test: atMost(64) },
  number: { required: false, test: matches(/^\+?[\d ()-]{6,20}$/) },
  email: { required: false, test: isEmail },
} as const satisfies Record<string, Rule>;

const remarks: Readonly<
  Record<Exclude<PayCode["country"], "BR">, { readonly form: RegExp; readonly is: string }>
> = {
  IN: { form: /^[A-Z]{4}0[A-Z0-9]{6}$/, is: "IFSC" },
  ID: { form: /^[0-9A-Z_]{2,16}$/, is: "bank code" },
  NG: { form: /^[0-9A-Z_]{2,16}$/, is: "bank code" },
};

const extraRequired: Readonly<Record<PayCode["country"], readonly ("number" | "email")[]>> = {
  BR: ["number", "email"],
  IN: ["number"],
  ID: [],
  NG: [],
};

function objectToRemark({ quirks }: CxpayDesk, { country }: PayCode, remark: string): string | null {
  if (country === "BR") {
    return quirks.accountTypes.includes(remark) ? null : "remark must be the account type";
  }
  const { form, is } = remarks[country];
  return form.test(remark) ? null : `remark must be the ${is}`;
}

/** `/pay/create`, with its rules by country. Source: docs/providers/cxpay.md#payouts. */
export function createPayout(desk: CxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, payoutRules);
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  const orderNo = text("orderId");
  const no = (desc: string) => refuse({ desc, signature: "accepted" }, orderNo);
  if (fault?.kind === "refuse") return refuseAs(fault, orderNo);
  const payCode = payCodeOf(text("payCode"));
  if (payCode?.direction !== "pay") return no("payCode is not open for this merchant");
  const objection = objectToRemark(desk, payCode, text("remark"));
  if (objection) return no(objection);
  for (const name of extraRequired[payCode.country]) {
    if (text(name) === "") return no(`${name} is required`);
  }
  if (payCode.country === "ID" && text("amount").includes(".")) return no("amount must not have decimals");
  const amountMinor = parseMinor(text("amount"), 2) ?? 0n;
  if (desk.store.find("cxpay", "payout", orderNo) || desk.store.find("cxpay", "payment", orderNo)) {
    return no("orderId already exists");
  }
  if (amountMinor > holdings(desk.store, "cxpay", 2).availableMinor) return no("insufficient balance");
  const order = desk.store.add({
    provider: "cxpay",
    kind: "payout",
    orderNo,
    platformNo: randomDigits(18),
    via: "pay/create",
    currency: payCode.currency,
    decimals: 2,
    amountMinor,
    callbackUrl: text("notifyUrl"),
    returnUrl: null,
    detail: {
      payCode: text("payCode"),
      country: payCode.country,
      method: payCode.name,
      payee: text("customName"),
      account: text("bankAccount"),
      remark: text("remark"),
    },
  });
  if (!order) return no("orderId already exists");
  return take(JSON.stringify({ platOrderId: order.platformNo }), orderNo);
}

/** `/order/balance`. Source: docs/providers/cxpay.md#balance. */
export function queryBalance(desk: CxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, {});
  if (!opened.ok) return opened.refusal;
  if (fault?.kind === "refuse") return refuseAs(fault);
  const { totalMinor, availableMinor } = holdings(desk.store, "cxpay", 2);
  return take(`{"balanceAll":${shortText(totalMinor, 2)},"balanceUsable":${shortText(availableMinor, 2)}}`);
}
